"""Evidence in order, acts in turn, and the targets that the package brings."""

from __future__ import annotations

from datetime import date

import pytest

from moli.insights.rules.evidence import Evidence, EvidenceKind, newest_first
from moli.insights.rules.plans import Indicator, PlanKind
from moli.insights.rules.steps import OBJECT_OF, PLAN_OF, STEPS_MAX, StepKind, taking_turns
from moli.insights.rules.targets import known_targets


def test_the_newest_evidence_stands_first() -> None:
    old = Evidence(date(2016, 8, 1), EvidenceKind.LOT, "a")
    new = Evidence(date(2016, 9, 1), EvidenceKind.LOT, "b")
    other = Evidence(date(2016, 9, 1), EvidenceKind.CONTRACT, "c")

    assert newest_first({old, new, other}) == (other, new, old)


@pytest.mark.parametrize(
    ("kinds", "taken"),
    [
        ([["a1", "a2", "a3", "a4"]], ("a1", "a2", "a3")),
        ([["a1", "a2"], ["b1"]], ("a1", "b1", "a2")),
        ([[], ["b1", "b2"], ["c1"]], ("b1", "c1", "b2")),
        ([["a1"], ["b1"], ["c1"], ["d1"]], ("a1", "b1", "c1")),
        ([], ()),
    ],
)
def test_acts_take_turns(kinds: list[list[str]], taken: tuple[str, ...]) -> None:
    assert taking_turns(kinds) == taken
    assert len(taking_turns(kinds)) <= STEPS_MAX


def test_every_act_has_a_plan_and_an_object_and_every_plan_an_act() -> None:
    assert set(PLAN_OF) == set(OBJECT_OF) == set(StepKind)
    assert set(PLAN_OF.values()) == set(PlanKind)


def test_the_package_brings_a_target_for_every_indicator_and_says_that_it_is_its_own() -> None:
    found = list(known_targets())

    assert [row.indicator for row in found] == sorted(
        Indicator, key=[r.indicator for r in found].index
    )
    assert {row.indicator for row in found} == set(Indicator)
    assert all("本系统建议" in row.source for row in found)
    assert all(0 < row.target_per_mille <= 1_000 for row in found)
