"""The demo's households: the same on every machine, of one piece each, and nobody's."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from importlib.resources import files

import pytest

from moli.households.rules.causes import Cause
from moli.households.rules.people import Relation, Sex
from moli.households.rules.procedures import ProcedureKind
from moli.households.rules.registration import faults_of_household, faults_of_person
from moli.households.rules.roster import read_roster
from moli.households.rules.statuses import State
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.causes import is_disabled, is_ill
from moli.interfaces.cli.demo.households.drafts import Made, Person
from moli.interfaces.cli.demo.households.loading import BROUGHT_DAYS_BEFORE
from moli.interfaces.cli.demo.households.making import made_households
from moli.interfaces.cli.demo.households.plans import plans
from moli.interfaces.cli.demo.households.rows import rows_of
from moli.interfaces.cli.demo.households.villages import HOUSEHOLDS
from moli.interfaces.cli.demo.moment import DAY, at
from moli.interfaces.cli.demo.places import HEGUI, YAOBU

# Of the rows of the first 300 households. It changes when somebody makes them up differently.
FIRST_300 = "193eb691d6eb0bb3c1598b48746abf573767ef55a2c1c2538ab5e19788b26a5b"
OF_THE_ARTICLE = {"陈治国", "徐世坚", "马小华", "徐建勇"}


def _codes() -> list[str]:
    text = files("moli.places").joinpath("data", "hengzhou_villages.csv")
    rows = csv.DictReader(text.read_text(encoding="utf-8-sig").splitlines())
    return sorted(row["code"] for row in rows if row["kind"] != "other")


CODES = _codes()
POOR = frozenset([YAOBU, HEGUI, *Chance("poor, for a test").some_of(CODES, 58)])


def _made(count: int) -> list[Made]:
    return list(made_households(count, codes=CODES, poor=POOR))


@pytest.fixture(scope="module")
def households() -> list[Made]:
    return _made(HOUSEHOLDS)


@pytest.fixture(scope="module")
def people(households: list[Made]) -> list[Person]:
    return [person for made in households for person in made.people]


def test_the_first_households_are_these_on_every_machine() -> None:
    rows = [row for made in _made(300) for row in rows_of(made)]
    text = json.dumps(rows, default=str, ensure_ascii=False)

    assert hashlib.sha256(text.encode()).hexdigest() == FIRST_300


def test_a_smaller_demo_is_the_beginning_of_the_larger_one(households: list[Made]) -> None:
    assert _made(300) == households[:300]


def test_there_are_6000_households_of_four_people_each_on_average(
    households: list[Made], people: list[Person]
) -> None:
    assert len(households) == 6_000
    assert 23_500 < len(people) < 24_500
    assert {len(made.people) for made in households} == set(range(1, 9))


def test_every_number_begins_like_nobodys_is_sound_and_stands_once(people: list[Person]) -> None:
    numbers = [person.id_number for person in people if person.id_number]

    assert all(number.startswith("999999") for number in numbers)
    assert len({number[:18] for number in numbers}) == len(numbers) > len(people) - 100
    assert {len(number) for number in numbers} == {18, 20}
    on = at(days_before=BROUGHT_DAYS_BEFORE).date()
    assert [fault for one in people for fault in faults_of_person(one.facts, on=on)] == []


def test_telephone_numbers_are_no_accounts(households: list[Made]) -> None:
    phones = {made.phone for made in households if made.phone}
    phones |= {made.cadre.phone for made in households if made.cadre}

    assert all(len(phone) == 11 and phone.startswith("1990") for phone in phones)
    assert not any(phone.startswith("1990000") for phone in phones)


def test_nobody_of_the_article_is_a_household_and_no_cadre_is_poor(
    households: list[Made], people: list[Person]
) -> None:
    names = {person.name for person in people}

    assert not names & OF_THE_ARTICLE
    assert not names & {made.cadre.name for made in households if made.cadre}


def test_ages_fit_the_relations(households: list[Made]) -> None:
    for made in households:
        head = made.head
        assert head.relation is Relation.HEAD
        assert 28 <= head.age <= 75
        for person in made.people[1:]:
            if person.relation in {Relation.SON, Relation.DAUGHTER}:
                assert head.age - person.age >= 18
            if person.relation in {Relation.FATHER, Relation.MOTHER}:
                assert person.age - head.age >= 18
            if person.relation is Relation.SPOUSE:
                assert person.sex is not head.sex
                assert abs(person.age - head.age) <= 9


def test_children_have_the_surname_of_their_father(households: list[Made]) -> None:
    for made in households:
        if made.head.sex is Sex.MALE:
            own = {Relation.SON, Relation.DAUGHTER, Relation.FATHER}
            kin = [person for person in made.people if person.relation in own]
            assert {person.name[0] for person in kin} <= {made.head.name[0]}


def test_the_causes_have_plausible_shares(households: list[Made]) -> None:
    found = Counter(made.causes[0] for made in households if made.causes)
    percent = {cause: 100 * number / len(households) for cause, number in found.items()}

    assert 27 < percent[Cause.ILLNESS] < 33
    assert 16 < percent[Cause.NO_SKILL] < 20
    assert 13 < percent[Cause.NO_MONEY] < 17
    for cause in (Cause.DISABILITY, Cause.SCHOOLING, Cause.NO_LABOUR):
        assert 8 < percent[cause] < 12


def test_two_to_three_in_a_hundred_have_a_cause_that_nobody_bears_out_or_another_mistake(
    households: list[Made],
) -> None:
    wrong = sum(
        not made.causes
        or (Cause.ILLNESS in made.causes and not any(map(is_ill, made.people)))
        or (Cause.DISABILITY in made.causes and not any(map(is_disabled, made.people)))
        or made.cadre is None
        for made in households
    )

    assert 20 < wrong < 60


def test_school_work_and_health_fit_the_ages(people: list[Person]) -> None:
    for person in people:
        if person.age < 15:
            assert not person.is_worker
        if person.is_pupil:
            assert 5 <= person.age <= 23
    healthy = sum(person.health == "HEALTHY" for person in people)
    assert 75 < 100 * healthy / len(people) < 85
    zhuang = sum(person.ethnicity == "壮族" for person in people)
    assert 30 < 100 * zhuang / len(people) < 38


def test_incomes_fit_the_history(households: list[Made]) -> None:
    for made in households:
        heads = {year.year: year.net_yuan / year.people for year in made.years}
        states = [state for state, _ in made.states]
        if states == [State.REGISTERED] and 2014 in heads:
            assert heads[2014] < 2_800
        if State.RELAPSED in states:
            assert heads[2014] > 2_800
            assert heads[2015] < 2_855
        if made.state is State.EXITED and 2014 in heads and made.states[1][1].year == 2015:
            assert heads[2014] < 2_800 < 2_855 < heads[2015]


def test_a_third_exited_and_few_fell_back(households: list[Made]) -> None:
    found = Counter(made.state for made in households)

    assert 0.29 < found[State.EXITED] / len(households) < 0.36
    assert 0.01 < found[State.RELAPSED] / len(households) < 0.02


def test_wages_dominate_and_yaobus_fruit_brought_less_in_2015(households: list[Made]) -> None:
    years = [year for made in households for year in made.years]
    growers = [made for made in households if made.village_code == YAOBU and made.is_grower]

    assert sum(year.wage_yuan for year in years) > sum(year.business_yuan for year in years)
    assert len(growers) >= 63
    assert all(made.living and made.living.orchard >= 10 for made in growers)
    brought = {
        year: sum(one.business_yuan for made in growers for one in made.years if one.year == year)
        for year in (2014, 2015)
    }
    assert brought[2015] < 0.75 * brought[2014]


def test_most_live_in_the_sixty_poor_villages_and_some_in_nearly_every_village(
    households: list[Made],
) -> None:
    found = Counter(made.village_code for made in households)

    assert sum(found[code] for code in POOR) >= 4_700
    assert len(found) > 300
    assert (found[YAOBU], found[HEGUI]) == (112, 148)


def test_the_roster_is_read_without_a_finding_and_says_the_same(households: list[Made]) -> None:
    rows = [row for made in households[:1_000] for row in rows_of(made)]

    read = read_roster(list(enumerate(rows, start=2)), today=DAY)

    assert read.findings == ()
    assert read.columns.unread == ()
    for made, found in zip(households[:1_000], read.households, strict=True):
        assert [person.id_number for person in found.people] == [
            person.id_number for person in made.people
        ]
        assert [(one.state, one.from_on) for one in found.told.course] == made.states
        assert list(faults_of_household(found.told.facts, found.people)) == []
        assert found.told.income is not None
        assert found.told.income.wage_fen == made.years[-1].wage_yuan * 100


def test_forty_procedures_are_open_in_ten_villages_of_nine_towns(households: list[Made]) -> None:
    planned = list(plans(households))
    waiting = [plan for plan in planned if len(plan.days) < 8 and not plan.is_turned_down]

    assert (len(planned), len(waiting)) == (44, 40)
    assert len({plan.made.number for plan in planned}) == 44
    assert len({plan.made.village_code[:9] for plan in planned}) >= 9
    assert [plan.is_turned_down for plan in planned].count(True) == 1
    relapses = [plan for plan in planned if plan.kind is ProcedureKind.RELAPSE]
    assert [plan.made.village_code for plan in relapses] == [YAOBU, YAOBU]
    for plan in planned:
        year = plan.made.years[-1]
        is_above = year.net_yuan > 2_855 * year.people
        assert is_above == (plan.kind is ProcedureKind.EXIT)
        assert list(plan.days) == sorted(plan.days, reverse=True)
