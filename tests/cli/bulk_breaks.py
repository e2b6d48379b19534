"""Loads on their way to buyers, and one break of each of their laws."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F

from moli.audit.models import Event
from moli.households.models import Household
from moli.ledger.models import Transfer
from moli.market.models import Hold
from moli.orders.models import BulkPart, Load, QuotaChange, Remittance, WeighIn
from moli.orders.services.quoting import accept_quote
from moli.orders.services.sharing_out import give_up
from tests.factories import NOW, YAOBU, lot
from tests.factories.bulk import (
    BUYER,
    KG,
    SELLER,
    TONNE,
    accepted,
    called_off,
    first_part,
    offered,
    remitted,
    sent,
    settled_claim,
    shared,
    weighed_for,
)
from tests.unguarded import unguarded, written_again


def loads_on_their_way() -> None:
    """A call-off that was brought, sent, accepted with a claim and paid; and an accepted quote."""
    # Other breaks count the households: no new one.
    rows = Household.objects.filter(village__code=YAOBU, withdrawn_at=None, is_in_review=False)
    households = list(rows.order_by("pk")[:1])
    part = first_part(called_off(grams=100 * KG))
    (quota,) = shared(part, mosts=[90 * KG], of=households)
    give_up(quota_id=quota.pk, grams=10 * KG, by=SELLER, at=NOW)
    delivery = accepted(sent([weighed_for(quota)]), received_grams=79 * KG, claimed_grams=9 * KG)
    remitted(delivery, total_fen=40_000)
    settled_claim(delivery, upheld_grams=4 * KG)
    accept_quote(quote_uid=offered(lot(grams=50 * KG)).uid, by=BUYER, at=NOW)


def _rename(reference: str) -> object:
    first = Transfer.objects.filter(reference__startswith=reference).order_by("pk")[:1].get()
    return Transfer.objects.filter(pk=first.pk).update(reference=f"{reference}lost")


def _load_of_another_part() -> object:
    """The delivery's weight stays; what is on it was brought for nobody's part."""
    return WeighIn.objects.filter(pk__in=Load.objects.values("weigh_in")).update(quota=None)


BULK_BREAKS: dict[str, Callable[[], object]] = {
    "orders.contract_is_not_exceeded": lambda: BulkPart.objects.filter(
        contract__isnull=False
    ).update(grams=F("grams") + 40 * TONNE),
    "orders.quote_holds_its_lots": lambda: Hold.objects.update(grams=1),
    "orders.part_is_its_quotas": lambda: BulkPart.objects.filter(contract__isnull=False).update(
        granted_grams=F("granted_grams") + 1
    ),
    "orders.quota_is_its_changes": unguarded(
        lambda: QuotaChange.objects.filter(reason="GIVEN_UP").delete()
    ),
    "orders.delivery_is_its_loads": _load_of_another_part,
    "orders.delivery_is_in_the_books": unguarded(lambda: _rename("sale:")),
    "orders.claim_is_in_the_books": unguarded(lambda: _rename("claim:")),
    "orders.remittance_is_in_the_books": unguarded(
        lambda: Remittance.objects.update(total_fen=F("total_fen") + 1)
    ),
    "orders.called_off_once": written_again("orders.call_off"),
    "orders.quote_accepted_once": lambda: Event.objects.filter(verb="orders.accept_quote").delete(),
    "orders.quote_offered_once": written_again("orders.offer_quote"),
    "orders.delivery_sent_once": written_again("orders.send_delivery"),
    "orders.delivery_accepted_once": written_again("orders.accept_delivery"),
}
