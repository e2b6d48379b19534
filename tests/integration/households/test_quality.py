"""What the rules find in the county's rows, in how many queries, and who may be counted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from moli.households.models import Household, QualityRule, Status
from moli.households.queries.quality import (
    OTHER_QUERIES,
    QualityFinding,
    by_rule,
    by_village,
    findings_of,
)
from moli.households.queries.quality_records import (
    CHUNK,
    RECORD_QUERIES,
    chunks_of,
    records_of,
    visible_households,
)
from moli.households.rules.care import ResponsibleFacts, UnitLevel
from moli.households.rules.causes import Attribute, Cause
from moli.households.rules.living import HouseGrade, LandKind, RoadKind
from moli.households.rules.people import (
    Health,
    LeaveReason,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.statuses import State, Track
from moli.households.rules.yearly import IncomeFacts, LivingFacts
from moli.households.services.caring import name_responsible
from moli.households.services.family import leave_member
from moli.households.services.yearly import set_income, set_living
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    household,
    person_facts,
    reference,
)

pytestmark = pytest.mark.django_db
LATER = date(2023, 6, 30)
EARNED = IncomeFacts(
    wage_fen=4 * 599_999,
    business_fen=0,
    property_fen=0,
    transfer_fen=0,
    cost_fen=0,
    people=4,
    source="入户",
)
Queries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _reference() -> None:
    reference()


def codes(found: list[QualityFinding]) -> set[str]:
    """Which rules found something."""
    return {finding.rule_code for finding in found}


def found_of(*rows: Household, on: date = TODAY) -> list[QualityFinding]:
    """What is found of some households."""
    return findings_of([row.pk for row in rows], on=on)


def put(row: Household, state: State, from_on: date, **columns: Any) -> Status:
    """A household in a state from a day on, as a roster brings it."""
    track = Track.POVERTY if state.track is Track.POVERTY else Track.MONITORING
    return Status.objects.create(
        household=row, track=track, state=state, from_on=from_on, **columns
    )


def test_a_finding_says_which_rule_whom_it_is_about_and_who_mends_it() -> None:
    child = person_facts(
        name="韦小明",
        relation=Relation.SON,
        born_on=date(2008, 1, 1),
        schooling=None,
        labour=None,
    )
    row = household(people=[person_facts(schooling=Schooling.NONE), child])

    found = [each for each in found_of(row) if each.rule_code == "blanks.schooling"]

    (finding,) = found
    assert finding.member_key == row.members.get(name="韦小明").key
    assert (finding.household_id, finding.village_code) == (row.pk, YAOBU)
    assert (str(finding.severity), str(finding.mender)) == ("ERROR", "VILLAGE")
    assert not finding.is_waived


def test_a_record_carries_what_the_rows_say() -> None:
    row = household(attribute=Attribute.MINIMUM_LIVING, causes=(Cause.ILLNESS, Cause.NO_LAND))
    income = IncomeFacts(
        wage_fen=1_200_000,
        business_fen=800_000,
        property_fen=30_000,
        transfer_fen=170_000,
        cost_fen=400_000,
        people=4,
        medical_fen=60_000,
        source="入户",
    )
    living = LivingFacts(
        source="入户",
        house_grade=HouseGrade.C,
        has_safe_water=False,
        road_kind=RoadKind.EARTH,
        arable_square_metres=2_000,
    )
    set_income(household_id=row.pk, year=2015, facts=income, by=TESTER, at=NOW)
    set_living(household_id=row.pk, year=2015, facts=living, by=TESTER, at=NOW)
    put(row, State.REGISTERED, date(2015, 12, 1))

    (located,) = records_of([row.pk], on=TODAY, opens_numbers=True)
    record = located.record

    assert located.village_code == YAOBU
    assert record.attribute is Attribute.MINIMUM_LIVING
    assert record.causes == (Cause.ILLNESS, Cause.NO_LAND)
    assert record.income is not None
    assert record.income.income.per_capita_fen == 450_000
    assert record.income.medical_fen == 60_000
    assert record.living is not None
    assert record.living.house_grade is HouseGrade.C
    assert record.living.has_safe_water is False
    assert record.living.has_power is None
    assert record.living.road_kind is RoadKind.EARTH
    assert record.living.land_square_metres[LandKind.ARABLE] == 2_000
    assert record.is_poor
    assert [member.id_number[:6] for member in record.members] == ["999999"] * 4
    closed = records_of([row.pk], on=TODAY)[0].record
    assert [member.id_number for member in closed.members] == [""] * 4


def test_people_count_on_the_days_on_which_they_belong_to_the_household() -> None:
    row = household()
    son = row.members.get(relation=Relation.SON)
    leave_member(
        member_id=son.pk,
        reason=LeaveReason.MOVED,
        left_on=TODAY,
        base_version=row.version,
        by=TESTER,
        at=NOW,
    )

    def people(on: date) -> int:
        return sum(len(each.record.members) for each in records_of([row.pk], on=on))

    assert people(TODAY) == 3
    assert people(TODAY - timedelta(days=1)) == 0


def test_a_removal_in_january_within_six_months_is_found() -> None:
    row = household()
    put(row, State.EXITED, date(2018, 1, 1))
    put(row, State.UNSTABLE, date(2022, 9, 1), to_on=date(2023, 1, 31))
    put(row, State.RISK_REMOVED, date(2023, 1, 31))

    (finding,) = [
        each for each in found_of(row, on=LATER) if each.rule_code == "monitoring.removed_too_early"
    ]

    assert finding.facts == {
        "from_on": "2022-09-01",
        "to_on": "2023-01-31",
        "allowed_on": "2023-03-01",
    }


def test_rules_that_do_not_hold_yet_find_nothing() -> None:
    row = household()
    put(row, State.EXITED, date(2015, 1, 1))
    put(row, State.UNSTABLE, date(2015, 1, 1), risks=["OTHER"])

    assert not {code for code in codes(found_of(row)) if code.startswith("monitoring.")}
    assert "monitoring.other_risk_without_words" in codes(found_of(row, on=LATER))


def test_the_line_of_the_year_is_the_one_that_counts() -> None:
    row = household()
    # 5,999.99 yuan a head: below the monitoring line of 2021, and 2020 has none.
    later = NOW.replace(year=2022)
    set_income(household_id=row.pk, year=2020, facts=EARNED, by=TESTER, at=later)
    rule = "monitoring.below_line_not_monitored"
    assert rule not in codes(found_of(row, on=date(2020, 12, 31)))

    set_income(household_id=row.pk, year=2021, facts=EARNED, by=TESTER, at=later)
    assert rule in codes(found_of(row, on=date(2021, 12, 31)))

    put(row, State.HARDSHIP, date(2021, 6, 1))
    assert rule not in codes(found_of(row, on=date(2021, 12, 31)))


def test_one_telephone_in_two_households_is_found_in_both() -> None:
    first = household(phone="13800000001")
    second = household(village_code=HEGUI, phone="13800000001")
    alone = household(phone="13800000002")
    silent = household()

    found = found_of(first, second, alone, silent)

    shared = {each.household_id for each in found if each.rule_code == "numbers.phone_shared"}
    assert shared == {first.pk, second.pk}
    # A page of one household finds it too, though the other is not asked for.
    assert "numbers.phone_shared" in codes(found_of(first))


def test_a_withdrawn_household_shares_no_telephone_and_is_not_judged() -> None:
    first = household(phone="13800000001")
    second = household(phone="13800000001")
    Household.objects.filter(pk=second.pk).update(withdrawn_at=NOW)

    assert "numbers.phone_shared" not in codes(found_of(first))
    assert found_of(second) == []
    assert second.pk not in visible_households()


@pytest.mark.parametrize("column", ["withdrawn_at", "erased_at", "is_in_review"])
def test_households_that_do_not_count_are_not_judged(column: str) -> None:
    row = household()
    Household.objects.filter(pk=row.pk).update(**{column: True if "is_" in column else NOW})

    assert found_of(row) == []
    assert visible_households() == []


def test_the_same_name_and_birthday_in_another_household_is_found() -> None:
    twin = {"name": "韦永生", "born_on": date(1970, 1, 1)}
    first = household(people=[person_facts(**twin)])
    second = household(village_code=HEGUI, people=[person_facts(**twin)])
    household(people=[person_facts(name="韦永生", born_on=date(1970, 1, 2))])

    found = [e for e in found_of(first, second) if e.rule_code == "numbers.person_twice"]
    assert {each.household_id for each in found} == {first.pk, second.pk}
    assert all(each.member_key for each in found)

    leaver = second.members.get()
    type(leaver).objects.filter(pk=leaver.pk).update(left_on=TODAY, leave_reason="DIED")
    assert "numbers.person_twice" not in codes(found_of(first))


def test_two_of_one_household_with_one_name_and_birthday_are_another_matter() -> None:
    twin = {"name": "韦永生", "born_on": date(1970, 1, 1)}
    row = household(people=[person_facts(**twin), person_facts(**twin, relation=Relation.BROTHER)])

    assert "numbers.person_twice" not in codes(found_of(row))


def test_a_responsible_with_the_name_of_a_poor_neighbour_is_found() -> None:
    row = household()
    neighbour = household(people=[person_facts(name="覃有才")])
    facts = ResponsibleFacts(name="覃有才", unit="村委会", unit_level=UnitLevel.VILLAGE)
    name_responsible(household_id=row.pk, facts=facts, from_on=TODAY, by=TESTER, at=NOW)
    rule = "family.responsible_is_poor"
    assert rule not in codes(found_of(row))

    put(neighbour, State.REGISTERED, date(2015, 12, 1))
    assert rule in codes(found_of(row))

    type(row).objects.filter(pk=neighbour.pk).update(village=household(village_code=HEGUI).village)
    assert rule not in codes(found_of(row))


def test_a_fixed_number_of_queries_for_any_household_of_a_chunk(
    django_assert_num_queries: Queries,
) -> None:
    rows = [household(phone="13800000001") for _ in range(3)]
    for row in rows:
        put(row, State.REGISTERED, date(2015, 12, 1))
        set_income(household_id=row.pk, year=2015, facts=EARNED, by=TESTER, at=NOW)

    for count in (1, 3):
        with django_assert_num_queries(1 + RECORD_QUERIES + OTHER_QUERIES):
            findings_of([row.pk for row in rows[:count]], on=TODAY)


def test_a_rule_that_needs_no_look_around_asks_less(django_assert_num_queries: Queries) -> None:
    row = household(people=[person_facts(ethnicity="")])
    set_income(household_id=row.pk, year=2015, facts=EARNED, by=TESTER, at=NOW)

    with django_assert_num_queries(1 + RECORD_QUERIES + 1) as asked:
        found = findings_of([row.pk], on=TODAY, codes=["blanks.ethnicity"])

    assert codes(found) == {"blanks.ethnicity"}
    assert not [each for each in asked.captured_queries if "id_number" in each["sql"]]


def test_one_rule_by_itself_finds_what_it_finds_among_all() -> None:
    twin = {"name": "韦永生", "born_on": date(1970, 1, 1)}
    rows = [
        household(phone="13800000001", people=[person_facts(**twin, ethnicity="")]),
        household(phone="13800000001", people=[person_facts(**twin, id_number="")]),
    ]
    ids = [row.pk for row in rows]
    found = findings_of(ids, on=TODAY)

    assert {"numbers.phone_shared", "numbers.person_twice", "numbers.missing"} < codes(found)
    for code in codes(found):
        alone = findings_of(ids, on=TODAY, codes=[code])
        assert alone == [each for each in found if each.rule_code == code]


def test_five_hundred_households_make_a_chunk() -> None:
    assert [len(ids) for ids in chunks_of(range(1, 2 * CHUNK + 2))] == [CHUNK, CHUNK, 1]
    assert list(chunks_of([])) == []
    assert list(chunks_of([3, 1, 3])) == [[1, 3]]


def test_without_rules_nothing_is_asked(django_assert_num_queries: Queries) -> None:
    row = household()
    QualityRule.objects.all().delete()

    with django_assert_num_queries(1):
        assert found_of(row) == []


def test_findings_are_counted_by_rule_and_by_village() -> None:
    here = household(
        people=[
            person_facts(ethnicity=""),
            person_facts(name="黄秀英", relation=Relation.SPOUSE, sex=Sex.FEMALE, ethnicity=""),
        ]
    )
    there = household(village_code=HEGUI, people=[person_facts(ethnicity="")])
    found = [e for e in found_of(here, there) if e.rule_code == "blanks.ethnicity"]

    (count,) = by_rule(found)

    assert (count.rule_code, count.found, count.waived, count.households) == (
        "blanks.ethnicity",
        3,
        0,
        2,
    )
    assert by_village(found) == {YAOBU: 2, HEGUI: 1}


def test_a_finding_repeats_no_name_and_no_number() -> None:
    row = household(
        phone="13800000001",
        people=[person_facts(name="韦永生", health=Health.DISABLED, work_place=WorkPlace.TOWN)],
    )
    household(phone="13800000001", people=[person_facts(name="韦永生")])

    told = " ".join(str(each) for each in found_of(row))

    assert "韦永生" not in told
    assert "13800000001" not in told
    assert row.members.get().id_number not in told
