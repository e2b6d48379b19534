"""Settled sales laid out for the rules of figures: a fixed number of queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from moli.catalogue.models import Product
from moli.market.queries.farm_gate import price_book
from moli.market.queries.unsold import deals_that_saved
from moli.market.rules.farm_gate import PriceBook
from moli.market.rules.unsold import Deal
from moli.orders.models import Article, BulkPart, Claim, LineFill, Load, ProductionInput
from moli.settlement.models import Correction, Settlement, Share
from moli.settlement.rules.shares import ShareKind
from moli.settlement.rules.sold import Entry, Origin, Part, Sale, Stand, entries_of

_WEIGH_IN = (
    *("weigh_in__household__uid", "weigh_in__village__code", "weigh_in__product_id"),
    *("weigh_in__grade_id", "weigh_in__weighed_on", "weigh_in__quota__part_id"),
)


@dataclass(frozen=True)
class SoldEntry:
    """One entry with its settlement, and the village of its household."""

    settlement: Settlement
    village_code: str
    entry: Entry

    @property
    def goods(self) -> tuple[Article | Product, str]:
        """What was sold, an article or a load's product, and the number of order or delivery."""
        line, delivery = self.settlement.line, self.settlement.delivery
        if line is not None:
            return line.article, line.order.number
        if delivery is None:
            raise RuntimeError(f"settlement {self.settlement.pk} is of nothing")
        return delivery.part.lot.product, delivery.number


class _Brought(NamedTuple):
    grams: int
    household_uid: Any
    village_code: str
    product_id: int
    grade_id: int
    weighed_on: date
    part_id: int | None


def sold_in(households: Q, *, year: int) -> list[SoldEntry]:
    """What was settled or corrected in a year for some households, as it came about.

    `households` is a condition on shares. Twelve queries at most.
    """
    ours = Share.objects.filter(households, kind=ShareKind.HOUSEHOLD).order_by()
    ids = ours.filter(happened_on__year=year).values("settlement")
    settlements = list(_settlements(ids))
    if not settlements:
        return []
    villages, net = _shares(ours.filter(settlement__in=ids))
    corrections = _corrections(ids)
    parts = _parts(settlements, ids)
    return [
        SoldEntry(settlement, villages[entry.household_key], entry)
        for settlement in settlements
        for entry in entries_of(
            Sale(
                parts=parts[settlement.pk],
                stands=_stands(settlement, corrections[settlement.pk], net[settlement.pk]),
                has_base=not settlement.has_earlier,
            )
        )
        if entry.on.year == year
    ]


def _settlements(ids: QuerySet[Any]) -> QuerySet[Any]:
    earlier = Settlement.objects.filter(delivery=OuterRef("delivery"), stage__lt=OuterRef("stage"))
    rows = Settlement.objects.filter(pk__in=ids).annotate(has_earlier=Exists(earlier))
    return rows.select_related(
        "line__article", "line__order", "delivery__part__lot__product", "delivery__claim"
    ).order_by("pk")


