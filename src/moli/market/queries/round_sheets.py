"""Rounds as their pages and downloads show them, built within one viewer's reach.

Figures and flows are those of the proposals that the viewer may open; the comparison with the
simple ways, the bound and the unmatched are the whole round's. `unmatched` names only lots and
demands within reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from moli.catalogue.models import Product
from moli.kernel.money import MICRO_YUAN_PER_FEN, total_fen
from moli.kernel.weight import GRAMS_PER_KG
from moli.market.models import Proposal, Round
from moli.market.queries.naming import (
    Name,
    destination_name,
    division_name,
    enterprise_name,
    product_name,
)
from moli.market.queries.proposals import proposals_to_introduce, proposals_visible_to
from moli.market.queries.sight import Viewer
from moli.market.queries.unmatched import Unmatched, left_by_product, unmatched_of_round

# How the figures of a product are named in its round, `_micro_yuan` left out.
_COMPARED = ("value", "bound", "greedy", "first_come")


@dataclass(frozen=True)
class Totals:
    """What some proposals come to: farm-gate money, weight, households, in whole units.

    Households are counted once for each lot; `poor_grams` is each proposal's weight times its
    lot's share of poor households, all together to the nearest kilogram.
    """

    home_fen: int = 0
    grams: int = 0
    poor_grams: int = 0
    households: int = 0
    poor_households: int = 0
    lots: int = 0
    proposals: int = 0


@dataclass(frozen=True)
class Comparison:
    """The plan's value beside two simple ways and the bound that nobody can pass (fen)."""

    value_fen: int
    bound_fen: int
    greedy_fen: int
    first_come_fen: int
    is_proved: bool


@dataclass(frozen=True)
class Flow:
    """So many grams from a village to a place of delivery, of one enterprise or of several."""

    village: Name
    village_at: tuple[float, float]
    destination: Name
    destination_at: tuple[float, float]
    enterprises: tuple[Name, ...]
    grams: int


@dataclass(frozen=True)
class ProductLine:
    """One product's part in a round."""

    code: str
    name: Name
    lots: int
    demands: int
    totals: Totals
    left_grams: int
    short_grams: int
    is_proved: bool


@dataclass(frozen=True)
class Head:
    """What identifies a round: number, moment, size."""

    number: int
    run_at: datetime
    run_by_name: str
    milliseconds: int
    lots: int
    demands: int
    replaced_by: int | None


@dataclass(frozen=True)
class RoundSheet:
    """A whole round."""

    head: Head
    totals: Totals
    comparison: Comparison
    products: tuple[ProductLine, ...]
    flows: tuple[Flow, ...]
    left_grams: int
    short_grams: int


@dataclass(frozen=True)
class ProductSheet:
    """One product of a round. `to_introduce` are proposals that the viewer may introduce."""

    head: Head
    code: str
    name: Name
    totals: Totals
    comparison: Comparison
    flows: tuple[Flow, ...]
    unmatched: Unmatched
    to_introduce: tuple[int, ...]


