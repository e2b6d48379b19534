"""How much of contracts has been called off, and what is left of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BigIntegerField, Case, F, Sum, Value, When

from moli.market.models import Contract
from moli.orders.models import BulkPart
from moli.orders.rules.bulk import BulkState

# What a part takes of its contract: all of it while its order is open, what was sent of it after
# that was closed, nothing after it was cancelled.
TAKEN_GRAMS = Case(
    When(bulk_order__state=BulkState.OPEN, then=F("grams")),
    When(bulk_order__state=BulkState.CLOSED, then=F("sent_grams")),
    default=Value(0),
    output_field=BigIntegerField(),
)


def taken_of_contracts(contract_ids: Iterable[int], *, season: int) -> dict[int, int]:
    """Grams that bulk orders take of contracts in a season, by primary key: one query."""
    found = dict.fromkeys(contract_ids, 0)
    rows = BulkPart.objects.filter(contract__in=list(found), season=season)
    sums = rows.order_by().values("contract_id").annotate(taken=Sum(TAKEN_GRAMS))
    found |= {row["contract_id"]: row["taken"] for row in sums}
    return found


def left_of_contract(contract: Contract, *, season: int) -> int:
    """What may still be called off of a contract in a season, in grams: one query."""
    return contract.grams - taken_of_contracts([contract.pk], season=season)[contract.pk]