def _shares(
    rows: QuerySet[Share],
) -> tuple[dict[str, str], dict[int, dict[int | None, dict[str, int]]]]:
    """The village of each household, and each settlement's shares by correction, None first."""
    villages: dict[str, str] = {}
    net: dict[int, dict[int | None, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    columns = ("settlement_id", "correction_id", "owner_key", "fen", "household__village__code")
    for settlement, correction, key, fen, village in rows.values_list(*columns):
        villages[key] = village
        net[settlement][correction][key] = fen
    return villages, net


def _corrections(ids: QuerySet[Any]) -> dict[int, list[Correction]]:
    found: dict[int, list[Correction]] = defaultdict(list)
    for row in Correction.objects.filter(settlement__in=ids).order_by("pk"):
        found[row.settlement_id].append(row)
    return found


def _stands(
    settlement: Settlement,
    corrections: list[Correction],
    net: dict[int | None, dict[str, int]],
) -> list[Stand]:
    """How a sale stood after its settlement, and after each of its corrections."""
    standing = dict(net[None])
    stands = [_stand(settlement, settlement.settled_on, settlement.returned_units, standing)]
    for row in corrections:
        changes = net[row.pk]
        keys = standing.keys() | changes.keys()
        standing = {key: standing.get(key, 0) + changes.get(key, 0) for key in sorted(keys)}
        stands.append(_stand(settlement, row.corrected_on, row.returned_units, standing))
    return stands


def _stand(settlement: Settlement, on: date, returned_units: int, net: dict[str, int]) -> Stand:
    line = settlement.line
    if line is None:
        return Stand(on, 0, settlement.total_fen, _paid_grams(settlement), net)
    kept = line.units - returned_units
    return Stand(
        on=on,
        returned_units=returned_units,
        total_fen=kept * line.unit_price_fen,
        grams=kept * line.article.grams_per_unit,
        net=net,
    )


def _paid_grams(settlement: Settlement) -> int:
    """What a stage of a delivery pays for: what is undisputed, and what an outcome left.

    Whoever pays after the outcome pays both in the first stage.
    """
    delivery = settlement.delivery
    if delivery is None or delivery.received_grams is None or delivery.total_fen is None:
        raise RuntimeError(f"settlement {settlement.pk} is of nothing that arrived")
    claim: Claim | None = getattr(delivery, "claim", None)
    if claim is None:
        return delivery.received_grams
    left = claim.grams - (claim.upheld_grams or 0)
    if settlement.stage > 1:
        return left
    is_undisputed_alone = settlement.total_fen == delivery.total_fen - claim.held_fen
    return delivery.received_grams - claim.grams + (0 if is_undisputed_alone else left)


def _parts(settlements: list[Settlement], ids: QuerySet[Any]) -> dict[int, list[Part]]:
    """What each settlement's goods came from, priced at the farm gate and judged."""
    lines = Settlement.objects.filter(pk__in=ids, line__isnull=False).values("line")
    deliveries = Settlement.objects.filter(pk__in=ids, delivery__isnull=False).values("delivery")
    fills = LineFill.objects.filter(line__in=lines).order_by("line", "pk")
    inputs = _brought(
        ProductionInput.objects.filter(production__in=fills.order_by().values("production")),
        by="production_id",
    )
    loads = _brought(Load.objects.filter(delivery__in=deliveries), by="delivery_id")
    origins = _Origins([*_flat(inputs), *_flat(loads)])
    of_line: dict[int, list[Part]] = defaultdict(list)
    for line, production, units, batch_units in fills.values_list(
        "line_id", "production_id", "units", "production__units"
    ):
        of_line[line].append(Part(units, batch_units, origins.of(inputs[production])))
    return {
        row.pk: of_line[row.line_id]
        if row.line_id is not None
        else [Part(1, 1, origins.of(loads[row.delivery_id or 0]))]
        for row in settlements
    }


def _brought(rows: QuerySet[Any], *, by: str) -> dict[int, list[_Brought]]:
    found: dict[int, list[_Brought]] = defaultdict(list)
    for key, *brought in rows.order_by("pk").values_list(by, "grams", *_WEIGH_IN):
        found[key].append(_Brought(*brought))
    return found


def _flat(brought: dict[int, list[_Brought]]) -> Iterator[_Brought]:
    return (each for rows in brought.values() for each in rows)


class _Origins:
    """Turns what was brought into origins: with the price of its day, and whether it was saved."""

    def __init__(self, brought: list[_Brought]) -> None:
        self._saved = _saved_parts({each.part_id for each in brought} - {None})
        self._prices = _prices(brought)
        self._known: dict[tuple[_Brought, ...], list[Origin]] = {}

    def of(self, brought: list[_Brought]) -> list[Origin]:
        key = tuple(brought)
        if key not in self._known:
            self._known[key] = [self._origin(each) for each in brought]
        return self._known[key]

    def _origin(self, brought: _Brought) -> Origin:
        price = self._prices.price(
            village_code=brought.village_code, grade_id=brought.grade_id, on=brought.weighed_on
        )
        return Origin(
            household_key=str(brought.household_uid),
            grams=brought.grams,
            fen_per_kg=price.fen_per_kg,
            was_rescued=brought.part_id in self._saved,
        )


def _prices(brought: list[_Brought]) -> PriceBook:
    if not brought:
        return PriceBook([])
    days = [each.weighed_on for each in brought]
    products = {each.product_id for each in brought}
    return price_book(product_ids=products, from_on=min(days), to_on=max(days))


def _saved_parts(part_ids: Iterable[Any]) -> set[int]:
    """Parts of bulk orders whose goods would have been left unsold."""
    rows = BulkPart.objects.filter(pk__in=list(part_ids)).order_by("pk")
    deals = {
        row.pk: Deal(
            lot_id=row.lot_id,
            enterprise_id=row.bulk_order.enterprise_id,
            bound_at=row.contract.proposal.round.run_at if row.contract else row.bulk_order.at,
            proposal_id=row.contract.proposal_id if row.contract else None,
        )
        for row in rows.select_related("contract__proposal__round", "bulk_order")
    }
    saved = deals_that_saved(deals.values())
    return {pk for pk, deal in deals.items() if deal in saved}
