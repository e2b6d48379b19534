"""What is to be done about a household next: open steps, blanks of the year, nobody in charge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Standing
from moli.households.queries.record_sheets import RecordSheet
from moli.households.rules.procedures import ProcedureKind, ProcedureState, StepKind
from moli.interfaces.access import opens
from moli.interfaces.design.parts import Kind
from moli.interfaces.words import days
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label


@dataclass(frozen=True)
class NextStep:
    """One thing to do: where, what, why; its colour says when it is late."""

    url: str
    icon: str
    what: str
    why: str
    kind: Kind = Kind.PLAIN


def next_steps(sheet: RecordSheet, *, standing: Standing, to_mend: int) -> list[NextStep]:
    """Things to do, the procedures first. Pages that the person may not open are left out.

    `to_mend` counts what the rules of data quality find further down on the same page.
    """
    steps = [*_procedures(sheet, standing), *_blanks(sheet)]
    if to_mend:
        what = ngettext("记录里有 %(count)s 处要看", "记录里有 %(count)s 处要看", to_mend)
        steps.append(
            NextStep(
                url="#quality",
                icon="tri",
                what=what % {"count": number(to_mend)},
                why=gettext("写错的改，没错的说明为什么"),
            )
        )
    return steps


def recent_years(sheet: RecordSheet) -> list[str]:
    """The years that are written down or corrected by a tap: this one and the two before."""
    return [str(sheet.on.year - back) for back in range(3)]


def _procedures(sheet: RecordSheet, standing: Standing) -> Iterator[NextStep]:
    if not opens("procedure", standing):
        return
    for row in sheet.procedures:
        if row.state != ProcedureState.OPEN:
            continue
        is_late = row.due_on is not None and row.due_on < sheet.on
        yield NextStep(
            url=reverse("web:procedure", args=[row.uid]),
            icon="clock",
            what=gettext("%(kind)s：%(step)s")
            % {"kind": label(ProcedureKind(row.kind)), "step": label(StepKind(row.step))},
            why=_until(row.due_on, is_late=is_late),
            kind=Kind.ALERT if is_late else Kind.PLAIN,
        )


def _until(due_on: object, *, is_late: bool) -> str:
    if due_on is None:
        return gettext("没有期限")
    if is_late:
        return gettext("%(day)s到期，已过") % {"day": days.day(due_on)}  # type: ignore[arg-type]
    return days.until(due_on)  # type: ignore[arg-type]


def _blanks(sheet: RecordSheet) -> Iterator[NextStep]:
    uid = sheet.household.uid
    # The last year that is over: the one whose income can be known.
    year = sheet.on.year - 1
    if all(each.row.year < year for each in sheet.incomes):
        yield NextStep(
            url=reverse("web:set_income", args=[uid, year]),
            icon="yuan",
            what=gettext("填 %(year)s 年的收入") % {"year": str(year)},
            why=gettext("没有收入，就算不出人均"),
        )
    if all(row.year < year for row in sheet.livings):
        yield NextStep(
            url=reverse("web:set_living", args=[uid, year]),
            icon="home",
            what=gettext("填 %(year)s 年的生活条件") % {"year": str(year)},
            why=gettext("住房、水电、路、土地"),
        )
    if all(row.to_on is not None for row in sheet.responsibles):
        yield NextStep(
            url=reverse("web:set_responsible", args=[uid]),
            icon="users",
            what=gettext("定一个帮扶责任人"),
            why=gettext("现在没有人负责这一户"),
        )
