"""What a household earned from sales this year, and how far from the line it is with that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.accounts.rules import Standing
from moli.interfaces.access import opens
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.registry.rows import gap_words
from moli.interfaces.words.amounts import NOTHING, number, rounded, yuan
from moli.kernel.money import FEN_PER_YUAN
from moli.settlement.queries.crossing import distance_of
from moli.settlement.queries.figures import sales_of_household
from moli.settlement.queries.sold import SoldEntry
from moli.settlement.rules.crossing import Distance
from moli.settlement.rules.figures import IncomeFigures

# Enough for the last weeks; the statement of a month has all of them.
SHOWN = 12


@dataclass(frozen=True)
class SaleRow:
    """One sale, or what came back of one: its weight and what is the household's of it."""

    on: date
    what: str
    number: str
    grams: int
    gross_fen: int
    net_fen: int
    is_correction: bool
    url: str


@dataclass(frozen=True)
class DistanceWords:
    """Both sources side by side, and the distance with its reckoning."""

    recorded_year: str
    recorded: str
    recorded_gap: str
    expected: str
    gap: str
    is_below: bool
    has_crossed: bool
    line: str
    reckoned: str


def sales_context(found: Any, *, on: date, standing: Standing) -> dict[str, Any]:
    """The section of sales on a household's page: at most fifteen queries."""
    sales = sales_of_household(found, year=on.year)
    distance = distance_of(found, year=on.year)
    figures, may_open = sales.figures, opens("statement", standing)
    return {
        "sales": figures,
        "sales_year": str(on.year),
        "gross": whole_yuan(figures.gross_fen),
        "net": whole_yuan(figures.net_fen),
        "uplift": uplift_words(figures, whole_yuan),
        "rescued": whole_yuan(figures.rescued_fen) if figures.rescued_fen else NOTHING,
        "sale_rows": list(_rows(sales.entries[:SHOWN], uid=found.uid, may_open=may_open)),
        "sales_more": max(0, len(sales.entries) - SHOWN),
        "distance": None if distance is None else _distance_words(distance),
    }


def uplift_words(figures: IncomeFigures, shown: Callable[[int], str] = yuan) -> str:
    """What sales brought beyond the farm gate; not known is said, never nought."""
    if figures.uplift_fen is None:
        return gettext("不知道") if figures.sales else NOTHING
    return shown(figures.uplift_fen)


def whole_yuan(total_fen: int) -> str:
    """A household's sum for a headline, to the nearest yuan; the list has the fen."""
    return yuan(rounded(total_fen, step=FEN_PER_YUAN) * FEN_PER_YUAN)


def _rows(entries: Iterable[SoldEntry], *, uid: Any, may_open: bool) -> Iterable[SaleRow]:
    for sold in entries:
        entry = sold.entry
        month = {"uid": uid, "year": entry.on.year, "month": entry.on.month}
        goods, sale_number = sold.goods
        yield SaleRow(
            on=entry.on,
            what=name_of(goods),
            number=sale_number,
            grams=entry.grams,
            gross_fen=entry.gross_fen,
            net_fen=entry.net_fen,
            is_correction=entry.is_correction,
            url=reverse("web:statement", kwargs=month) if may_open else "",
        )


def _distance_words(distance: Distance) -> DistanceWords:
    recorded, gap = distance.recorded, distance.gap_fen
    line = distance.recorded_line_fen
    return DistanceWords(
        recorded_year=str(distance.recorded_year),
        recorded=yuan(recorded.per_capita_fen),
        recorded_gap="" if line is None else gap_words(recorded.per_capita_fen - line),
        expected=yuan(distance.with_sales.per_capita_fen),
        gap="" if gap is None else gap_words(gap),
        is_below=gap is not None and not distance.with_sales.is_above(distance.line_fen or 0),
        has_crossed=distance.has_crossed,
        line=NOTHING if distance.line_fen is None else yuan(distance.line_fen),
        reckoned=_reckoned(distance),
    )


def _reckoned(distance: Distance) -> str:
    """The reckoning with this household's own numbers."""
    recorded = distance.recorded
    return gettext(
        "（%(year)s 年登记的工资 %(wage)s + 今年卖货到手 %(sales)s + 财产 %(property)s "
        "+ 转移 %(transfer)s − 照 %(year)s 年登记扣的经营费用 %(cost)s）÷ %(people)s 人 "
        "= 每人 %(expected)s"
    ) % {
        "year": str(distance.recorded_year),
        "wage": yuan(recorded.wage_fen),
        "sales": yuan(distance.sales_fen),
        "property": yuan(recorded.property_fen),
        "transfer": yuan(recorded.transfer_fen),
        "cost": yuan(distance.with_sales.cost_fen),
        "people": number(recorded.people),
        "expected": yuan(distance.with_sales.per_capita_fen),
    }
