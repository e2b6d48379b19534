"""A household's incomes as bars beside the poverty line, and how a head's share is reckoned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from moli.households.queries.record_sheets import IncomeSheet
from moli.households.rules.income import Income
from moli.interfaces.design.parts import Bar, DataTable, Fill, KeyEntry, build_bar
from moli.interfaces.web.registry.rows import gap_words
from moli.interfaces.words.amounts import NOTHING, number, yuan
from moli.interfaces.words.labels import field_label


@dataclass(frozen=True)
class IncomeBar:
    """One year: what a head has, how far from the line, and from which kinds."""

    year: str
    per_capita: str
    gap: str
    is_below: bool
    bar: Bar
    line: str
    reckoned: str
    is_locked: bool
    source: str


def income_bars(sheets: Iterable[IncomeSheet]) -> list[IncomeBar]:
    """The years, oldest first, all drawn to one scale."""
    told = sorted(sheets, key=lambda sheet: sheet.row.year)
    longest = max(
        (max(sum(_shares(sheet.row.income)), sheet.line_fen or 0) for sheet in told), default=0
    )
    # The longest ends a little before the edge, so that a line beside it can be seen.
    return [_bar(sheet, whole=longest * 26 // 25) for sheet in told]


def income_key() -> list[KeyEntry]:
    """What the colours stand for, in their order along the bar."""
    words = (gettext("工资"), gettext("经营"), gettext("财产"), gettext("转移（补贴、低保）"))
    return [KeyEntry(fill, label) for fill, label in zip(_FILLS, words, strict=True)]


def income_table(sheets: Iterable[IncomeSheet]) -> DataTable:
    """The figures behind the bars, in yuan for the whole household."""
    names = ("wage_fen", "business_fen", "property_fen", "transfer_fen", "cost_fen")
    return DataTable(
        headings=[
            gettext("年"),
            *(field_label(name) for name in names),
            gettext("纯收入"),
            gettext("人数"),
            gettext("人均"),
        ],
        rows=[
            [
                str(sheet.row.year),
                *(yuan(getattr(sheet.row, name)) for name in names),
                yuan(sheet.row.income.net_fen),
                number(sheet.row.people),
                yuan(sheet.per_capita_fen),
            ]
            for sheet in sorted(sheets, key=lambda sheet: sheet.row.year)
        ],
    )


def line_words(sheets: Iterable[IncomeSheet]) -> str:
    """The lines of the years as one string of words: "2013 年 2,736 元，2014 年 2,800 元"."""
    told = sorted(sheets, key=lambda sheet: sheet.row.year)
    return gettext("，").join(
        gettext("%(year)s 年 %(line)s")
        % {
            "year": str(sheet.row.year),
            "line": gettext("还没有线") if sheet.line_fen is None else yuan(sheet.line_fen),
        }
        for sheet in told
    )


_FILLS = (Fill.WAGES, Fill.HOME, Fill.PROPERTY, Fill.NOW)


def _shares(income: Income) -> Sequence[int]:
    """What each kind brings a head, in fen; business after its cost, at least nothing."""
    kinds = (
        income.wage_fen,
        max(income.business_fen - income.cost_fen, 0),
        income.property_fen,
        income.transfer_fen,
    )
    return [kind // income.people for kind in kinds]


def _bar(sheet: IncomeSheet, *, whole: int) -> IncomeBar:
    income = sheet.row.income
    stretches = list(zip(_shares(income), _FILLS, strict=True))
    return IncomeBar(
        year=str(sheet.row.year),
        per_capita=yuan(sheet.per_capita_fen),
        gap="" if sheet.gap_fen is None else gap_words(sheet.gap_fen),
        is_below=sheet.is_above is False,
        bar=build_bar(stretches, whole=whole, marker=sheet.line_fen),
        line=NOTHING if sheet.line_fen is None else yuan(sheet.line_fen),
        reckoned=_reckoned(income),
        is_locked=sheet.row.is_locked,
        source=sheet.row.source,
    )


def _reckoned(income: Income) -> str:
    """The formula with this household's own numbers."""
    return gettext(
        "（工资 %(wage)s + 经营 %(business)s + 财产 %(property)s + 转移 %(transfer)s "
        "− 经营费用 %(cost)s）÷ %(people)s 人 = 每人 %(per_capita)s"
    ) % {
        "wage": yuan(income.wage_fen),
        "business": yuan(income.business_fen),
        "property": yuan(income.property_fen),
        "transfer": yuan(income.transfer_fen),
        "cost": yuan(income.cost_fen),
        "people": number(income.people),
        "per_capita": yuan(income.per_capita_fen),
    }
