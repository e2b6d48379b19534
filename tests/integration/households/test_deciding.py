"""The county's decision: judged again on its day, with the figures that it keeps."""

from __future__ import annotations

from datetime import date

import pytest

from moli.audit.models import Event
from moli.households.models import Household, Line, Procedure, Snapshot, Status
from moli.households.queries.grounds import ExitStandardMissing
from moli.households.queries.states import states_of
from moli.households.rules.course import (
    HouseholdStates,
    StatusBeginsTooEarly,
    StatusMayNotFollow,
    StatusSince,
)
from moli.households.rules.judging import (
    AboveLine,
    IncomeMissing,
    ItemMissing,
    LineMissing,
    NotAboveLine,
)
from moli.households.rules.lines import LineKind
from moli.households.rules.people import Labour
from moli.households.rules.procedures import ProcedureState, StepKind
from moli.households.rules.proposing import NobodyCanWork, Proposed, TooSoonToRemove
from moli.households.rules.snapshots import SnapshotReason
from moli.households.rules.standards import ExitItem
from moli.households.rules.statuses import State
from moli.households.services.setting_standards import LineFacts, set_line
from moli.kernel.certainty import Certainty
from tests.factories import TESTER, household, reference
from tests.factories.procedures import (
    COMMITTEE,
    COUNTY_OFFICE,
    EXIT,
    HARDSHIP,
    MARGINAL,
    REGISTER,
    RELAPSE,
    REMOVE,
    UNSTABLE,
    decided,
    earned,
    moment,
    monitored_household,
    monitoring_line,
    opened,
    poor_household,
    step,
    taken_to,
    was,
)
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
DAY = date(2016, 9, 19)
LATER = date(2021, 9, 20)


@pytest.fixture(autouse=True)
def _reference(db: None) -> None:
    reference()


def _exited(**facts: object) -> Household:
    home = poor_household(**facts)
    was(home, State.EXITED, since=date(2015, 12, 1))
    return home


def _proposed(what: Proposed, of: Household, *, on: date) -> Procedure:
    """On its way to the county, which is to decide on a day."""
    return opened(what, of=of, on=date.fromordinal(on.toordinal() - 7))


# Every lawful way to its end.


def test_a_poor_household_exits() -> None:
    home = poor_household()

    row = decided(_proposed(EXIT, home, on=DAY), on=DAY)

    assert (row.state, row.ended_on, row.due_on) == (ProcedureState.APPROVED, DAY, None)
    assert row.standard.version == "八有一超 2016"
    before, after = home.statuses.order_by("from_on")
    assert (before.state, before.to_on) == (State.REGISTERED, DAY)
    assert (after.state, after.from_on, after.to_on) == (State.EXITED, DAY, None)
    assert after.procedure_key == row.key
    assert (after.line_fen, after.income_year, after.per_capita_fen) == (285_500, 2015, 450_000)
    assert after.line == Line.objects.get(kind=LineKind.POVERTY, year=2015)
    assert states_of(home.pk, on=DAY) == HouseholdStates(StatusSince(State.EXITED, DAY))


def test_a_decision_freezes_the_household_and_is_told() -> None:
    home = poor_household()

    row = decided(_proposed(EXIT, home, on=DAY), on=DAY)

    snapshot = Snapshot.objects.get()
    assert (snapshot.household, snapshot.reason) == (home, SnapshotReason.DECISION)
    assert (snapshot.procedure_key, snapshot.year) == (row.key, 2016)
    told = Event.objects.get(verb="households.decide")
    assert (told.actor_key, told.subject_key) == (COUNTY_OFFICE.key, row.key)
    assert told.facts == {
        "procedure": "EXIT",
        "target": "EXITED",
        "line_fen": 285_500,
        "income_year": 2015,
        "per_capita_fen": 450_000,
    }


def test_a_household_is_registered() -> None:
    home = household()
    earned(home, year=2015, yuan=8_000)

    decided(_proposed(REGISTER, home, on=DAY), on=DAY)

    status = home.statuses.get()
    assert (status.state, status.from_on, status.per_capita_fen) == ("REGISTERED", DAY, 200_000)


def test_a_household_relapses_and_exits_again() -> None:
    home = _exited(yuan=8_000)
    decided(_proposed(RELAPSE, home, on=DAY), on=DAY)
    earned(home, year=2016, yuan=20_000)

    decided(_proposed(EXIT, home, on=date(2017, 12, 20)), on=date(2017, 12, 20))

    course = home.statuses.order_by("from_on").values_list("state", flat=True)
    assert list(course) == ["REGISTERED", "EXITED", "RELAPSED", "EXITED"]
    assert home.statuses.filter(to_on=None).count() == 1