def round_sheet(row: Round, *, viewer: Viewer) -> RoundSheet:
    """The sheet of a round: five queries, however many proposals it has."""
    proposals = list(proposals_in_round(row, viewer=viewer))
    of_product: defaultdict[str, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        of_product[proposal.lot.product.code].append(proposal)
    left = left_by_product(row)
    codes = {*row.products, *of_product}
    products = tuple(
        _product_line(product, row=row, proposals=of_product[product.code], left=left)
        for product in Product.objects.filter(code__in=codes).order_by("pk")
    )
    return RoundSheet(
        head=_head(row),
        totals=totals_of(proposals),
        comparison=_comparison(
            row.value_micro_yuan,
            row.bound_micro_yuan,
            row.greedy_micro_yuan,
            row.first_come_micro_yuan,
        ),
        products=tuple(sorted(products, key=lambda line: -line.totals.home_fen)),
        flows=flows_of(proposals),
        left_grams=sum(line.left_grams for line in products),
        short_grams=sum(line.short_grams for line in products),
    )


def product_sheet(row: Round, product: Product, *, viewer: Viewer) -> ProductSheet:
    """The sheet of one product in a round: at most ten queries."""
    proposals = list(proposals_in_round(row, viewer=viewer, product=product))
    figures = row.products.get(product.code, {})
    values = [figures.get(f"{name}_micro_yuan", 0) for name in _COMPARED]
    mine = proposals_to_introduce(viewer.own).filter(round=row, lot__product=product)
    return ProductSheet(
        head=_head(row, lots=figures.get("lots", 0), demands=figures.get("demands", 0)),
        code=product.code,
        name=product_name(product),
        totals=totals_of(proposals),
        comparison=_comparison(*values),
        flows=flows_of(proposals),
        unmatched=unmatched_of_round(row, product=product, viewer=viewer),
        to_introduce=tuple(mine.values_list("pk", flat=True)),
    )


def _product_line(
    product: Product,
    *,
    row: Round,
    proposals: Sequence[Proposal],
    left: Mapping[int, tuple[int, int]],
) -> ProductLine:
    figures = row.products.get(product.code, {})
    left_grams, short_grams = left.get(product.pk, (0, 0))
    return ProductLine(
        code=product.code,
        name=product_name(product),
        lots=figures.get("lots", 0),
        demands=figures.get("demands", 0),
        totals=totals_of(proposals),
        left_grams=left_grams,
        short_grams=short_grams,
        is_proved=figures.get("value_micro_yuan") == figures.get("bound_micro_yuan"),
    )


def proposals_in_round(
    row: Round, *, viewer: Viewer, product: Product | None = None
) -> QuerySet[Proposal]:
    """A round's proposals that the viewer may open, the most valuable first."""
    found = proposals_visible_to(viewer.reach).filter(round=row).order_by("place")
    return found if product is None else found.filter(lot__product=product)


def product_in_round(row: Round, code: str) -> Product | None:
    """A product that took part in a round, or None."""
    if code not in row.products:
        return None
    return Product.objects.filter(code=code).first()


def totals_of(proposals: Iterable[Proposal]) -> Totals:
    """What some proposals come to together."""
    home_fen = grams = poor_grams = count = 0
    lots: dict[int, tuple[int, int]] = {}
    for row in proposals:
        lot = row.lot
        home_fen += total_fen(grams=row.grams, fen_per_kg=row.fair_fen_per_kg)
        grams += row.grams
        poor_grams += row.grams * lot.poor_households // lot.households
        lots[lot.pk] = (lot.households, lot.poor_households)
        count += 1
    return Totals(
        home_fen=home_fen,
        grams=grams,
        poor_grams=(poor_grams + GRAMS_PER_KG // 2) // GRAMS_PER_KG * GRAMS_PER_KG,
        households=sum(households for households, _ in lots.values()),
        poor_households=sum(poor for _, poor in lots.values()),
        lots=len(lots),
        proposals=count,
    )


def flows_of(proposals: Sequence[Proposal]) -> tuple[Flow, ...]:
    """Weight by village and place of delivery, the heaviest first; unplaced villages left out."""
    grams: defaultdict[tuple[int, int], int] = defaultdict(int)
    rows: dict[tuple[int, int], Proposal] = {}
    buyers: defaultdict[tuple[int, int], dict[int, Name]] = defaultdict(dict)
    for row in proposals:
        if row.lot.village.longitude is None or row.lot.village.latitude is None:
            continue
        way = (row.lot.village_id, row.demand.destination_id)
        grams[way] += row.grams
        rows[way] = row
        buyers[way][row.demand.enterprise_id] = enterprise_name(row.demand.enterprise)
    heaviest = sorted(rows, key=lambda way: (-grams[way], way))
    return tuple(
        _flow(rows[way], grams=grams[way], enterprises=tuple(buyers[way].values()))
        for way in heaviest
    )


def _flow(row: Proposal, *, grams: int, enterprises: tuple[Name, ...]) -> Flow:
    village, destination = row.lot.village, row.demand.destination
    return Flow(
        village=division_name(village),
        village_at=(village.longitude or 0.0, village.latitude or 0.0),
        destination=destination_name(destination),
        destination_at=(destination.longitude, destination.latitude),
        enterprises=enterprises,
        grams=grams,
    )


def _head(row: Round, *, lots: int | None = None, demands: int | None = None) -> Head:
    later = Round.objects.filter(number__gt=row.number).order_by("-number")
    return Head(
        number=row.number,
        run_at=row.run_at,
        run_by_name=row.run_by_name,
        milliseconds=row.milliseconds,
        lots=row.lots if lots is None else lots,
        demands=row.demands if demands is None else demands,
        replaced_by=later.values_list("number", flat=True).first(),
    )


def _comparison(value: int, bound: int, greedy: int, first_come: int) -> Comparison:
    """The figures in fen; the proof is judged on the exact ones."""
    fen = [round(micro / MICRO_YUAN_PER_FEN) for micro in (value, bound, greedy, first_come)]
    return Comparison(
        value_fen=fen[0],
        bound_fen=fen[1],
        greedy_fen=fen[2],
        first_come_fen=fen[3],
        is_proved=value == bound,
    )
