"""Activities in the reader's words: a line of a list, what lacks, how many are called and came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.words.amounts import is_english, number
from moli.interfaces.words.days import day, day_range
from moli.interfaces.words.labels import label
from moli.party.queries.activities import Attendee, Expected
from moli.party.queries.attendances import Turnout
from moli.party.queries.overdue import OverdueActivity
from moli.party.rules.organisation import ActivityKind, ActivityState, AttendanceKind

_MONTHS_A_YEAR, _MONTHS_A_QUARTER = 12, 3
SIGNS = {
    ActivityState.PLANNED: Kind.INFO,
    ActivityState.HELD: Kind.OK,
    ActivityState.CALLED_OFF: Kind.PLAIN,
}


@dataclass(frozen=True)
class ActivityRow:
    """One activity of a list."""

    url: str
    kind: str
    title: str
    place: str
    begins_at: datetime
    state: str
    sign: Kind
    turnout: str


@dataclass(frozen=True)
class LackingRow:
    """One kind of activity that a branch lacks: since when, and the way to plan it.

    `planned` is when it is planned for already, or nothing.
    """

    kind: str
    span: str
    url: str
    planned: str


@dataclass(frozen=True)
class Came:
    """Everybody of one kind of attendance, by name."""

    kind: str
    count: int
    names: str


def activity_row(row: Any) -> ActivityRow:
    """An activity that `activities_listed` found."""
    state = ActivityState(row.state)
    is_held = state is ActivityState.HELD
    counts = {"called": number(row.called_count), "came": number(row.came)}
    return ActivityRow(
        url=reverse("web:activity", args=[row.uid]),
        kind=label(ActivityKind(row.kind)),
        title=row.title,
        place=row.place,
        begins_at=row.begins_at,
        state=label(state),
        sign=SIGNS[state],
        turnout=gettext("应到 %(called)s 人，到会 %(came)s 人") % counts if is_held else "",
    )


def lacking_rows(
    lacking: Iterable[OverdueActivity], *, branch: Any, planned: Sequence[Any]
) -> list[LackingRow]:
    """What a branch lacks; beside each, when it is planned for or the way to plan it."""
    new = reverse("web:plan_activity", args=[branch.uid])
    rows = []
    for each in lacking:
        ahead = next((row for row in planned if row.kind == each.kind), None)
        rows.append(
            LackingRow(
                kind=label(each.kind),
                span=span_words(each.from_on, each.to_on),
                url=reverse("web:activity", args=[ahead.uid])
                if ahead
                else f"{new}?{urlencode({'kind': each.kind})}",
                planned=day(ahead.begins_at) if ahead else "",
            )
        )
    return rows


def span_words(first: date, beyond: date) -> str:
    """Whole months of the calendar: "2016 年 8 月", "2016 年第 2 季度", "2015 年"."""
    months = (beyond.year - first.year) * _MONTHS_A_YEAR + beyond.month - first.month
    quarter = first.month // _MONTHS_A_QUARTER + 1
    if is_english():
        said = {1: f"{first:%B %Y}", _MONTHS_A_QUARTER: f"Q{quarter} {first.year}"}
        return said.get(months, str(first.year))
    said = {
        1: f"{first.year} 年 {first.month} 月",
        _MONTHS_A_QUARTER: f"{first.year} 年第 {quarter} 季度",
        _MONTHS_A_YEAR: f"{first.year} 年",
    }
    return said.get(months) or day_range(first, date.fromordinal(beyond.toordinal() - 1))


def expected_words(expected: Expected) -> str:
    """How many are called, have a vote, and are needed."""
    facts = _facts(called=expected.called, voting=expected.voting, needed=expected.needed)
    if not expected.needed:
        return gettext("应到 %(called)s 人，其中有表决权 %(voting)s 人") % facts
    # The least majority is what people know the number as.
    if expected.needed == expected.voting // 2 + 1:
        return (
            gettext("应到 %(called)s 人，有表决权 %(voting)s 人，过半数到会要 %(needed)s 人")
            % facts
        )
    return gettext("应到 %(called)s 人，有表决权 %(voting)s 人，至少到 %(needed)s 人") % facts


def turnout_words(turnout: Turnout) -> str:
    """How many were called and came, of those with a vote too, and whether it is a majority."""
    votes = turnout.votes
    facts = _facts(
        called=turnout.called,
        came=turnout.came,
        voting=votes.voting,
        present=votes.present,
        needed=turnout.needed,
    )
    if not turnout.needed:
        return gettext("应到 %(called)s 人，到会 %(came)s 人") % facts
    if votes.present * 2 > votes.voting:
        return (
            gettext(
                "应到 %(called)s 人，到会 %(came)s 人；"
                "有表决权 %(voting)s 人，到会 %(present)s 人，过半数"
            )
            % facts
        )
    return (
        gettext(
            "应到 %(called)s 人，到会 %(came)s 人；"
            "有表决权 %(voting)s 人，到会 %(present)s 人，要 %(needed)s 人"
        )
        % facts
    )


def came_rows(attendees: Sequence[Attendee]) -> list[Came]:
    """Who came, was excused and stayed away; kinds of which nobody is are left out."""
    comma = gettext("、")
    found = {
        kind: [each.name for each in attendees if each.kind == kind] for kind in AttendanceKind
    }
    return [
        Came(label(kind), len(names), comma.join(names)) for kind, names in found.items() if names
    ]


def _facts(**counts: int) -> dict[str, str]:
    return {name: number(count) for name, count in counts.items()}
