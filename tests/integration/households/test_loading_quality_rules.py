"""Loading the rules of data quality: once, and a changed rule is a new row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.households.models import QualityRule
from moli.households.queries.quality import rule_on, rules_on
from moli.households.rules.quality.known import known_rules
from moli.households.services.setting_quality_rules import load_quality_rules
from tests.concurrency import at_once
from tests.factories import NOW, TESTER, TODAY, reference
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db
VERB = "households.load_quality_rules"


def load(*, days: int = 0) -> None:
    """Load the rules, some days after the demo's day."""
    load_quality_rules(by=TESTER, at=NOW + timedelta(days=days))


def test_the_reference_brings_every_rule_with_its_words_and_limits() -> None:
    reference()

    assert QualityRule.objects.count() == len(list(known_rules()))
    row = QualityRule.objects.get(code="blanks.labour")
    assert row.limits == {"age_min": 16, "age_max": 65}
    assert row.text.startswith("%(age_min)s 到 %(age_max)s 岁")
    event = Event.objects.get(verb=VERB)
    assert event.facts == {"begun": QualityRule.objects.count(), "ended": 0}


def test_a_second_load_changes_nothing() -> None:
    load()

    with unchanged():
        load(days=3)


def test_rules_hold_from_their_day_on() -> None:
    load()

    assert rule_on("monitoring.removed_too_early", on=TODAY) is None
    assert rule_on("monitoring.removed_too_early", on=date(2022, 4, 1)) is not None
    assert not rules_on(date(2020, 3, 19)).filter(code__startswith="monitoring.").exists()
    assert rules_on(date(2020, 3, 20)).filter(code__startswith="monitoring.").count() >= 10


def test_a_changed_limit_ends_the_row_and_begins_a_new_one() -> None:
    load()
    QualityRule.objects.filter(code="blanks.labour").update(limits={"age_min": 18, "age_max": 65})

    load(days=1)

    old, new = QualityRule.objects.filter(code="blanks.labour").order_by("from_on")
    assert (old.limits["age_min"], old.to_on) == (18, TODAY + timedelta(days=1))
    assert (new.limits["age_min"], new.from_on, new.to_on) == (16, old.to_on, None)
    assert list(Event.objects.filter(verb=VERB).values_list("facts__begun", flat=True))[1:] == [1]


def test_a_rule_that_is_gone_from_the_package_ends() -> None:
    load()
    QualityRule.objects.filter(code="blanks.labour").update(code="blanks.that_was")

    load(days=1)

    ended = QualityRule.objects.get(code="blanks.that_was")
    assert ended.to_on == TODAY + timedelta(days=1)
    assert QualityRule.objects.get(code="blanks.labour").to_on is None


def test_a_rule_that_began_today_and_changes_today_changes_tomorrow() -> None:
    load()
    QualityRule.objects.filter(code="blanks.labour").update(text="旧的话", from_on=TODAY)

    load()

    old, new = QualityRule.objects.filter(code="blanks.labour").order_by("from_on")
    assert old.to_on == new.from_on == TODAY + timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_load_each_rule_once() -> None:
    outcomes = at_once([load, load, load])

    assert [outcome.error for outcome in outcomes] == [None] * 3
    assert QualityRule.objects.count() == len(list(known_rules()))
