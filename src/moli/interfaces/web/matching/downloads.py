"""One product of a round as an Excel workbook, with the facts of its page and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.utils.translation import gettext

from moli.interfaces.sheets import opened_workbook, write_line
from moli.interfaces.web.matching.drawings import ways
from moli.interfaces.web.matching.naming import said
from moli.interfaces.web.matching.rows import LineRow
from moli.interfaces.web.matching.words import unmatched_demand_words, unmatched_lot_words
from moli.interfaces.words import amounts
from moli.interfaces.words.amounts import is_english
from moli.kernel.money import FEN_PER_YUAN
from moli.kernel.weight import GRAMS_PER_JIN, GRAMS_PER_KG
from moli.market.queries.round_sheets import ProductSheet

Cell = str | int | float


def product_workbook(found: ProductSheet, *, rows: Sequence[LineRow]) -> bytes:
    """Three sheets: proposals, who stayed without, and the comparison."""
    buffer = BytesIO()
    with opened_workbook(buffer) as book:
        bold = book.add_format({"bold": True})
        for title, heads, lines in (_proposals(rows), _unmatched(found), _comparison(found)):
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for place, head in enumerate(heads):
                sheet.write_string(0, place, head, bold)
                sheet.set_column(place, place, 14)
            for number, line in enumerate(lines, start=1):
                write_line(sheet, number, line)
    return buffer.getvalue()


Sheet = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]


def _proposals(rows: Sequence[LineRow]) -> Sheet:
    heads = (
        gettext("编号"),
        gettext("村"),
        gettext("买家"),
        gettext("送到"),
        gettext("数量（斤）"),
        gettext("地头价（元/斤）"),
        gettext("农户到手（元）"),
        gettext("农户"),
        gettext("贫困户"),
        gettext("为什么"),
        gettext("次选"),
        gettext("到哪一步"),
        gettext("谁能牵线"),
    )
    lines = (
        (
            row.place,
            row.village,
            row.enterprise,
            row.destination,
            _weight(row.grams),
            _price(row.farm_gate_fen_per_kg),
            row.home_fen / FEN_PER_YUAN,
            row.households,
            row.poor_households,
            row.why,
            row.instead,
            row.state,
            row.introducers if row.is_fresh else "",
        )
        for row in rows
    )
    return gettext("对接"), heads, lines


def _unmatched(found: ProductSheet) -> Sheet:
    heads = (gettext("谁"), gettext("没对上（斤）"), gettext("为什么"))
    lines = [
        *(
            (said(offer.name), _weight(offer.left_grams), unmatched_demand_words(offer))
            for offer in found.unmatched.demands
        ),
        *(
            (said(offer.name), _weight(offer.left_grams), unmatched_lot_words(offer))
            for offer in found.unmatched.lots
        ),
    ]
    return gettext("没对上的"), heads, lines


def _comparison(found: ProductSheet) -> Sheet:
    drawn = ways(found.comparison)
    lines: list[tuple[Cell, ...]] = [(row.label, _yuan(row.amount)) for row in drawn.rows]
    lines.append((gettext("谁也超不过的上限"), _yuan(found.comparison.bound_fen)))
    return gettext("比较"), (gettext("办法"), gettext("总价值（元）")), lines


def _weight(grams: int) -> float:
    """A weight in the unit of the heading; a workbook keeps numbers as doubles anyway."""
    return grams / (GRAMS_PER_KG if is_english() else GRAMS_PER_JIN)


def _price(fen_per_kg: int) -> float:
    per_unit = 1 if is_english() else GRAMS_PER_KG // GRAMS_PER_JIN
    return fen_per_kg / (per_unit * FEN_PER_YUAN)


def _yuan(fen: int) -> int:
    return amounts.rounded(fen, step=FEN_PER_YUAN)
