"""Two people at the same moment: one of them is told no, and nothing is done twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from moli.audit.models import Event
from moli.households.models import Notice, Procedure, Snapshot, Status, Step
from moli.households.rules.procedures import ProcedureState, StepKind
from moli.households.rules.statuses import State
from moli.kernel.actor import Actor
from tests.concurrency import Outcome, at_once
from tests.factories import TODAY, household, key, reference
from tests.factories.procedures import (
    COMMITTEE,
    COUNTY_OFFICE,
    EVERY_TIER,
    EXIT,
    RELAPSE,
    REMOVE,
    SECRETARY,
    UNSTABLE,
    earned,
    monitored_household,
    opened,
    poor_household,
    put_up,
    step,
    taken_to,
    was,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DAY = TODAY + timedelta(days=7)
LATER = date(2021, 9, 20)


@pytest.fixture(autouse=True)
def _reference(db: None) -> None:
    reference()


def _names(outcomes: list[Outcome]) -> Counter[str]:
    return Counter("ok" if each.ok else type(each.error).__name__ for each in outcomes)


def _deciders(row: Procedure, count: int) -> list[Callable[[], object]]:
    people = [Actor(f"user:decider{place}", "审定人") for place in range(count)]
    return [
        partial(step, row, by=person, kind=StepKind.COUNTY, tiers=EVERY_TIER, on=DAY)
        for person in people
    ]


def test_of_two_deciders_one_decides() -> None:
    home = poor_household()
    row = taken_to(opened(EXIT, of=home), StepKind.COUNTY)

    outcomes = at_once(_deciders(row, 6))

    assert _names(outcomes) == {"ok": 1, "ProcedureOver": 5}
    assert [each.state for each in home.statuses.order_by("from_on")] == ["REGISTERED", "EXITED"]
    assert Snapshot.objects.count() == 1
    assert Event.objects.filter(verb="households.decide").count() == 1
    assert Step.objects.filter(kind=StepKind.COUNTY).count() == 1


def test_one_decider_who_taps_many_times_decides_once() -> None:
    row = taken_to(opened(EXIT, of=poor_household()), StepKind.COUNTY)
    once = key()
    tap = partial(step, row, by=COUNTY_OFFICE, kind=StepKind.COUNTY, request_key=once, on=DAY)

    outcomes = at_once([tap] * 6)

    assert _names(outcomes) == {"ok": 6}
    assert Procedure.objects.get().state == ProcedureState.APPROVED
    assert Status.objects.count() == 2


def test_of_many_openers_one_opens() -> None:
    home = poor_household()

    outcomes = at_once([partial(opened, EXIT, of=home, by=by) for by in (COMMITTEE, SECRETARY)] * 4)

    assert _names(outcomes) == {"ok": 1, "ProcedureOpenAlready": 7}
    assert Procedure.objects.count() == Step.objects.count() == 1


def test_an_opener_who_taps_many_times_opens_once() -> None:
    home, once = poor_household(), key()

    outcomes = at_once([partial(opened, EXIT, of=home, request_key=once)] * 6)

    assert _names(outcomes) == {"ok": 6}
    assert len({each.result.pk for each in outcomes}) == 1
    assert Event.objects.filter(verb="households.open_procedure").count() == 1


def test_one_key_for_two_households_serves_the_first() -> None:
    homes, once = [poor_household(), poor_household()], key()

    outcomes = at_once([partial(opened, EXIT, of=home, request_key=once) for home in homes])

    assert _names(outcomes) == {"ok": 1, "ProcedureKeyTaken": 1}
    assert Procedure.objects.count() == 1


def test_two_tracks_of_a_household_are_opened_side_by_side() -> None:
    home = poor_household()
    was(home, State.EXITED, since=date(2017, 12, 1))

    outcomes = at_once([partial(opened, what, of=home, on=LATER) for what in (RELAPSE, UNSTABLE)])

    assert _names(outcomes) == {"ok": 2}


def test_of_three_who_sign_at_home_two_are_heard() -> None:
    row = opened(EXIT, of=poor_household())
    people = [COMMITTEE, SECRETARY, Actor("user:third", "第三人")]

    outcomes = at_once(
        [partial(step, row, by=by, kind=StepKind.CHECK, tiers=EVERY_TIER) for by in people]
    )

    assert _names(outcomes) == {"ok": 2, "StepNotDue": 1}
    assert Procedure.objects.get().step == StepKind.REVIEW


def test_one_who_signs_in_two_windows_signs_once() -> None:
    row = opened(EXIT, of=poor_household())

    outcomes = at_once([partial(step, row, by=COMMITTEE, kind=StepKind.CHECK)] * 4)

    assert _names(outcomes) == {"ok": 1, "SignedAlready": 3}
    assert Procedure.objects.get().step == StepKind.CHECK


def test_of_two_notices_one_hangs() -> None:
    row = taken_to(opened(EXIT, of=poor_household()), StepKind.NOTICE)

    outcomes = at_once([partial(put_up, row, by=by) for by in (COMMITTEE, SECRETARY)] * 2)

    assert Notice.objects.count() == 1
    assert _names(outcomes) == {"ok": 2, "NoticeUpAlready": 2}


def test_a_status_written_while_the_county_decides_comes_before_or_is_refused() -> None:
    home = poor_household()
    row = taken_to(opened(EXIT, of=home), StepKind.COUNTY)
    write = partial(was, home, State.EXITED, since=DAY - timedelta(days=2), today=DAY)

    outcomes = at_once([*_deciders(row, 2), write])

    assert _names(outcomes)["ok"] == 1 + (Status.objects.count() == 3)
    assert Status.objects.filter(to_on=None).count() == 1


def test_refusals_hold_at_the_same_moment() -> None:
    early = monitored_household(since=date(2021, 4, 1))
    unable = household()
    was(unable, State.MARGINAL, since=date(2020, 5, 1), today=LATER)
    unable.members.update(labour="NONE")
    low = poor_household(yuan=4_000)
    row = taken_to(opened(EXIT, of=low), StepKind.COUNTY)
    short = taken_to(opened(EXIT, of=poor_household()), StepKind.NOTICE)
    earned(early, year=2020, yuan=90_000)
    before = (Procedure.objects.count(), Status.objects.count(), Step.objects.count())

    outcomes = at_once(
        [
            *(partial(opened, REMOVE, of=early, on=date(2021, 8, 31)),) * 2,
            *(partial(opened, REMOVE, of=unable, on=LATER),) * 2,
            *_deciders(row, 2),
            partial(step, row, by=COMMITTEE, kind=StepKind.COUNTY, tiers=EVERY_TIER, on=DAY),
            *(partial(put_up, short, days=4),) * 2,
        ]
    )

    assert _names(outcomes) == {
        "TooSoonToRemove": 2,
        "NobodyCanWork": 2,
        "NotAboveLine": 2,
        "ProposerMayNotApprove": 1,
        "NoticeTooShort": 2,
    }
    assert before == (Procedure.objects.count(), Status.objects.count(), Step.objects.count())
    assert not Notice.objects.filter(procedure=short).exists()
