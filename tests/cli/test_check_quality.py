"""`moli check` tells what the rules of data quality find; the exit code speaks of laws alone."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from moli.households.models import QualityRule
from moli.households.services.waiving import waive
from moli.interfaces import clock
from tests.factories import NOW, TESTER, household, person_facts, reference
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def told(*, as_json: bool = False) -> str:
    """What the command prints; it ends well, or the test fails."""
    out = StringIO()
    call_command("check_laws", json=as_json, stdout=out)
    return out.getvalue()


def rule_of(code: str) -> dict[str, Any]:
    """One rule as the command tells it to a script."""
    found = json.loads(told(as_json=True))
    assert found["ok"] is True
    return next(each for each in found["quality"] if each["rule"] == code)


@pytest.fixture
def broken() -> None:
    """Two who said no ethnicity; one of them was waived."""
    reference()
    household(people=[person_facts(ethnicity="")])
    row = household(people=[person_facts(name="黄秀英", ethnicity="")])
    waive(
        household_id=row.pk,
        member_key=row.members.get().key,
        rule_code="blanks.ethnicity",
        reason="本人不愿意填",
        by=TESTER,
        at=NOW,
    )


@pytest.mark.usefixtures("broken")
def test_each_rule_of_the_day_is_told_with_its_counts() -> None:
    assert rule_of("blanks.ethnicity") == {
        "rule": "blanks.ethnicity",
        "severity": "WARNING",
        "found": 1,
        "waived": 1,
    }
    assert rule_of("blanks.head")["found"] == 0
    rules = {each["rule"] for each in json.loads(told(as_json=True))["quality"]}
    today = clock.today()
    in_force = QualityRule.objects.in_force(on=today)
    assert rules == set(in_force.values_list("code", flat=True))


@pytest.mark.usefixtures("broken")
def test_findings_are_told_in_words_and_break_no_law() -> None:
    said = told()

    assert "请核对：没填民族（1 处，另豁免 1 处）" in said
    assert "没有户主" not in said
    assert "条规矩全部守住" in said


@pytest.mark.usefixtures("broken")
def test_the_sentences_are_told_in_english_too() -> None:
    with translation.override("en"):
        said = told()

    assert "Ethnicity is blank" in said
    assert "没填民族" not in said


@pytest.mark.usefixtures("broken")
def test_no_finding_tells_a_name() -> None:
    assert "黄秀英" not in told() + told(as_json=True)
    assert "韦永生" not in told() + told(as_json=True)


def test_without_rules_nothing_is_said_of_them() -> None:
    household()

    assert "数据质量" not in told()
    assert json.loads(told(as_json=True))["quality"] == []


def test_a_check_changes_nothing(broken: None) -> None:
    with unchanged():
        told()


@pytest.mark.parametrize(("day", "are_told"), [("2016-09-12", False), ("2023-06-30", True)])
def test_rules_are_told_from_the_day_on_which_they_hold(
    day: str, *, are_told: bool, settings: Any
) -> None:
    settings.MOLI_DEMO_DAY = day
    reference()

    codes = {each["rule"] for each in json.loads(told(as_json=True))["quality"]}

    assert any(code.startswith("monitoring.") for code in codes) is are_told