@pytest.mark.parametrize("what", [MARGINAL, UNSTABLE, HARDSHIP], ids=lambda one: one.target)
def test_a_household_is_monitored_and_half_a_year_later_its_risk_removed(what: Proposed) -> None:
    monitoring_line(2022)
    home = household() if what is MARGINAL else _exited()
    earned(home, year=2021, yuan=20_000)
    decided(_proposed(what, home, on=LATER), on=LATER)
    status = home.statuses.get(track="MONITORING")
    assert (status.state, status.risks) == (what.target, list(what.risks))
    assert (status.line_fen, status.income_year) == (600_000, 2021)
    earned(home, year=2022, yuan=40_000)

    end = date(2023, 1, 10)
    decided(_proposed(REMOVE, home, on=end), on=end)

    removed = home.statuses.get(track="MONITORING", to_on=None)
    assert (removed.state, removed.from_on, removed.risks) == ("RISK_REMOVED", end, [])
    assert (removed.line_fen, removed.per_capita_fen) == (600_000, 1_000_000)


def test_a_risk_that_comes_back_is_monitored_again() -> None:
    home = monitored_household(since=date(2020, 5, 1))
    was(home, State.RISK_REMOVED, since=date(2021, 1, 1), today=LATER)
    earned(home, year=2021, yuan=20_000)

    decided(_proposed(MARGINAL, home, on=LATER), on=LATER)

    assert home.statuses.get(to_on=None).state == State.MARGINAL


# The worked example: 12,000 + 8,000 + 300 + 1,700 − 4,000 over four people.


def test_each_decision_keeps_its_line_whatever_comes_later() -> None:
    home = poor_household(year=2019)
    first = decided(_proposed(EXIT, home, on=date(2019, 12, 10)), on=date(2019, 12, 10))
    other = poor_household(year=2020)
    second = decided(_proposed(EXIT, other, on=date(2020, 12, 10)), on=date(2020, 12, 10))
    kept = (
        (first, 321_800, 2019),
        (second, 400_000, 2020),
    )

    for row, line_fen, year in kept:
        earned(row.household, year=year, yuan=4_000)
        facts = LineFacts("450181", year, LineKind.POVERTY, 999_900, "县通知", Certainty.WEAK)
        set_line(facts=facts, by=TESTER, at=moment(date(2021, 1, 5)))
        for frozen in (Procedure.objects.get(pk=row.pk), row.household.statuses.get(to_on=None)):
            assert frozen.line_fen == frozen.line.fen == line_fen
            assert (frozen.income_year, frozen.per_capita_fen) == (year, 450_000)


def test_one_income_exits_under_one_line_and_not_under_another() -> None:
    """16,000 over four people are 4,000 a head: above 3,218, and equal to 4,000 is not above."""
    above = poor_household(year=2019, yuan=16_000)
    equal = poor_household(year=2020, yuan=16_000)

    decided(_proposed(EXIT, above, on=date(2019, 12, 10)), on=date(2019, 12, 10))
    row = taken_to(_proposed(EXIT, equal, on=date(2020, 12, 10)), StepKind.COUNTY)

    assert above.statuses.get(to_on=None).state == State.EXITED
    with refused(
        NotAboveLine, field="income", year="2020", per_capita_fen=400_000, line_fen=400_000
    ):
        step(row, by=COUNTY_OFFICE, on=date(2020, 12, 10))


# What the county may not agree to.


def _at_county(what: Proposed, of: Household, *, on: date) -> Procedure:
    return taken_to(_proposed(what, of, on=on), StepKind.COUNTY)


def test_an_exit_needs_an_income() -> None:
    home = household()
    was(home, State.REGISTERED, since=date(2014, 6, 1))
    row = _at_county(EXIT, home, on=DAY)

    with refused(IncomeMissing, field="income", year="2016"):
        step(row, by=COUNTY_OFFICE, on=DAY)


def test_an_income_of_a_year_ahead_does_not_count() -> None:
    home = poor_household(yuan=8_000)
    earned(home, year=2017, yuan=80_000)
    row = _at_county(EXIT, home, on=DAY)

    with refused(
        NotAboveLine, field="income", year="2015", per_capita_fen=200_000, line_fen=285_500
    ):
        step(row, by=COUNTY_OFFICE, on=DAY)


