"""The rows behind a figure as an Excel workbook, with what the page shows and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from django.utils.translation import gettext

from moli.insights.queries.counting import Unit
from moli.interfaces.sheets import opened_workbook, write_line
from moli.interfaces.web.plans.rows import Places, proof_words, unit_name
from moli.interfaces.words.days import full_day

_TITLE_SIGNS_MAX = 31


def units_workbook(
    units: Sequence[Unit], *, title: str, places: Places, is_of_people: bool
) -> bytes:
    """One line a unit; people with masked names; every proof with its day."""
    buffer = BytesIO()
    with opened_workbook(buffer) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(title[:_TITLE_SIGNS_MAX])
        sheet.freeze_panes(1, 0)
        heads = (
            gettext("乡镇"),
            gettext("村"),
            gettext("名称"),
            gettext("支部"),
            gettext("算不算"),
            gettext("凭什么"),
        )
        write_line(sheet, 0, heads, bold)
        sheet.set_column(0, len(heads) - 2, 16)
        sheet.set_column(len(heads) - 1, len(heads) - 1, 60)
        for number, unit in enumerate(units, start=1):
            write_line(sheet, number, tuple(_cells(unit, places, is_of_people=is_of_people)))
    return buffer.getvalue()


def _cells(unit: Unit, places: Places, *, is_of_people: bool) -> Iterator[str]:
    yield places.places.get(unit.town_code, "")
    yield places.places.get(unit.village_code, "")
    yield unit_name(unit, is_of_people=is_of_people)
    yield places.branches.get(unit.branch_uid, "")
    yield gettext("算") if unit.is_met else gettext("还不算")
    yield gettext("；").join(f"{full_day(each.on)} {proof_words(each)}" for each in unit.evidence)
