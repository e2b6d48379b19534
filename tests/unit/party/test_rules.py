"""The Party's rules by numbers: quorum, committees, terms, periods, steps, pictures."""

from __future__ import annotations

from datetime import date

import pytest

from moli.kernel.certainty import Certainty
from moli.party.rules.committees import elected_by, has_committee, years_of_term
from moli.party.rules.frequencies import Span, expected_of, lacking, span_before, span_of
from moli.party.rules.organisation import ActivityKind, Form, PositionKind, PostState, RuleKind
from moli.party.rules.pictures import PICTURE_BYTES_MAX, is_fit
from moli.party.rules.posts import is_by_another, next_steps
from moli.party.rules.quorum import needed_for_election, needed_for_meeting
from moli.party.rules.standards import (
    Quorum,
    Sizes,
    Terms,
    frequencies,
    known_rules,
    quorum,
    sizes,
    terms,
)

SIZES = Sizes(3, 50, 5, 7, 3, 5, 7)


@pytest.mark.parametrize(("voting", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (10, 6), (11, 6)])
def test_a_meeting_has_more_than_half(voting: int, needed: int) -> None:
    assert needed_for_meeting(voting, (1, 2)) == needed


@pytest.mark.parametrize(
    ("voting", "needed"), [(3, 3), (4, 4), (5, 4), (6, 5), (9, 8), (10, 8), (11, 9)]
)
def test_an_election_has_four_fifths_at_least(voting: int, needed: int) -> None:
    assert needed_for_election(voting, (4, 5)) == needed


@pytest.mark.parametrize(("full", "people"), [(3, (1, 2)), (6, (1, 2)), (7, (3, 7)), (50, (3, 7))])
def test_seven_full_members_elect_a_committee(full: int, people: tuple[int, int]) -> None:
    wanted = elected_by(full, SIZES)

    assert (wanted.people_min, wanted.people_max) == people
    assert (PositionKind.PUBLICITY in wanted.kinds) is (full >= 7)
    assert PositionKind.GROUP_LEADER not in wanted.kinds


def test_a_secretary_and_group_leaders_are_no_committee() -> None:
    leaders = [PositionKind.SECRETARY, *[PositionKind.GROUP_LEADER] * 3]

    assert not has_committee(leaders, SIZES)
    assert has_committee([*leaders, PositionKind.DEPUTY, PositionKind.DISCIPLINE], SIZES)


def test_a_village_elects_for_five_years_and_others_for_three() -> None:
    assert years_of_term(is_of_village=True, rule=Terms(5, 3)) == 5
    assert years_of_term(is_of_village=False, rule=Terms(5, 3)) == 3


@pytest.mark.parametrize(
    ("months", "before"),
    [
        (1, Span(date(2016, 8, 1), date(2016, 9, 1))),
        (3, Span(date(2016, 4, 1), date(2016, 7, 1))),
        (12, Span(date(2015, 1, 1), date(2016, 1, 1))),
    ],
)
def test_the_last_whole_month_quarter_and_year(months: int, before: Span) -> None:
    assert span_before(date(2016, 9, 12), months=months) == before


def test_spans_at_the_turn_of_the_year() -> None:
    assert span_of(date(2016, 12, 31), months=1) == Span(date(2016, 12, 1), date(2017, 1, 1))
    assert span_of(date(2016, 10, 1), months=3) == Span(date(2016, 10, 1), date(2017, 1, 1))
    assert span_before(date(2016, 1, 1), months=1) == Span(date(2015, 12, 1), date(2016, 1, 1))


@pytest.mark.parametrize(
    ("held", "is_lacking"),
    [
        ((), True),
        ((date(2016, 7, 31),), True),
        ((date(2016, 8, 1),), False),
        ((date(2016, 8, 31),), False),
        ((date(2016, 9, 12),), False),  # made up for
        ((date(2016, 9, 13),), True),  # not yet
    ],
)
def test_a_month_without_a_party_day_is_lacking(held: tuple[date, ...], is_lacking: bool) -> None:
    found = lacking(date(2016, 9, 12), months=1, since=date(2015, 7, 1), held_on=held)

    assert (found is not None) is is_lacking


