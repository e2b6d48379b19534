"""Addresses of bulk orders, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.access import only, page
from moli.interfaces.web.bulk.accepting import accept_delivery_page, claim_delivery_page
from moli.interfaces.web.bulk.calling import call_off_page
from moli.interfaces.web.bulk.claims import claim, claim_outcome
from moli.interfaces.web.bulk.delivery import delivery
from moli.interfaces.web.bulk.listing import bulk_orders
from moli.interfaces.web.bulk.money import remittance
from moli.interfaces.web.bulk.order import bulk_order, end_bulk_order
from moli.interfaces.web.bulk.part import bulk_part, part_list, reallocate_part, share_out
from moli.interfaces.web.bulk.photos import claim_photo
from moli.interfaces.web.bulk.quoting import answer_quote, offer_quote_page, quote
from moli.interfaces.web.bulk.sending import delivery_note, send_delivery_page
from moli.interfaces.web.bulk.settling import settle_delivery_page
from moli.interfaces.web.bulk.suppliers import (
    give_up_page,
    move_shortfall_page,
    name_suppliers_page,
)
from moli.interfaces.web.bulk.weighing import weigh_part, weigh_slip, weigh_supplier

_VILLAGE = (Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE)
# How far each of them sees, the query says.
READERS = only(*(role for role in Role if role is not Role.TOWN_OFFICE))
BUYERS = only(Role.BUYER)
CALLERS = only(Role.BUYER, Role.OFFICE)
OFFICE = only(Role.OFFICE)
SHARERS = only(*_VILLAGE, Role.OFFICE)
WEIGHERS = only(*_VILLAGE, Role.STATION_OPERATOR, Role.OFFICE)
SIDES = only(*_VILLAGE, Role.STATION_OPERATOR, Role.OFFICE, Role.BUYER)
QUOTE_READERS = only(Role.BUYER, Role.ORGANISER, Role.OFFICE, Role.LEADER, Role.AUDITOR)

_PART, _DELIVERY, _CLAIM = "bulk/parts/<uuid:uid>/", "bulk/deliveries/<uuid:uid>/", "bulk/claims/"

urlpatterns = [
    page("bulk/", bulk_orders, name="bulk_orders", right=READERS),
    page("bulk/call-off/", call_off_page, name="call_off", right=CALLERS),
    page("bulk/quotes/new/", offer_quote_page, name="offer_quote", right=OFFICE),
    page("bulk/quotes/<uuid:uid>/", quote, name="quote", right=QUOTE_READERS),
    page("bulk/quotes/<uuid:uid>/answer/", answer_quote, name="answer_quote", right=BUYERS),
    page("bulk/orders/<uuid:uid>/", bulk_order, name="bulk_order", right=READERS),
    page("bulk/orders/<uuid:uid>/end/", end_bulk_order, name="end_bulk_order", right=CALLERS),
    page(_PART, bulk_part, name="bulk_part", right=WEIGHERS),
    page(f"{_PART}list/", part_list, name="part_list", right=WEIGHERS),
    page(f"{_PART}suppliers/", name_suppliers_page, name="name_suppliers", right=SHARERS),
    page(f"{_PART}suppliers/<int:place>/", give_up_page, name="give_up", right=SHARERS),
    page(f"{_PART}share/", share_out, name="share_out", right=SHARERS),
    page(f"{_PART}reallocate/", reallocate_part, name="reallocate", right=SHARERS),
    page(f"{_PART}move/", move_shortfall_page, name="move_shortfall", right=OFFICE),
    page(f"{_PART}weigh/", weigh_part, name="weigh_part", right=WEIGHERS),
    page(f"{_PART}weigh/<int:place>/", weigh_supplier, name="weigh_supplier", right=WEIGHERS),
    page("bulk/weigh-ins/<uuid:uid>/", weigh_slip, name="weigh_slip", right=WEIGHERS),
    page(f"{_PART}send/", send_delivery_page, name="send_delivery", right=WEIGHERS),
    page(_DELIVERY, delivery, name="delivery", right=READERS),
    page(f"{_DELIVERY}note/", delivery_note, name="delivery_note", right=READERS),
    page(f"{_DELIVERY}accept/", accept_delivery_page, name="accept_delivery", right=BUYERS),
    page(f"{_DELIVERY}claim/", claim_delivery_page, name="claim_delivery", right=BUYERS),
    page(f"{_DELIVERY}money/", remittance, name="remittance", right=OFFICE),
    page(f"{_DELIVERY}settle/", settle_delivery_page, name="settle_delivery", right=OFFICE),
    page(f"{_CLAIM}<uuid:uid>/", claim, name="claim", right=SIDES),
    page(f"{_CLAIM}<uuid:uid>/outcome/", claim_outcome, name="claim_outcome", right=SIDES),
    page(f"{_CLAIM}<uuid:uid>/photos/<int:place>/", claim_photo, name="claim_photo", right=SIDES),
]
