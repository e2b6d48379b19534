"""Addresses of lots, each with the right that opens it."""

from moli.interfaces.access import PUBLIC, only, page
from moli.interfaces.web.lots.changing import change_lot, withdraw_lot
from moli.interfaces.web.lots.importing import import_lots, lot_template
from moli.interfaces.web.lots.pages import POSTING_ROLES, lot, lots
from moli.interfaces.web.lots.posting import post_lot

POSTERS = only(*POSTING_ROLES)

urlpatterns = [
    page("lots/", lots, name="lots", right=PUBLIC),
    page("lots/post/", post_lot, name="post_lot", right=POSTERS),
    page("lots/import/", import_lots, name="import_lots", right=POSTERS),
    page("lots/import/template.xlsx", lot_template, name="lot_template", right=POSTERS),
    page("lots/<uuid:uid>/", lot, name="lot", right=PUBLIC),
    page("lots/<uuid:uid>/change/", change_lot, name="change_lot", right=POSTERS),
    page("lots/<uuid:uid>/withdraw/", withdraw_lot, name="withdraw_lot", right=POSTERS),
]
