"""The page of one household: what it shows to whom, masked, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moli.households.models import Household, Procedure
from moli.households.rules.procedures import ClueSource, ProcedureKind, StepKind
from moli.households.rules.statuses import State, Track
from moli.households.rules.yearly import IncomeFacts
from moli.households.services.opening import open_number
from moli.households.services.yearly import set_income
from tests.factories import NOW, TESTER, TODAY, Story, household, key, person_facts
from tests.scanning import answer_text, numbers_in
from tests.web.registry.records import PHONE, full_household


@pytest.fixture
def found(personas: Story) -> Household:
    """A household with three years, three states, people and care."""
    return full_household()


@pytest.fixture
def own(client: Client, personas: Story) -> Client:
    """The browser of the village's first secretary."""
    client.force_login(personas.first_secretary)
    return client


def page(browser: Client, row: Household) -> Any:
    """The household's page."""
    return browser.get(f"/registry/{row.uid}/")


def test_names_numbers_and_telephones_are_masked(own: Client, found: Household) -> None:
    answer = page(own, found)
    text = answer_text(answer)

    assert numbers_in(text) == []
    assert PHONE not in text
    assert "137****4410" in text
    for member in found.members.order_by("pk"):
        assert member.name not in text
        assert member.id_number[-3:] in text
    assert "韦*生家" in text


def test_bars_show_each_year_beside_its_line(own: Client, found: Household) -> None:
    bars = page(own, found).context["bars"]

    assert [(bar.year, bar.per_capita, bar.gap) for bar in bars] == [
        ("2013", "1,900 元", "还差 836 元"),
        ("2014", "3,370 元", "高出 570 元"),
        ("2015", "2,400 元", "还差 455 元"),
    ]
    assert [bar.is_below for bar in bars] == [True, False, True]
    # 900, 620 and 380 yuan a head; the whole is 3,370 yuan and a little.
    assert [segment.fill for segment in bars[0].bar.segments] == ["f2", "f1", "f4"]
    assert bars[0].bar.marker


def test_the_formula_is_shown_with_the_households_own_numbers(
    own: Client, found: Household
) -> None:
    assert (
        "（工资 4,800 元 + 经营 2,760 元 + 财产 0 元 + 转移 2,640 元 − 经营费用 600 元）"
        "÷ 4 人 = 每人 2,400 元" in page(own, found).content.decode()
    )


def test_the_timeline_keeps_the_line_of_each_decision(own: Client, found: Household) -> None:
    events = page(own, found).context["events"]

    assert [event.when for event in events] == [
        "2014 年 5 月 20 日",
        "2015 年 1 月 12 日",
        "2015 年 12 月 18 日",
    ]
    assert "2013 年人均 1,900 元，线 2,736 元" in events[0].note
    assert [event.is_bad for event in events] == [False, False, True]


def test_what_was_not_asked_is_not_shown_as_no(own: Client, found: Household) -> None:
    ((_, _, (first, second)),) = page(own, found).context["livings"]

    assert dict(second)["生产用电"] == "没问"
    assert dict(second)["卫生厕所"] == "没有"
    assert dict(first)["土地"] == "耕地 2.5 亩，林果 4.5 亩"


def test_an_open_procedure_is_next_and_to_come(own: Client, found: Household) -> None:
    Procedure.objects.create(
        request_key=key(),
        household=found,
        kind=ProcedureKind.EXIT,
        track=Track.POVERTY,
        target=State.EXITED,
        step=StepKind.REVIEW,
        due_on=TODAY,
        clue_source=ClueSource.CADRE,
        opened_on=TODAY,
    )

    last = page(own, found).context["events"][-1]

    assert (last.what, last.when, last.is_to_come) == ("脱贫退出：村级评议", "9 月 12 日前", True)


def test_blanks_of_the_last_full_year_are_next(own: Client, personas: Story) -> None:
    row = household()

    steps = [step.url for step in page(own, row).context["next_steps"]]

    # No rules of data quality were loaded, so there is nothing to mend.
    assert steps == [
        f"/registry/{row.uid}/income/2015/",
        f"/registry/{row.uid}/living/2015/",
        f"/registry/{row.uid}/responsible/",
    ]


def test_what_the_rules_find_is_listed_and_next(own: Client, found: Household) -> None:
    context = page(own, found).context

    assert context["findings"]
    assert context["next_steps"][-1].url == "#quality"


def test_who_looked_stands_on_the_page(own: Client, found: Household, personas: Story) -> None:
    member = found.members.order_by("pk")[1]
    open_number(member_id=member.pk, reason="核对打款账户", by=personas.office.actor, at=NOW)

    text = page(own, found).content.decode()

    assert f"<strong>{personas.office.name}</strong> 看证件号码 黄*英" in text
    assert "核对打款账户" in text


def test_a_generated_household_says_so(own: Client, personas: Story) -> None:
    row = household()
    assert 'badge">' not in page(own, row).content.decode().split("演示数据")[-2][-60:]
    Household.objects.filter(pk=row.pk).update(is_generated=True)

    assert page(own, row).context["is_generated"]


def test_more_people_and_years_ask_no_more_queries(
    own: Client, found: Household, personas: Story
) -> None:
    small = household(people=[person_facts()])
    facts = IncomeFacts(100, 0, 0, 0, 0, people=1, source="入户核算")
    set_income(household_id=small.pk, year=2015, facts=facts, by=TESTER, at=NOW)
    counts = []
    for row in (small, found):
        with CaptureQueriesContext(connection) as asked:
            page(own, row)
        counts.append(len(asked))

    # Ten of the record, fourteen of data quality, who decided, the archives, the frame; one that
    # finds no sale, three of the distance to the line, two of the bank account.
    assert counts[0] == counts[1] <= 38 + 6
