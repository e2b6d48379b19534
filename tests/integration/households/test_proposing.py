"""Proposing a change of status: what is opened, and what may not be proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.households.models import Household, Procedure, Step
from moli.households.queries.grounds import LimitsMissing
from moli.households.rules.causes import Risk
from moli.households.rules.course import (
    MonitoringNotYet,
    NotMonitored,
    NotRegisteredYet,
    StatusMayNotFollow,
)
from moli.households.rules.free_words import NumberInWords
from moli.households.rules.people import Labour
from moli.households.rules.procedures import ProcedureKind, ProcedureState, StepKind, Verdict
from moli.households.rules.proposing import (
    NobodyCanWork,
    RisksMissing,
    RiskWordsMissing,
    TargetOfAnotherKind,
    TooManyRisks,
    TooSoonToRemove,
)
from moli.households.rules.statuses import State
from moli.households.services.locking import HouseholdWithdrawn
from moli.households.services.proposing import (
    HouseholdInReview,
    ProcedureKeyTaken,
    ProcedureOpenAlready,
)
from tests.factories import NOW, TODAY, household, key, person_facts, reference
from tests.factories.procedures import (
    COMMITTEE,
    EXIT,
    HARDSHIP,
    MARGINAL,
    REGISTER,
    RELAPSE,
    REMOVE,
    SECRETARY,
    UNSTABLE,
    monitored_household,
    opened,
    poor_household,
    was,
)
from tests.unchanged import refused, unchanged

LATER = date(2021, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db: None) -> None:
    reference()


def test_a_proposal_is_the_first_step_and_the_check_is_owed_in_fifteen_days() -> None:
    row = opened(EXIT, of=poor_household())

    assert (row.state, row.step, row.track) == (ProcedureState.OPEN, StepKind.CHECK, "POVERTY")
    assert row.due_on == TODAY + timedelta(days=15)
    clue = Step.objects.get()
    assert (clue.procedure_id, clue.kind, clue.verdict) == (row.pk, StepKind.CLUE, Verdict.PASS)
    assert (clue.by_key, clue.words) == (COMMITTEE.key, "收入稳了，户主申请脱贫")
    told = Event.objects.get(verb="households.open_procedure")
    assert told.area_code == row.household.village.code
    assert told.facts == {"procedure": "EXIT", "target": "EXITED", "clue_source": "HOUSEHOLD"}


def test_sent_twice_it_is_opened_once() -> None:
    home, once = poor_household(), key()
    first = opened(EXIT, of=home, request_key=once)

    with unchanged():
        assert opened(EXIT, of=home, request_key=once) == first


def test_a_key_serves_one_person_and_one_household() -> None:
    home, once = poor_household(), key()
    opened(EXIT, of=home, request_key=once)
    other = poor_household()

    with refused(ProcedureKeyTaken, field="request_key"):
        opened(EXIT, of=home, request_key=once, by=SECRETARY)
    with refused(ProcedureKeyTaken, field="request_key"):
        opened(EXIT, of=other, request_key=once)


def test_a_second_procedure_waits_for_the_first_on_its_track() -> None:
    home = poor_household()
    opened(EXIT, of=home)

    with refused(ProcedureOpenAlready, field="kind", procedure=ProcedureKind.EXIT):
        opened(EXIT, of=home, by=SECRETARY)


def test_the_tracks_do_not_wait_for_each_other() -> None:
    home = poor_household()
    was(home, State.EXITED, since=date(2017, 12, 1))

    opened(RELAPSE, of=home, on=LATER)
    opened(UNSTABLE, of=home, on=LATER)

    assert Procedure.objects.count() == 2


def test_a_state_that_may_not_follow_is_refused() -> None:
    poor, unknown = poor_household(), household()

    with refused(
        StatusMayNotFollow, field="target", before=State.REGISTERED, after=State.REGISTERED
    ):
        opened(REGISTER, of=poor)
    with refused(StatusMayNotFollow, field="target", before=State.REGISTERED, after=State.RELAPSED):
        opened(RELAPSE, of=poor)
    with refused(NotRegisteredYet, field="target", after=State.EXITED):
        opened(EXIT, of=unknown)
    with refused(StatusMayNotFollow, field="target", before=State.REGISTERED, after=State.HARDSHIP):
        opened(HARDSHIP, of=poor, on=LATER)
    with refused(NotMonitored, field="target"):
        opened(REMOVE, of=unknown, on=LATER)


def test_nobody_is_monitored_in_2016() -> None:
    home = household()

    with refused(MonitoringNotYet, field="target", since_on="2020-03-20"):
        opened(MARGINAL, of=home)
    assert opened(MARGINAL, of=home, on=date(2020, 3, 20)).track == "MONITORING"


def test_a_target_of_another_kind_is_refused() -> None:
    home = household()

    with refused(
        TargetOfAnotherKind, field="target", procedure=ProcedureKind.EXIT, target=State.REGISTERED
    ):
        opened(replace(EXIT, target=State.REGISTERED), of=home)


def test_risks_are_named_at_most_five_and_others_in_words() -> None:
    home = household()
    risks = tuple(Risk)

    with refused(RisksMissing, field="risks"):
        opened(replace(MARGINAL, risks=()), of=home, on=LATER)
    with refused(TooManyRisks, field="risks", value=6, risks_max=5):
        opened(replace(MARGINAL, risks=risks[:6]), of=home, on=LATER)
    with refused(RiskWordsMissing, field="risk_words"):
        opened(replace(MARGINAL, risks=(Risk.OTHER,), risk_words=" "), of=home, on=LATER)

    row = opened(
        replace(MARGINAL, risks=(Risk.OTHER, *risks[:4], Risk.ILLNESS), risk_words="车祸"),
        of=home,
        on=LATER,
    )
    assert len(row.risks) == 5
    assert row.risk_words == "车祸"


@pytest.mark.parametrize(
    "words",
    [
        "户主 999999197001010018 来说",
        "电话 13799884410",
        "卡号6222 0212 3456 7890 123",
        "１３７９９８８４４１０",
    ],
)
def test_no_number_by_which_somebody_is_found_stands_in_the_words(words: str) -> None:
    home, other = poor_household(), household()

    with refused(NumberInWords, field="words"):
        opened(replace(EXIT, words=words), of=home)
    with refused(NumberInWords, field="risk_words"):
        opened(replace(MARGINAL, risk_words=words), of=other, on=LATER)


def test_sums_and_days_may_stand_in_the_words() -> None:
    words = "2016-09-12 卖果得 12,000 元，2013 2014 2015 三年都少"

    assert opened(replace(EXIT, words=words), of=poor_household()).words == words


def test_risks_of_a_household_that_is_not_to_be_monitored_are_not_kept() -> None:
    row = opened(replace(EXIT, risks=(Risk.ILLNESS,), risk_words="病"), of=poor_household())

    assert (row.risks, row.risk_words) == ([], "")


def test_removal_after_five_months_is_refused() -> None:
    home = monitored_household(since=date(2021, 8, 31))

    with refused(
        TooSoonToRemove,
        field="target",
        months_min=6,
        from_on="2021-08-31",
        earliest_on="2022-02-28",
    ):
        opened(REMOVE, of=home, on=date(2022, 1, 31))
    with refused(
        TooSoonToRemove,
        field="target",
        months_min=6,
        from_on="2021-08-31",
        earliest_on="2022-02-28",
    ):
        opened(REMOVE, of=home, on=date(2022, 2, 27))


@pytest.mark.parametrize(
    "on", [date(2022, 2, 28), date(2022, 3, 1), date(2023, 1, 5), date(2024, 3, 31)]
)
def test_removal_from_january_to_march_of_later_years_is_allowed(on: date) -> None:
    home = monitored_household(since=date(2021, 8, 31))

    assert opened(REMOVE, of=home, on=on).opened_on == on


@pytest.mark.parametrize("labour", [Labour.NONE, Labour.LOST, None])
def test_a_household_in_which_nobody_can_work_stays_monitored(labour: Labour | None) -> None:
    home = monitored_household(since=date(2021, 1, 1), people=[person_facts(labour=labour)])

    with refused(NobodyCanWork, field="target"):
        opened(REMOVE, of=home, on=date(2022, 1, 1))


def test_who_left_works_for_it_no_more() -> None:
    home = monitored_household(
        since=date(2021, 1, 1), people=[person_facts(labour=Labour.NONE), _son()]
    )
    home.members.filter(name="韦小东").update(left_on=date(2021, 12, 31), leave_reason="MOVED")

    with refused(NobodyCanWork, field="target"):
        opened(REMOVE, of=home, on=date(2022, 1, 1))


def _son() -> object:
    return person_facts(name="韦小东", relation="SON", born_on=date(1996, 7, 1))


def test_a_household_in_review_or_withdrawn_is_refused() -> None:
    home = poor_household()
    Household.objects.filter(pk=home.pk).update(is_in_review=True)
    with refused(HouseholdInReview, field="household"):
        opened(EXIT, of=home)

    for column in ("withdrawn_at", "erased_at"):
        gone = poor_household()
        Household.objects.filter(pk=gone.pk).update(**{column: NOW})
        with refused(HouseholdWithdrawn, field="household"):
            opened(EXIT, of=gone)


def test_without_days_for_its_steps_nothing_is_opened() -> None:
    home = household()

    with refused(LimitsMissing, on="2013-12-31"):
        opened(REGISTER, of=home, on=date(2013, 12, 31))