def test_a_branch_founded_in_the_month_owes_nothing_for_it() -> None:
    def found(since: date) -> Span | None:
        return lacking(date(2016, 9, 12), months=1, since=since, held_on=())

    assert found(date(2016, 8, 2)) is None
    assert found(date(2016, 8, 1)) is not None


def test_what_is_asked_of_whom() -> None:
    assert expected_of(Form.GROUP, has_committee=False) == {ActivityKind.GROUP}
    assert expected_of(Form.COMMITTEE, has_committee=True) == set()
    alone = expected_of(Form.BRANCH, has_committee=False)
    assert alone == set(ActivityKind) - {ActivityKind.GROUP, ActivityKind.COMMITTEE}
    together = expected_of(Form.JOINT_BRANCH, has_committee=True)
    assert together - alone == {ActivityKind.COMMITTEE}


def test_each_step_of_a_post_is_taken_by_another() -> None:
    steps = {PostState.APPLIED: "a", PostState.CHECKED: "b"}

    def may(state: PostState, by_key: str) -> bool:
        return is_by_another(state, by_key=by_key, steps=steps, own_key="m")

    assert [may(PostState.CHECKED, key) for key in "abm"] == [False, True, False]
    assert [may(PostState.GRANTED, key) for key in "abcm"] == [False, False, True, False]
    assert all(may(PostState.DECLINED, key) for key in "abcm")
    assert all(may(PostState.WITHDRAWN, key) for key in "abcm")


def test_a_picture_is_a_small_jpeg_without_notes() -> None:
    jpeg = b"\xff\xd8\xff\xe0"

    assert is_fit(jpeg)
    assert is_fit(jpeg.ljust(PICTURE_BYTES_MAX, b"."))
    assert not is_fit(jpeg.ljust(PICTURE_BYTES_MAX + 1, b"."))
    assert not is_fit(jpeg + b"Exif\0\0GPS")
    assert not is_fit(b"\x89PNG")
    assert not is_fit(b"")


def test_the_package_brings_every_rule_with_its_source() -> None:
    known = list(known_rules())
    newest = {rule.kind: rule.content for rule in known}

    assert set(newest) == set(RuleKind)
    assert sizes(newest[RuleKind.SIZES]) == SIZES
    assert terms(newest[RuleKind.TERMS]) == Terms(village_years=5, other_years=3)
    assert quorum(newest[RuleKind.QUORUM]) == Quorum((1, 2), (4, 5))
    assert frequencies(newest[RuleKind.FREQUENCIES]) == {
        ActivityKind.ASSEMBLY: 3,
        ActivityKind.COMMITTEE: 1,
        ActivityKind.GROUP: 1,
        ActivityKind.LECTURE: 12,
        ActivityKind.PARTY_DAY: 1,
        ActivityKind.LIFE: 12,
        ActivityKind.REVIEW: 12,
    }
    assert all(rule.source for rule in known)
    assert all(rule.certainty != Certainty.VERIFIED for rule in known if rule.from_on.year < 2018)


def test_the_steps_of_a_post_in_each_state() -> None:
    taken = {PostState.APPLIED: "a", PostState.CHECKED: "b"}

    def steps(state: PostState, by_key: str) -> tuple[PostState, ...]:
        return next_steps(state, by_key=by_key, steps=taken, own_key="own")

    assert steps(PostState.CHECKED, "c") == (PostState.GRANTED, PostState.DECLINED)
    for known in ("a", "b", "own"):
        assert steps(PostState.CHECKED, known) == (PostState.DECLINED,)
    assert steps(PostState.GRANTED, "own") == (PostState.WITHDRAWN,)
    for over in (PostState.DECLINED, PostState.WITHDRAWN):
        assert steps(over, "c") == ()
