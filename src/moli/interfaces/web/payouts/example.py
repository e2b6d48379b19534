"""A price shared by a rule, as a worked example: reckoned on the spot, never typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from moli.interfaces.design.parts import BarRow, Fill
from moli.interfaces.web.naming import name_of
from moli.interfaces.words.amounts import is_english, percent_of, yuan
from moli.interfaces.words.labels import label
from moli.settlement.rules.shares import ShareKind
from moli.settlement.rules.waterfall import Brought, LineFacts, Part, Terms, shares_of

# When nothing is sold yet: a box of tea of 250 g for 38 yuan, its packaging 3 yuan, as in
# docs/settlement.md.
_UNIT_FEN, _UNIT_GRAMS, _UNIT_PACKAGING_FEN = 3_800, 250, 300
_ORDER = (
    ShareKind.HOUSEHOLD,
    ShareKind.PACKAGING,
    ShareKind.TRANSPORT,
    ShareKind.STATION,
    ShareKind.PLATFORM,
)
_FILLS = {ShareKind.HOUSEHOLD: Fill.HOME}


@dataclass(frozen=True)
class Example:
    """One unit at its price, and who gets what of it."""

    goods: str
    unit: str
    price_fen: int
    rows: Sequence[BarRow]
    household_fen: int
    household_share: str


def example_of(terms: Terms, *, article: Any = None, price_fen: int = 0) -> Example:
    """One unit of an article, or of a box of tea when there is none, shared by some terms."""
    price = price_fen or _UNIT_FEN
    facts = _facts(article, price)
    fen: dict[ShareKind, int] = {}
    for taker, part in shares_of(facts, terms).items():
        fen[taker.kind] = fen.get(taker.kind, 0) + part
    household = fen.get(ShareKind.HOUSEHOLD, 0)
    return Example(
        goods=name_of(article) if article else gettext("茉莉花茶"),
        unit=_unit(article),
        price_fen=price,
        rows=[
            BarRow(
                label=label(kind),
                amount=fen[kind],
                text=yuan(fen[kind]),
                fill=_FILLS.get(kind, Fill.PALE),
            )
            for kind in _ORDER
            if fen.get(kind)
        ],
        household_fen=household,
        household_share=percent_of(household, price),
    )


def _facts(article: Any, price_fen: int) -> LineFacts:
    grams = article.grams_per_unit if article else _UNIT_GRAMS
    return LineFacts(
        units=1,
        unit_price_fen=price_fen,
        grams_per_unit=grams,
        packaging_fen=article.packaging_fen if article else _UNIT_PACKAGING_FEN,
        order_key="example",
        parts=[Part(1, [Brought("household", "station", grams)])],
    )


def _unit(article: Any) -> str:
    if article is None:
        return gettext("250 克盒")
    return str(article.unit_name_en if is_english() else article.unit_name)
