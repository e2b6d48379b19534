"""The steps of a procedure: two at home, the village, the notice, the town, the county."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.households.models import FamilyMember, Household, Notice, Procedure, Step
from moli.households.rules.free_words import NumberInWords
from moli.households.rules.judging import ItemMissing
from moli.households.rules.procedures import (
    ProcedureState,
    StepKind,
    Tier,
    Verdict,
)
from moli.households.rules.standards import ExitItem
from moli.households.rules.stepping import (
    HouseholdNotSigned,
    NoticeNotUp,
    NoticeStillHangs,
    NoticeTooShort,
    NoticeUpAlready,
    ObjectionNeedsWords,
    ProcedureOver,
    ProposerMayNotApprove,
    RejectionNeedsWords,
    SignedAlready,
    StepNotDue,
    StepOfAnotherTier,
)
from moli.households.services.locking import HouseholdWithdrawn
from moli.households.services.proposing import ProcedureKeyTaken
from moli.households.services.stepping import put_up_notice
from moli.kernel.actor import Actor
from tests.factories import NOW, TODAY, household, key, reference
from tests.factories.procedures import (
    ALL_THERE,
    COMMITTEE,
    COUNTY_OFFICE,
    EVERY_TIER,
    EXIT,
    REGISTER,
    REMOVE,
    SECRETARY,
    TOWN_OFFICE,
    monitored_household,
    opened,
    poor_household,
    put_up,
    step,
    taken_to,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _reference(db: None) -> None:
    reference()


@pytest.fixture
def row(_reference: None) -> Procedure:
    """An exit that the committee proposed."""
    return opened(EXIT, of=poor_household())


def test_each_step_is_owed_by_its_day(row: Procedure) -> None:
    seen = []
    for kind in (StepKind.CHECK, StepKind.REVIEW, StepKind.NOTICE, StepKind.TOWN, StepKind.COUNTY):
        now = taken_to(opened(EXIT, of=poor_household()), kind)
        seen.append((now.step, (now.due_on - TODAY).days))

    assert seen == [
        (StepKind.CHECK, 15),
        (StepKind.REVIEW, 10),
        (StepKind.NOTICE, 10),  # putting it up shares the days of the review
        (StepKind.TOWN, 17),
        (StepKind.COUNTY, 17),
    ]


def test_a_home_check_needs_two_people(row: Procedure) -> None:
    after_one = step(row, by=COMMITTEE)
    assert after_one.step == StepKind.CHECK

    after_two = step(row, by=SECRETARY)
    assert after_two.step == StepKind.REVIEW
    assert after_two.results == ALL_THERE
    assert after_two.has_household_signed
    signed = Step.objects.filter(kind=StepKind.CHECK).values_list("by_key", flat=True)
    assert set(signed) == {COMMITTEE.key, SECRETARY.key}


def test_nobody_signs_for_both(row: Procedure) -> None:
    step(row, by=COMMITTEE)

    with refused(SignedAlready, field="step", people_min=2):
        step(row, by=COMMITTEE)


def test_the_second_confirms_what_the_first_found(row: Procedure) -> None:
    step(row, by=COMMITTEE)
    after = step(row, by=SECRETARY, results={}, has_household_signed=False)

    assert (after.step, after.results) == (StepKind.REVIEW, ALL_THERE)


def test_the_household_signs_too(row: Procedure) -> None:
    with refused(HouseholdNotSigned, field="has_household_signed"):
        step(row, by=COMMITTEE, has_household_signed=False)


def test_a_check_that_finds_something_missing_does_not_pass(row: Procedure) -> None:
    found = {**ALL_THERE, "WATER": False}
    del found["TELEVISION"]

    with refused(ItemMissing, field="results", items=(ExitItem.WATER, ExitItem.TELEVISION)):
        step(row, by=COMMITTEE, results=found)

    after = step(row, by=COMMITTEE, results=found, verdict=Verdict.REJECT, words="没有饮水")
    assert (after.state, after.results) == (ProcedureState.REJECTED, found)


def test_only_an_exit_asks_for_the_eight_things() -> None:
    row = opened(REGISTER, of=household())

    assert taken_to(row, StepKind.REVIEW).step == StepKind.REVIEW
    assert step(row, by=COMMITTEE).step == StepKind.NOTICE


@pytest.mark.parametrize(
    ("wanted", "by"),
    [
        (StepKind.CHECK, COMMITTEE),
        (StepKind.REVIEW, COMMITTEE),
        (StepKind.NOTICE, SECRETARY),
        (StepKind.TOWN, TOWN_OFFICE),
        (StepKind.COUNTY, COUNTY_OFFICE),
    ],
)
def test_a_no_with_words_ends_it_at_any_step(row: Procedure, wanted: StepKind, by: Actor) -> None:
    taken_to(row, wanted)
    with refused(RejectionNeedsWords, field="words"):
        step(row, by=by, verdict=Verdict.REJECT, words="  ")

    after = step(row, by=by, verdict=Verdict.REJECT, words="收入还不稳", on=TODAY + WEEK)

    assert (after.state, after.step, after.due_on) == (ProcedureState.REJECTED, wanted, None)
    assert after.ended_on == TODAY + WEEK
    assert [each.state for each in after.household.statuses.all()] == ["REGISTERED"]
    with refused(ProcedureOver, field="state", procedure_state=ProcedureState.REJECTED):
        step(row, by=by, on=TODAY + WEEK)


def test_no_number_stands_in_the_words_of_a_step(row: Procedure) -> None:
    with refused(NumberInWords, field="words"):
        step(row, by=COMMITTEE, words="问 13799884410")


def test_after_a_no_it_may_be_proposed_again(row: Procedure) -> None:
    step(row, by=COMMITTEE, verdict=Verdict.REJECT, words="收入还不稳")

    assert opened(EXIT, of=row.household).pk != row.pk


@pytest.mark.parametrize(
    ("wanted", "tier"),
    [
        (StepKind.CHECK, Tier.VILLAGE),
        (StepKind.REVIEW, Tier.VILLAGE),
        (StepKind.NOTICE, Tier.VILLAGE),
        (StepKind.TOWN, Tier.TOWN),
        (StepKind.COUNTY, Tier.COUNTY),
    ],
)
def test_a_step_is_for_its_own_tier(row: Procedure, wanted: StepKind, tier: Tier) -> None:
    taken_to(row, wanted)

    with refused(StepOfAnotherTier, field="step", step=wanted, tier=tier):
        step(row, by=Actor("user:new", "新人"), tiers=EVERY_TIER - {tier}, on=TODAY + WEEK)


def test_steps_are_taken_in_their_order(row: Procedure) -> None:
    for kind in (StepKind.CLUE, StepKind.REVIEW, StepKind.NOTICE, StepKind.COUNTY):
        with refused(StepNotDue, field="step", step=StepKind.CHECK):
            step(row, by=COMMITTEE, kind=kind)


def test_sent_twice_a_step_is_taken_once(row: Procedure) -> None:
    once = key()
    step(row, by=COMMITTEE, kind=StepKind.CHECK, request_key=once)

    with unchanged():
        step(row, by=COMMITTEE, kind=StepKind.CHECK, request_key=once)
    with refused(ProcedureKeyTaken, field="request_key"):
        step(row, by=SECRETARY, kind=StepKind.CHECK, request_key=once)


def test_the_last_step_sent_twice_is_taken_once(row: Procedure) -> None:
    once, on = key(), TODAY + WEEK
    taken_to(row, StepKind.COUNTY)
    step(row, by=COUNTY_OFFICE, kind=StepKind.COUNTY, request_key=once, on=on)

    with unchanged():
        after = step(row, by=COUNTY_OFFICE, kind=StepKind.COUNTY, request_key=once, on=on)
    assert after.state == ProcedureState.APPROVED


def test_the_trail_tells_each_step(row: Procedure) -> None:
    step(row, by=COMMITTEE)

    told = Event.objects.get(verb="households.take_step")
    assert (told.subject_kind, told.subject_key) == ("procedure", row.key)
    assert told.facts == {
        "procedure": "EXIT",
        "target": "EXITED",
        "step": "CHECK",
        "verdict": "PASS",
    }


def test_a_household_that_was_withdrawn_goes_no_further(row: Procedure) -> None:
    Household.objects.filter(pk=row.household_id).update(withdrawn_at=NOW)

    with refused(HouseholdWithdrawn, field="household"):
        step(row, by=COMMITTEE)


# The notice.


def test_a_notice_shows_what_the_law_lets_it_show(row: Procedure) -> None:
    taken_to(row, StepKind.NOTICE)

    notice = put_up(row, days=5, by=SECRETARY)

    shown = {name: getattr(notice, name) for name in ("head_name", "group_name", "people")}
    assert shown == {"head_name": "韦*生", "group_name": "第三组", "people": 4}
    assert (notice.village_name, notice.target) == (row.household.village.name, "EXITED")
    assert (notice.from_on, notice.to_on) == (TODAY, TODAY + timedelta(days=5))
    assert Procedure.objects.get(pk=row.pk).due_on == notice.to_on


def test_a_notice_has_no_column_for_what_must_not_be_shown() -> None:
    columns = {field.name for field in Notice._meta.get_fields()}

    assert columns == {
        *("id", "uid", "procedure", "village_name", "head_name", "group_name", "people"),
        *("target", "from_on", "to_on", "has_objection", "put_up_by_key", "put_up_by_name"),
    }


def test_a_notice_keeps_what_it_showed(row: Procedure) -> None:
    taken_to(row, StepKind.NOTICE)
    put_up(row)
    FamilyMember.objects.filter(household=row.household, relation="HEAD").update(name="韦新生")
    Household.objects.filter(pk=row.household_id).update(group_name="第一组")

    notice = Notice.objects.get()
    assert (notice.head_name, notice.group_name) == ("韦*生", "第三组")


@pytest.mark.parametrize("days", [4, 0, -3])
def test_a_notice_of_four_days_is_refused(row: Procedure, days: int) -> None:
    taken_to(row, StepKind.NOTICE)

    with refused(NoticeTooShort, field="to_on", days=days, days_min=5, earliest_on="2016-09-17"):
        put_up(row, days=days)


def test_a_notice_of_a_removal_hangs_for_seven_days() -> None:
    on = date(2022, 1, 10)
    row = opened(REMOVE, of=monitored_household(since=date(2021, 1, 1)), on=on)
    taken_to(row, StepKind.NOTICE)

    with refused(NoticeTooShort, field="to_on", days=6, days_min=7, earliest_on="2022-01-17"):
        put_up(row, days=6)
    assert put_up(row, days=7).to_on == date(2022, 1, 17)


def test_a_notice_put_up_twice_hangs_once(row: Procedure) -> None:
    taken_to(row, StepKind.NOTICE)
    first = put_up(row, by=SECRETARY)

    with unchanged():
        assert put_up(row, by=SECRETARY, days=9) == first
    with refused(NoticeUpAlready, field="step", to_on=first.to_on.isoformat()):
        put_up(row, by=COMMITTEE)


def test_a_notice_is_put_up_when_the_village_has_agreed(row: Procedure) -> None:
    with refused(StepNotDue, field="step", step=StepKind.CHECK):
        put_up(row)
    taken_to(row, StepKind.NOTICE)
    with refused(StepOfAnotherTier, field="step", step=StepKind.NOTICE, tier=Tier.VILLAGE):
        put_up(row, by=TOWN_OFFICE)


def test_a_notice_passes_on_its_last_day_and_not_before(row: Procedure) -> None:
    taken_to(row, StepKind.NOTICE)
    with refused(NoticeNotUp, field="step"):
        step(row, by=COMMITTEE)
    put_up(row, days=5)

    with refused(NoticeStillHangs, field="step", to_on="2016-09-17"):
        step(row, by=COMMITTEE, on=date(2016, 9, 16))
    assert step(row, by=COMMITTEE, on=date(2016, 9, 17)).step == StepKind.TOWN


def test_an_objection_is_written_down_and_either_settled_or_upheld(row: Procedure) -> None:
    taken_to(row, StepKind.NOTICE)
    put_up(row, days=5)
    on = date(2016, 9, 17)
    with refused(ObjectionNeedsWords, field="words"):
        step(row, by=COMMITTEE, on=on, has_objection=True)

    after = step(row, by=COMMITTEE, on=on, has_objection=True, words="查过，两亩果园是租的")

    assert after.step == StepKind.TOWN
    assert Notice.objects.get().has_objection

    other = opened(EXIT, of=poor_household())
    taken_to(other, StepKind.NOTICE)
    put_up(other, days=5)
    upheld = step(
        other, by=COMMITTEE, has_objection=True, words="在县城有房", verdict=Verdict.REJECT
    )
    assert upheld.state == ProcedureState.REJECTED
    assert Notice.objects.get(procedure=other).has_objection


# Whoever took part does not approve.


@pytest.mark.parametrize("wanted", [StepKind.TOWN, StepKind.COUNTY])
@pytest.mark.parametrize("by", [COMMITTEE, SECRETARY], ids=["proposer", "checker"])
def test_whoever_took_part_does_not_approve(row: Procedure, wanted: StepKind, by: Actor) -> None:
    taken_to(row, wanted)

    with refused(ProposerMayNotApprove, field="step"):
        step(row, by=by, tiers=EVERY_TIER, on=TODAY + WEEK)
    with refused(ProposerMayNotApprove, field="step"):
        step(row, by=by, tiers=EVERY_TIER, on=TODAY + WEEK, verdict=Verdict.REJECT, words="不行")


def test_the_countys_decider_is_not_the_towns(row: Procedure) -> None:
    taken_to(row, StepKind.COUNTY)

    with refused(ProposerMayNotApprove, field="step"):
        step(row, by=TOWN_OFFICE, tiers=EVERY_TIER, on=TODAY + WEEK)


def test_putting_up_the_notice_is_taking_part() -> None:
    row = opened(EXIT, of=poor_household())
    taken_to(row, StepKind.NOTICE)
    poster = Actor("user:poster", "贴公示的人")
    put_up_notice(procedure_id=row.pk, to_on=TODAY + WEEK, tiers=EVERY_TIER, by=poster, at=NOW)
    step(row, by=COMMITTEE, on=TODAY + WEEK)

    with refused(ProposerMayNotApprove, field="step"):
        step(row, by=poster, tiers=EVERY_TIER, on=TODAY + WEEK)