def test_whoever_is_above_the_line_is_not_registered_nor_relapsed() -> None:
    new, exited = household(), _exited()
    earned(new, year=2015, yuan=18_000)

    for what, home in ((REGISTER, new), (RELAPSE, exited)):
        row = _at_county(what, home, on=DAY)
        with refused(
            AboveLine, field="income", year="2015", per_capita_fen=450_000, line_fen=285_500
        ):
            step(row, by=COUNTY_OFFICE, on=DAY)


def test_the_standard_of_the_day_decides_what_must_be_there() -> None:
    home = poor_household()
    row = _at_county(EXIT, home, on=DAY)
    Procedure.objects.filter(pk=row.pk).update(results={**row.results, "TELEVISION": False})

    with refused(ItemMissing, field="results", items=(ExitItem.TELEVISION,)):
        step(row, by=COUNTY_OFFICE, on=DAY)

    # From July 2018 television is no longer asked for.
    after = step(row, by=COUNTY_OFFICE, on=date(2018, 7, 2))
    assert after.standard.version == "八有一超 2018 核心项"


def test_without_a_standard_of_the_day_nobody_is_checked_for_an_exit() -> None:
    home = poor_household()
    on = date(2015, 11, 30)
    row = opened(EXIT, of=home, on=on)

    with refused(ExitStandardMissing, on="2015-11-30"):
        step(row, by=COMMITTEE, on=on)


def test_monitoring_needs_the_line_of_the_incomes_year() -> None:
    home = household()
    earned(home, year=2020, yuan=20_000)
    row = _at_county(MARGINAL, home, on=LATER)

    with refused(
        LineMissing,
        field="line",
        region="横州市",
        year="2020",
        line_kind=LineKind.MONITORING,
    ):
        step(row, by=COUNTY_OFFICE, on=LATER)


def test_whoever_is_above_the_monitoring_line_is_not_monitored_for_income() -> None:
    home = household()
    earned(home, year=2021, yuan=24_004)
    row = _at_county(MARGINAL, home, on=LATER)

    with refused(AboveLine, field="income", year="2021", per_capita_fen=600_100, line_fen=600_000):
        step(row, by=COUNTY_OFFICE, on=LATER)


def test_a_sudden_blow_asks_for_no_line() -> None:
    rich, unknown = household(), household()
    earned(rich, year=2021, yuan=400_000)

    for home in (rich, unknown):
        decided(_proposed(HARDSHIP, home, on=LATER), on=LATER)
        assert home.statuses.get().state == State.HARDSHIP

    assert (rich.statuses.get().line_fen, unknown.statuses.get().line_fen) == (600_000, None)


def test_a_risk_is_removed_above_the_line_only() -> None:
    home = monitored_household(since=date(2021, 1, 1))
    earned(home, year=2021, yuan=24_000)
    row = _at_county(REMOVE, home, on=LATER)

    with refused(
        NotAboveLine, field="income", year="2021", per_capita_fen=600_000, line_fen=600_000
    ):
        step(row, by=COUNTY_OFFICE, on=LATER)


def test_removal_is_judged_again_by_months_and_labour() -> None:
    home = monitored_household(since=date(2021, 1, 1))
    earned(home, year=2021, yuan=40_000)
    row = _at_county(REMOVE, home, on=LATER)
    Status.objects.filter(household=home).update(from_on=date(2021, 4, 21))
    with refused(
        TooSoonToRemove,
        field="target",
        months_min=6,
        from_on="2021-04-21",
        earliest_on="2021-10-21",
    ):
        step(row, by=COUNTY_OFFICE, on=LATER)

    Status.objects.filter(household=home).update(from_on=date(2021, 3, 20))
    home.members.update(labour=Labour.LOST)
    with refused(NobodyCanWork, field="target"):
        step(row, by=COUNTY_OFFICE, on=LATER)


def test_a_status_that_changed_meanwhile_is_judged_as_it_is() -> None:
    home = poor_household()
    row = _at_county(EXIT, home, on=DAY)
    was(home, State.EXITED, since=date(2016, 9, 15), today=DAY)

    with refused(StatusMayNotFollow, field="target", before=State.EXITED, after=State.EXITED):
        step(row, by=COUNTY_OFFICE, on=DAY)


def test_a_status_does_not_change_twice_on_a_day() -> None:
    home = poor_household()
    row = _at_county(EXIT, home, on=DAY)
    Status.objects.filter(household=home).update(from_on=DAY)

    with refused(StatusBeginsTooEarly, field="from_on", from_on="2016-09-19"):
        step(row, by=COUNTY_OFFICE, on=DAY)
