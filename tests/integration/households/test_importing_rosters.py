"""Importing a roster: whole households or none, once or again, never over what stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from moli.audit.models import Event
from moli.households.models import Batch, FamilyMember, Household, IncomeYear, LivingYear, Status
from moli.households.queries.reach import RegistryReach, households_in_areas
from moli.households.rules.batches import BatchState, UndoReason
from moli.households.services import importing_rosters
from moli.households.services.reviewing_batches import undo_batch
from moli.households.services.storing_rosters import BatchMovedOn
from moli.kernel.report import SheetRefused
from tests.concurrency import at_once
from tests.factories import COUNTY, HEGUI, NOW, SHITANG, TESTER, YAOBU, county, household, village
from tests.factories.rosters import HASH, head, imported, numbered, roster_rows, spouse
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db
ALL = RegistryReach(county_areas=(COUNTY,))


def refusals(rows: list[Any], **changes: Any) -> list[tuple[int, str, str]]:
    """What a refused import finds; nothing was stored."""
    county()
    with unchanged(), pytest.raises(SheetRefused) as caught:
        imported(rows, **changes)
    return [(one.row, one.column, one.code) for one in caught.value.report.findings]


class CutOff(Exception):
    """The process ends here."""


def cut_off_after(people: int) -> Any:
    """A watcher that ends the import once so many people are stored."""

    def watch(done: int) -> None:
        if done >= people:
            raise CutOff

    return watch


def test_a_roster_is_stored_as_a_batch_in_review() -> None:
    report = imported()

    assert (report.rows, report.households, report.people) == (4, 2, 4)
    assert (report.created, report.unchanged, report.is_known) == (2, 0, False)
    batch = Batch.objects.get()
    assert report.batch_key == batch.key
    assert (batch.state, batch.expected, batch.area_code) == (BatchState.IN_REVIEW, 2, YAOBU)
    assert (batch.file_hash, batch.filename) == (HASH, "花名册.xlsx")
    assert households_in_areas(ALL).count() == 0
    assert {one.is_in_review for one in Household.objects.all()} == {True}


def test_everything_that_a_row_says_is_stored() -> None:
    imported(numbered(head(), spouse(WORK_MONTHS=3, MONTHLY_WAGE="1,500.50")))

    one = Household.objects.get()
    assert (one.village.code, one.group_name, one.national_code) == (
        YAOBU,
        "第三组",
        "45012700000001",
    )
    assert (one.phone, one.causes[0], one.attribute) == ("19900000001", "NO_SKILL", "GENERAL")
    man, woman = one.members.order_by("pk")
    assert (man.relation, man.joined_on) == ("HEAD", date(2014, 5, 20))
    assert (woman.sex, woman.born_on, woman.monthly_wage_fen) == (
        "FEMALE",
        date(1972, 1, 2),
        150_050,
    )
    assert list(one.statuses.order_by("pk").values_list("state", "from_on", "to_on")) == [
        ("REGISTERED", date(2014, 5, 20), date(2015, 12, 18)),
        ("EXITED", date(2015, 12, 18), None),
    ]
    income = IncomeYear.objects.get()
    assert (income.year, income.income.net_fen, income.income.per_capita_fen) == (
        2015,
        1_800_000,
        450_000,
    )
    living = LivingYear.objects.get()
    assert (living.arable_square_metres, living.house_grade, living.has_power) == (3_000, "B", None)
    helper = one.responsibles.get()
    assert (helper.name, helper.unit_level, helper.from_on) == ("徐建勇", "COUNTY", NOW.date())


def test_the_trail_names_each_household_and_the_batch_but_nobody() -> None:
    imported()

    verbs = list(
        Event.objects.filter(verb__startswith="households.").values_list("verb", flat=True)
    )
    assert verbs == [
        "households.begin_import",
        "households.register",
        "households.register",
        "households.import_roster",
    ]
    facts = str(list(Event.objects.values_list("facts", flat=True)))
    assert "韦" not in facts
    assert "999999" not in facts


def test_a_dry_run_answers_the_same_and_stores_nothing() -> None:
    county()
    with unchanged():
        looked = imported(is_dry_run=True)

    done = imported()
    assert (looked.created, looked.unchanged) == (done.created, done.unchanged) == (2, 0)
    assert looked.batch_key == ""


def test_the_same_file_again_changes_nothing() -> None:
    first = imported()

    with unchanged():
        again = imported()
    assert (again.created, again.unchanged, again.is_known) == (0, 2, True)
    assert again.batch_key == first.batch_key


def test_the_same_households_in_another_file_change_nothing() -> None:
    imported()

    with unchanged():
        again = imported(file_hash="b" * 64)
    assert (again.created, again.unchanged, again.differing) == (0, 2, ())
    assert again.batch_key == ""


def test_what_differs_from_the_registry_is_told_and_never_overwritten() -> None:
    imported()
    rows = numbered(
        head(1, GROUP="第四组", WAGE=1, HEALTH="残疾", RESPONSIBLE="梁某"),
        spouse(1, NAME="黄改名"),
        head(2, STATE="贫困户", EXITED_ON=None, VILLAGE_CODE=HEGUI),
        head(3),
    )
    before = list(Household.objects.order_by("pk").values())

    report = imported(rows, file_hash="b" * 64)

    assert (report.created, report.unchanged) == (1, 2)
    assert [(one.row, one.column, one.code) for one in report.differing] == [
        (2, "村民小组", "DIFFERS_FROM_REGISTRY"),
        (2, "帮扶责任人", "DIFFERS_FROM_REGISTRY"),
        (2, "工资性收入（元）", "DIFFERS_FROM_REGISTRY"),
        (2, "健康状况", "DIFFERS_FROM_REGISTRY"),
        (3, "姓名", "DIFFERS_FROM_REGISTRY"),
        (4, "村代码", "DIFFERS_FROM_REGISTRY"),
        (4, "当前状态", "DIFFERS_FROM_REGISTRY"),
        (4, "姓名", "MISSING_IN_ROSTER"),
    ]
    assert list(Household.objects.order_by("pk").values())[:2] == before


def test_faults_keep_the_whole_roster_out() -> None:
    rows = numbered(head(1), spouse(1), head(2, SEX="?"), spouse(2, RELATION=None))

    assert refusals(rows) == [(4, "性别", "WORD_UNKNOWN"), (5, "与户主关系", "EMPTY")]


def test_villages_are_found_by_code_old_code_and_name_with_town() -> None:
    village(HEGUI)
    report = imported(
        numbered(
            head(1),
            head(2, VILLAGE_CODE=None, TOWN="校椅镇", VILLAGE="贺桂村"),
            head(3, TOWN="石塘镇", VILLAGE="瑶埠村"),
        )
    )

    assert report.created == 3
    codes = Household.objects.order_by("pk").values_list("village__code", flat=True)
    assert list(codes) == [YAOBU, HEGUI, YAOBU]
    assert Batch.objects.get().area_code == COUNTY


def test_villages_that_are_unknown_ambiguous_or_out_of_reach_are_told() -> None:
    county()
    rows = numbered(
        head(1, VILLAGE_CODE="450181110999"),
        head(2, VILLAGE_CODE=None, VILLAGE="泮塘村"),
        head(3, VILLAGE_CODE=None, VILLAGE="没有村"),
        head(4, VILLAGE="贺桂村"),
        head(5, VILLAGE_CODE=HEGUI),
        head(6, VILLAGE_CODE=None),
    )

    assert refusals(rows, area_codes=[SHITANG]) == [
        (2, "村代码", "ROSTER_VILLAGE_UNKNOWN"),
        (3, "乡镇", "ROSTER_VILLAGE_AMBIGUOUS"),
        (4, "行政村", "ROSTER_VILLAGE_UNKNOWN"),
        (5, "行政村", "ROSTER_VILLAGE_OF_OTHER_CODE"),
        (6, "行政村", "ROSTER_VILLAGE_OUT_OF_REACH"),
        (7, "行政村", "ROSTER_VILLAGE_UNKNOWN"),
    ]


def test_nobody_is_imported_who_is_registered_in_another_household() -> None:
    own = household()
    number = own.members.order_by("pk")[1].id_number

    assert refusals(numbered(head(), spouse(ID_NUMBER=number))) == [
        (3, "证件号码", "SamePersonTwice")
    ]


def test_an_import_that_is_cut_off_has_stored_whole_households_and_is_carried_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing_rosters, "_TOGETHER", 3)
    rows = roster_rows(10)
    with pytest.raises(CutOff):
        imported(rows, watch=cut_off_after(12))

    batch = Batch.objects.get()
    assert (batch.state, batch.expected) == (BatchState.LOADING, 10)
    assert [one.members.count() for one in Household.objects.all()] == [2] * 6
    assert Status.objects.count() == 12
    assert households_in_areas(ALL).count() == 0

    seen: list[int] = []
    report = imported(rows, watch=seen.append)

    assert (report.created, report.unchanged, report.differing) == (4, 6, ())
    assert seen == [18, 20]
    batch.refresh_from_db()
    assert batch.state == BatchState.IN_REVIEW
    assert (Household.objects.count(), FamilyMember.objects.count()) == (10, 20)


def test_a_file_that_was_undone_is_imported_anew() -> None:
    imported()
    first = Batch.objects.get()
    undo_batch(batch_id=first.pk, reason=UndoReason.WRONG_FILE, by=TESTER, at=NOW)

    report = imported()

    assert (report.created, report.is_known) == (2, False)
    assert report.batch_key != first.key
    assert Household.objects.filter(withdrawn_at=None).count() == 2


def test_an_import_that_was_cut_off_and_undone_does_not_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing_rosters, "_TOGETHER", 1)

    def undo(_: int) -> None:
        batch = Batch.objects.get()
        undo_batch(batch_id=batch.pk, reason=UndoReason.OTHER, by=TESTER, at=NOW)

    with pytest.raises(BatchMovedOn):
        imported(watch=undo)
    assert Household.objects.filter(withdrawn_at=None).count() == 0


def test_a_household_that_somebody_registers_meanwhile_is_left_out_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing_rosters, "_TOGETHER", 2)
    rows = roster_rows(4)

    def register(done: int) -> None:
        if done == 4:
            household(national_code="45012700000003")

    report = imported(rows, watch=register)

    assert report.created == 3
    assert [(one.row, one.column, one.code) for one in report.differing] == [
        (6, "户编号", "NationalCodeTaken")
    ]
    batch = Batch.objects.get()
    assert (batch.state, batch.expected, batch.households.count()) == (BatchState.IN_REVIEW, 3, 3)


def test_a_roster_asks_few_queries_however_long_it_is(
    django_assert_max_num_queries: Any,
) -> None:
    county()
    with django_assert_max_num_queries(40):
        imported(roster_rows(10))
    with django_assert_max_num_queries(12):
        imported(roster_rows(10))


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_by_two_at_once_is_stored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing_rosters, "_TOGETHER", 2)
    county()
    rows = roster_rows(12)

    outcomes = at_once([lambda: imported(rows)] * 3)

    assert [str(one.error) for one in outcomes if not one.ok] == []
    assert Batch.objects.get().state == BatchState.IN_REVIEW
    assert (Household.objects.count(), FamilyMember.objects.count()) == (12, 24)
    assert sum(one.result.created for one in outcomes) == 12
    assert Event.objects.filter(verb="households.register").count() == 12
    assert Event.objects.filter(verb="households.import_roster").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_files_with_one_household_at_once_store_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing_rosters, "_TOGETHER", 2)
    county()
    ours, theirs = roster_rows(6), roster_rows(6)[4:]

    outcomes = at_once(
        [
            lambda: imported(ours, file_hash="c" * 64),
            lambda: imported(theirs, file_hash="d" * 64),
        ]
    )

    assert [str(one.error) for one in outcomes if not one.ok] == []
    assert Household.objects.count() == 6
    assert sum(one.result.created for one in outcomes) == 6
