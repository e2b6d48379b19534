"""A household's whole record, for its page and its print-out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.households.models import Household, Procedure, Status, Waiver
from moli.households.queries.record_sheets import RecordSheet, record_sheet
from moli.households.rules.care import ConsentPurpose, ResponsibleFacts, UnitLevel
from moli.households.rules.lines import LineKind
from moli.households.rules.people import JoinReason, LeaveReason, Relation
from moli.households.rules.procedures import ClueSource, ProcedureKind, ProcedureState, StepKind
from moli.households.rules.statuses import State, Track
from moli.households.rules.yearly import IncomeFacts, LivingFacts
from moli.households.services.caring import give_consent, name_responsible
from moli.households.services.family import join_member, leave_member
from moli.households.services.opening import open_number
from moli.households.services.yearly import set_income, set_living
from tests.factories import (
    NOW,
    TESTER,
    TODAY,
    family,
    household,
    key,
    person_facts,
    reference,
)

pytestmark = pytest.mark.django_db

INCOME = IncomeFacts(1_200_000, 800_000, 30_000, 170_000, 400_000, people=4, source="入户采集")


def _full(*, times: int = 1) -> Household:
    """A household with something in every part of its record, as many times as asked for."""
    home = household(people=[*family()], phone="13700004410")
    for turn in range(times):
        _fill(home, turn)
    return Household.objects.select_related("village__parent").get(pk=home.pk)


def _fill(home: Household, turn: int) -> None:
    version = Household.objects.values_list("version", flat=True).get(pk=home.pk)
    child = join_member(
        household_id=home.pk,
        person=person_facts(name="韦小宝", relation=Relation.GRANDSON, born_on=date(2002, 9, 13)),
        reason=JoinReason.BORN,
        joined_on=TODAY,
        base_version=version,
        by=TESTER,
        at=NOW,
    )
    leave_member(
        member_id=child.pk,
        reason=LeaveReason.MOVED,
        left_on=TODAY,
        base_version=version + 1,
        by=TESTER,
        at=NOW,
    )
    facts = replace(INCOME, wage_fen=1_200_000 + turn)
    set_income(household_id=home.pk, year=2015 - turn, facts=facts, by=TESTER, at=NOW)
    living = LivingFacts(source="入户采集")
    set_living(household_id=home.pk, year=2015 - turn, facts=living, by=TESTER, at=NOW)
    head = home.members.get(relation=Relation.HEAD)
    name_responsible(
        household_id=home.pk,
        facts=ResponsibleFacts(f"覃帮扶{turn}", "县教育局", UnitLevel.COUNTY),
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )
    give_consent(
        household_id=home.pk,
        member_id=head.pk,
        purpose=ConsentPurpose.PAIRING,
        notice_version=f"2016-{turn}",
        by=TESTER,
        at=NOW + timedelta(days=turn),
    )
    open_number(member_id=head.pk, reason="核对打款账户", by=TESTER, at=NOW)
    Procedure.objects.create(
        request_key=key(),
        household=home,
        kind=ProcedureKind.REGISTER,
        track=Track.POVERTY,
        target=State.REGISTERED,
        state=ProcedureState.REJECTED,
        step=StepKind.REVIEW,
        clue_source=ClueSource.CADRE,
        opened_on=TODAY,
        ended_on=TODAY,
    )
    Status.objects.create(
        household=home,
        track=Track.POVERTY,
        state=State.REGISTERED,
        from_on=date(2014 - turn, 5, 20),
        to_on=None if turn == 0 else date(2015 - turn, 5, 20),
    )
    Waiver.objects.create(
        household=home,
        rule_code=f"rule-{turn}",
        reason="确实这样",
        by_key="x",
        by_name="x",
        from_on=TODAY,
    )


def _sheet(home: Household) -> RecordSheet:
    return record_sheet(home, on=TODAY)


def test_the_head_comes_first_and_who_has_left_stands_apart() -> None:
    sheet = _sheet(_full())

    assert sheet.head is not None
    assert sheet.head.row.name == "韦永生"
    assert [each.row.relation for each in sheet.members] == ["HEAD", "SPOUSE", "SON", "MOTHER"]
    assert [each.row.name for each in sheet.former] == ["韦小宝"]
    assert sheet.people == 4


def test_ages_are_those_of_the_day_and_children_are_marked() -> None:
    home = _full()

    child = _sheet(home).former[0]
    assert (child.age, child.is_child) == (13, True)
    older = record_sheet(home, on=TODAY + timedelta(days=1)).former[0]
    assert (older.age, older.is_child) == (14, False)


def test_numbers_are_masks_and_nothing_more() -> None:
    home = _full()
    numbers = set(home.members.values_list("id_number", flat=True))

    sheet = _sheet(home)

    masks = {each.masked_number for each in (*sheet.members, *sheet.former)}
    assert masks == {f"99*************{number[-3:]}" for number in numbers}
    loaded = [vars(each.row) for each in (*sheet.members, *sheet.former)]
    assert not any(number in str(loaded) for number in numbers)


def test_a_person_without_a_number_has_no_mask() -> None:
    sheet = _sheet(household(people=[person_facts(id_number="")]))

    assert sheet.head is not None
    assert sheet.head.masked_number == ""


def test_an_income_stands_beside_the_lines_of_its_year() -> None:
    reference()
    home = household()
    for year in (2014, 2015):
        set_income(household_id=home.pk, year=year, facts=INCOME, by=TESTER, at=NOW)
    poor = replace(INCOME, wage_fen=0)
    set_income(household_id=home.pk, year=2013, facts=poor, by=TESTER, at=NOW)

    newest, _, oldest = _sheet(home).incomes

    # 4,500 yuan a head; the lines of 2015 and 2013 are 2,855 and 2,736 yuan.
    assert (newest.row.year, newest.per_capita_fen, newest.line_fen) == (2015, 450_000, 285_500)
    assert (newest.is_above, newest.gap_fen) == (True, 164_500)
    assert (oldest.row.year, oldest.per_capita_fen, oldest.gap_fen) == (2013, 150_000, -123_600)
    assert oldest.is_above is False
    assert newest.lines[LineKind.POVERTY].source


def test_a_year_without_a_line_is_not_judged() -> None:
    home = household()
    set_income(household_id=home.pk, year=2015, facts=INCOME, by=TESTER, at=NOW)

    (row,) = _sheet(home).incomes

    assert (row.line_fen, row.is_above, row.gap_fen) == (None, None, None)


def test_states_are_those_of_the_day() -> None:
    home = _full(times=2)

    assert [status.state for status in _sheet(home).states] == ["REGISTERED"]
    assert record_sheet(home, on=date(2012, 1, 1)).states == ()
    assert len(_sheet(home).statuses) == 2


def test_the_household_sees_who_looked_when_and_why() -> None:
    (opening,) = _sheet(_full()).openings

    assert (opening.by_name, opening.at, opening.reason) == (TESTER.name, NOW, "核对打款账户")
    assert opening.member is not None
    assert opening.member.name == "韦永生"


def test_every_part_is_in_it_the_newest_first() -> None:
    sheet = _sheet(_full(times=3))

    assert [row.row.year for row in sheet.incomes] == [2015, 2014, 2013]
    assert [row.year for row in sheet.livings] == [2015, 2014, 2013]
    assert [row.name for row in sheet.responsibles] == ["覃帮扶2", "覃帮扶1", "覃帮扶0"]
    assert [row.notice_version for row in sheet.consents] == ["2016-2", "2016-1", "2016-0"]
    assert len(sheet.procedures) == len(sheet.openings) == len(sheet.waivers) == 3


def test_the_number_of_queries_does_not_grow_with_what_stands_in_the_record() -> None:
    reference()
    counted = []
    for home in (_full(), _full(times=3)):
        with CaptureQueriesContext(connection) as queries:
            sheet = _sheet(home)
            assert [opening.member for opening in sheet.openings]
            assert sheet.incomes[0].line_fen
        counted.append(len(queries))

    assert counted == [11, 11]
