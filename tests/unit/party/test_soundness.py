"""Rules whose numbers fit together, and those by which nobody could reckon."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.party.rules.organisation import RuleKind
from moli.party.rules.quorum import needed_for_election, needed_for_meeting
from moli.party.rules.soundness import is_sound
from moli.party.rules.standards import known_rules

SIZES, TERMS = RuleKind.SIZES, RuleKind.TERMS
FREQUENCIES, QUORUM = RuleKind.FREQUENCIES, RuleKind.QUORUM
KNOWN: dict[RuleKind, dict[str, Any]] = {rule.kind: dict(rule.content) for rule in known_rules()}


def test_what_the_package_brings_is_sound() -> None:
    assert set(KNOWN) == set(RuleKind)
    assert all(is_sound(rule.kind, rule.content) for rule in known_rules())


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (SIZES, {"full_members_min": 0}),
        (SIZES, {"full_members_min": 51}),
        (SIZES, {"joint_units_max": 1}),
        (SIZES, {"committee_min": 6}),
        (SIZES, {"committee_usual_max": 8}),
        # A branch would elect more than it has full members.
        (SIZES, {"committee_from": 2}),
        (TERMS, {"village_years": 0}),
        (TERMS, {"other_years": 11}),
        # Five months run over the end of a year.
        (FREQUENCIES, {"LECTURE": 5}),
        (FREQUENCIES, {"LECTURE": 0}),
        (QUORUM, {"meeting_above": [1, 0]}),
        # Nobody can be more than all.
        (QUORUM, {"meeting_above": [1, 1]}),
        (QUORUM, {"election_from": [5, 4]}),
        (QUORUM, {"election_from": [0, 4]}),
    ],
)
def test_numbers_that_do_not_fit_together_are_found(kind: RuleKind, change: dict[str, Any]) -> None:
    assert not is_sound(kind, {**KNOWN[kind], **change})


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (QUORUM, {"election_from": [1, 1]}),
        (FREQUENCIES, {"LECTURE": 6}),
        (SIZES, {"committee_usual_max": 7}),
    ],
)
def test_a_county_may_be_stricter(kind: RuleKind, change: dict[str, Any]) -> None:
    assert is_sound(kind, {**KNOWN[kind], **change})


SHARES = st.tuples(st.integers(-2, 12), st.integers(-2, 12))


@given(above=SHARES, least=SHARES, voting=st.integers(1, 500))
def test_by_a_sound_quorum_all_of_those_with_a_vote_are_always_enough(
    above: tuple[int, int], least: tuple[int, int], voting: int
) -> None:
    if is_sound(QUORUM, {"meeting_above": above, "election_from": least}):
        assert 1 <= needed_for_meeting(voting, above) <= voting
        assert 1 <= needed_for_election(voting, least) <= voting
