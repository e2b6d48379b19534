"""What people do within the demo's pairings: promises, measures, visits, results, reviews, ends.

All of it goes through the services that pages use; who did what is made up and always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import DAY, TODAY, at, request_key
from moli.interfaces.cli.demo.pairings_sides import Cast, Sides
from moli.interfaces.cli.demo.places import NAMED_POOR
from moli.kernel.weight import GRAMS_PER_TONNE
from moli.pairing.queries.delivered import pairings_in_force
from moli.pairing.rules.kinds import (
    EndKind,
    MeasureKind,
    PairingKind,
    PairSide,
    PromiseKind,
    Rating,
    ResultKind,
    VisitReason,
    VisitResult,
    Voice,
)
from moli.pairing.services.ending import end_pairing
from moli.pairing.services.promising import (
    Intended,
    Promised,
    close_measure,
    promise,
    set_measure,
)
from moli.pairing.services.reporting import Reported, answer_result, report_result
from moli.pairing.services.reviewing import Said, review
from moli.pairing.services.visiting import Seen, log_visit

if TYPE_CHECKING:
    from moli.pairing.models import Pairing

_PROMISED: dict[PairingKind, tuple[PromiseKind, int]] = {
    PairingKind.PARTNER: (PromiseKind.SALES, 5 * GRAMS_PER_TONNE),
    PairingKind.ENTERPRISE: (PromiseKind.SALES, 60 * GRAMS_PER_TONNE),
    PairingKind.PRACTITIONER: (PromiseKind.VISITS, 6),
}
_MEASURES: dict[PairingKind, tuple[MeasureKind, str]] = {
    PairingKind.PARTNER: (MeasureKind.TRAINING, "教村里的年轻人拍照、上架、回消息"),
    PairingKind.ENTERPRISE: (MeasureKind.SELLING, "先把今年的收购计划发到村里"),
    PairingKind.PRACTITIONER: (MeasureKind.START_UP, "帮着把自家的货挂到网店里试卖"),
}
_SEEN: dict[PairingKind, str] = {
    PairingKind.PARTNER: "看了村里的货和包装，说好下批怎么送到站里",
    PairingKind.ENTERPRISE: "到地头看了长势，和村里对了采收的日子",
    PairingKind.PRACTITIONER: "到家里坐了坐，看了收成，教了怎么拍照",
}
_SAID = ("按说的做了，货比去年好卖", "来过几次，货还卖得不多", "电话打得少，盼着多来几趟")
_RATINGS = (Rating.GOOD, Rating.SOME, Rating.LITTLE)
_BEGUN, _VISITED, _REPORTED, _REVIEWED, _ENDED = 119, (92, 61, 30), 75, 65, 20
_YEAR_END = date(2016, 12, 31)
_NEXT_VISIT_DAYS = 28


def look_after_early(pairings: Sequence[Pairing], cast: Cast) -> None:
    """What came of the pairings of spring by September; one of them ended. Twice is once."""
    for place, pairing in enumerate(pairings):
        sides, chance = cast.sides_of(pairing), Chance(f"early care {place}")
        _promised(pairing, sides, days_before=_BEGUN)
        _measured(pairing, sides, is_done=chance.share() < 0.7)
        for days_before in _VISITED:
            if chance.share() < 0.75:
                _visited(pairing, sides, days_before=days_before, reason=VisitReason.REGULAR)
        if chance.share() < 0.5:
            _reported(pairing, sides, place=place, is_answered=chance.share() < 0.85)
        _reviewed(pairing, sides, chance)
    if pairings:
        _ended(pairings[0], cast.sides_of(pairings[0]))


def look_after_new(cast: Cast) -> None:
    """What those of the plans do on their first morning: the two named villages, and some others.

    Twice is once.
    """
    begun = pairings_in_force(on=TODAY).filter(from_on__gt=DAY).select_related("village")
    rows = [row for row in begun if row.pairing_kind != PairingKind.PRACTITIONER]
    named = [row for row in rows if row.village.code in NAMED_POOR]
    others = [row for row in rows if row.village.code not in NAMED_POOR]
    for row in (*named, *Chance("first morning").some_of(others, min(len(others), 16))):
        sides = cast.sides_of(row)
        _promised(row, sides, days_before=-2, from_on=row.from_on)
        _set_out(row, sides, days_before=-2, due_on=TODAY + timedelta(days=30))
        if row.village.code in NAMED_POOR:
            _visited(row, sides, days_before=-2, reason=VisitReason.HARVEST)


def _promised(
    pairing: Pairing, sides: Sides, *, days_before: int, from_on: date | None = None
) -> None:
    promise_kind, amount = _PROMISED[PairingKind(pairing.pairing_kind)]
    promise(
        pairing_uid=pairing.uid,
        promised=Promised(promise_kind, amount, _YEAR_END, from_on=from_on),
        request_key=request_key(f"promise {_name(pairing)}"),
        by=sides.helper,
        at=at(days_before=days_before, hour=8, minutes=30),
    )


def _set_out(pairing: Pairing, sides: Sides, *, days_before: int, due_on: date) -> UUID:
    measure_kind, words = _MEASURES[PairingKind(pairing.pairing_kind)]
    measure = set_measure(
        pairing_uid=pairing.uid,
        measure=Intended(measure_kind, words, due_on),
        request_key=request_key(f"measure {_name(pairing)}"),
        by=sides.helper,
        at=at(days_before=days_before, hour=8, minutes=40),
    )
    return measure.uid


def _measured(pairing: Pairing, sides: Sides, *, is_done: bool) -> None:
    due_on = DAY - timedelta(days=_REVIEWED)
    uid = _set_out(pairing, sides, days_before=_BEGUN, due_on=due_on)
    if is_done:
        close_measure(
            measure_uid=uid,
            is_done=True,
            words="做完了，双方都在场",
            on=due_on,
            by=sides.helper,
            at=at(days_before=_REVIEWED, hour=16),
        )


def _visited(pairing: Pairing, sides: Sides, *, days_before: int, reason: VisitReason) -> None:
    on = DAY - timedelta(days=days_before)
    log_visit(
        pairing_uid=pairing.uid,
        seen=Seen(
            on=on,
            visit_reason=reason,
            visit_result=VisitResult.AGREED,
            words=_SEEN[PairingKind(pairing.pairing_kind)],
            met="村干部和种植户",
            next_on=on + timedelta(days=_NEXT_VISIT_DAYS),
        ),
        request_key=request_key(f"visit {_name(pairing)} {on}"),
        by=sides.helper,
        at=at(days_before=days_before, hour=9, minutes=20),
    )


def _reported(pairing: Pairing, sides: Sides, *, place: int, is_answered: bool) -> None:
    """A job or a training; the helped confirms it two days later, or has not answered yet."""
    is_job = place % 2 == 0
    row = report_result(
        pairing_uid=pairing.uid,
        reported=Reported(
            result_kind=ResultKind.JOB if is_job else ResultKind.TRAINING,
            on=DAY - timedelta(days=_REPORTED),
            people=1 if pairing.pairing_kind == PairingKind.PRACTITIONER else 2 + place % 4,
            words="在分拣包装的活上做工" if is_job else "学完了三天的开店课",
            pair_side=PairSide.HELPER,
        ),
        request_key=request_key(f"result {_name(pairing)}"),
        by=sides.helper,
        at=at(days_before=_REPORTED, hour=17),
    )
    if is_answered:
        answer_result(
            result_uid=row.uid,
            is_confirmed=True,
            by=sides.helped,
            at=at(days_before=_REPORTED - 2, hour=10),
        )


def _reviewed(pairing: Pairing, sides: Sides, chance: Chance) -> None:
    """The first half of the year in the words of both sides; of a household its own are heard."""
    is_household = pairing.pairing_kind == PairingKind.PRACTITIONER
    helped = Voice.HOUSEHOLD if is_household else Voice.HELPED
    for voice, by in ((Voice.HELPER, sides.helper), (helped, sides.helped)):
        rating = chance.weighed(_RATINGS, (5, 3, 1))
        review(
            pairing_uid=pairing.uid,
            said=Said(
                voice=voice,
                period_on=DAY - timedelta(days=_BEGUN),
                rating=rating,
                words=_SAID[_RATINGS.index(rating)],
                household_uid=UUID(pairing.helped_key) if voice == Voice.HOUSEHOLD else None,
                given_by_key=sides.given_by_key if voice == Voice.HOUSEHOLD else "",
            ),
            request_key=request_key(f"review {_name(pairing)} {voice}"),
            by=by,
            at=at(days_before=_REVIEWED, hour=15),
        )


def _ended(pairing: Pairing, sides: Sides) -> None:
    end_pairing(
        pairing_uid=pairing.uid,
        end_kind=EndKind.LITTLE_CAME,
        words="站里忙不过来，货没卖成几次",
        on=DAY - timedelta(days=_ENDED),
        by=sides.helped,
        at=at(days_before=_ENDED, hour=11),
    )


def _name(pairing: Pairing) -> str:
    """What a pairing is called in request keys: its own, which never changes."""
    return str(pairing.request_key)
