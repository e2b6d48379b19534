"""Visits as a timeline, results, measures and reviews as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces.design.parts import Kind, TimelineEvent
from moli.interfaces.web.pairings.doors import PairingDoor
from moli.interfaces.words.days import day, full_day, until
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name
from moli.pairing.rules.kinds import (
    MeasureKind,
    PairSide,
    Rating,
    ResultKind,
    VisitReason,
    VisitResult,
    Voice,
)
from moli.pairing.rules.speaking import other_side

VISITS_SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One line of a list: what, a state, more about it, and where it is acted on."""

    what: str
    state: str
    state_kind: Kind
    note: str
    url: str = ""
    url_words: str = ""


def visit_events(
    visits: Sequence[Any], *, due_on: date | None, on: date
) -> Iterator[TimelineEvent]:
    """Visits, oldest first, and the next one that is due."""
    for visit in visits:
        note = visit.words
        if visit.met:
            note = gettext("见了%(met)s。%(words)s") % {"met": visit.met, "words": visit.words}
        result = VisitResult(visit.visit_result)
        yield TimelineEvent(
            when=f"{full_day(visit.on)} · {visit.by_name}",
            what=gettext("%(reason)s：%(result)s")
            % {"reason": label(VisitReason(visit.visit_reason)), "result": label(result)},
            note=gettext("%(note)s（%(point)s）") % {"note": note, "point": _point(visit)}
            if visit.longitude_centi is not None
            else note,
            is_bad=result in {VisitResult.NEEDS_OTHERS, VisitResult.NOBODY_MET},
        )
    if due_on is not None:
        late = gettext("%(day)s到期，已过") % {"day": day(due_on)}
        yield TimelineEvent(
            when=late if due_on < on else until(due_on),
            what=gettext("下次走访"),
            is_to_come=True,
        )


def _point(visit: Any) -> str:
    """A rounded point: about a kilometre, and it says so."""
    return gettext("约在北纬 %(latitude)s、东经 %(longitude)s") % {
        "latitude": f"{visit.latitude_centi / 100:.2f}",
        "longitude": f"{visit.longitude_centi / 100:.2f}",
    }


def result_lines(results: Sequence[Any], *, door: PairingDoor) -> list[Line]:
    """Jobs and trainings, the newest first; one that waits for the person is linked."""
    return [_result_line(row, door) for row in results]


def _result_line(row: Any, door: PairingDoor) -> Line:
    side = PairSide(row.pair_side)
    states: Mapping[bool | None, tuple[str, Kind]] = {
        None: (gettext("等对方说"), Kind.WARN),
        True: (gettext("算数"), Kind.OK),
        False: (gettext("对方说不是"), Kind.ALERT),
    }
    state, kind = states[row.is_confirmed]
    waits = row.is_confirmed is None and other_side(side) in door.sides
    note = gettext("%(words)s · %(day)s · %(name)s报的") % {
        "words": row.words,
        "day": full_day(row.on),
        "name": row.by_name,
    }
    if row.answered_words:
        note = gettext("%(note)s · %(name)s答：%(words)s") % {
            "note": note,
            "name": row.answered_by_name,
            "words": row.answered_words,
        }
    return Line(
        what=gettext("%(kind)s，%(people)s 人")
        % {"kind": label(ResultKind(row.result_kind)), "people": row.people},
        state=state,
        state_kind=kind,
        note=note,
        url=reverse("web:answer_result", args=[door.pairing.uid, row.uid]) if waits else "",
        url_words=gettext("说对不对") if waits else "",
    )


def measure_lines(measures: Sequence[Any], *, door: PairingDoor, on: date) -> list[Line]:
    """What is to be done, the open ones first, then what was done or dropped."""
    ordered = sorted(measures, key=lambda row: (row.closed_on is not None, row.due_on, row.pk))
    return [_measure_line(row, door, on) for row in ordered]


def _measure_line(row: Any, door: PairingDoor, on: date) -> Line:
    state, kind = until(row.due_on), Kind.PLAIN
    note = label(MeasureKind(row.measure_kind))
    may_close = row.closed_on is None and bool(door.sides) and door.is_in_force
    if row.closed_on is not None:
        state = gettext("做完了") if row.is_done else gettext("不做了")
        kind = Kind.OK if row.is_done else Kind.PLAIN
        note = f"{note} · {day(row.closed_on)} · {row.close_words}"
    elif row.due_on < on:
        state, kind = gettext("%(day)s到期，已过") % {"day": day(row.due_on)}, Kind.WARN
    url = reverse("web:close_measure", args=[door.pairing.uid, row.uid])
    return Line(
        what=row.words,
        state=state,
        state_kind=kind,
        note=note,
        url=url if may_close else "",
        url_words=gettext("记做得怎样") if may_close else "",
    )


def review_lines(reviews: Sequence[Any], *, heads: Mapping[str, str]) -> list[Line]:
    """What each voice said, the newest period first. A household is named to its own areas only.

    `heads` are names of households' heads by the household's key, for those who may read them.
    """
    return [_review_line(row, heads) for row in reviews]


def _review_line(row: Any, heads: Mapping[str, str]) -> Line:
    voice, rating = Voice(row.voice), Rating(row.rating)
    who = label(voice)
    if row.household is not None and row.household.key in heads:
        name = gettext("%(name)s家") % {"name": masked_name(heads[row.household.key])}
        who = f"{who} · {name}"
    kinds = {Rating.GOOD: Kind.OK, Rating.SOME: Kind.PLAIN, Rating.LITTLE: Kind.WARN}
    return Line(
        what=gettext("“%(words)s”") % {"words": row.words},
        state=label(rating),
        state_kind=kinds[rating],
        note=gettext("%(who)s · 说的是 %(from)s起的这段时间")
        % {"who": who, "from": full_day(row.period_from_on)},
    )
