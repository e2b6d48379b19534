"""What waits in pairings: for whom, in which words, the most pressing first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.interfaces.web.pairings.waiting import ERRANDS_SHOWN, pairing_lines
from moli.pairing.rules.kinds import PairSide, PromiseKind, Voice
from tests.factories import NOW, TODAY, Story
from tests.factories.pairings import (
    SPRING,
    agreed_by,
    enterprise_pair,
    in_force,
    partner_pair,
    practitioner_pair,
    promised,
    proposed,
    reported,
    reviewed,
    visited,
)

pytestmark = pytest.mark.django_db
# Nothing is due of a pairing that begins today.
CALM = NOW


def _said(user: User, *, on: date = TODAY) -> list[str]:
    return [f"{one.what}｜{one.why}" for one in pairing_lines(standing_of(user, on=on), on=on)]


def test_a_proposal_waits_for_the_side_that_has_not_answered(personas: Story) -> None:
    pair = partner_pair()
    row = proposed(pair)
    for user in (pair.helper, pair.helped):
        [line] = pairing_lines(standing_of(user, on=TODAY), on=TODAY)
        assert line.what == "瑶埠村服务站和石塘镇 瑶埠村结对，等您答复"
        assert line.url == f"/pairings/{row.uid}/#answer"
    agreed_by(row, pair, PairSide.HELPER)
    assert _said(pair.helper) == []
    assert len(_said(pair.helped)) == 1


def test_a_promise_that_is_over_waits_for_both_and_one_that_is_near_for_the_helper(
    personas: Story,
) -> None:
    pair = partner_pair()
    row = in_force(pair, at=CALM)
    promised(row, promise_kind=PromiseKind.VISITS, amount=2, by_on=TODAY + timedelta(days=3))
    # Its day is near: fourteen days before, and not sooner.
    near, over = TODAY + timedelta(days=1), TODAY + timedelta(days=4)
    assert _said(pair.helper, on=near) == [
        "答应的上门还差 2 次｜瑶埠村服务站和石塘镇 瑶埠村 · 9 月 15 日前"
    ]
    assert _said(pair.helped, on=near) == []
    late = ["答应的上门还差 2 次｜瑶埠村服务站和石塘镇 瑶埠村 · 9 月 15 日到期，已过"]
    assert _said(pair.helper, on=over) == _said(pair.helped, on=over) == late


def test_a_promise_is_told_of_a_fortnight_before(personas: Story) -> None:
    pair = partner_pair()
    row = in_force(pair, at=CALM)
    promised(row, by_on=TODAY + timedelta(days=15))
    assert _said(pair.helper) == []
    assert len(_said(pair.helper, on=TODAY + timedelta(days=1))) == 1


def test_a_reported_result_waits_for_the_other_side(personas: Story) -> None:
    pair = partner_pair()
    row = in_force(pair, at=CALM)
    told = reported(row, pair)
    assert _said(pair.helper) == []
    [line] = pairing_lines(standing_of(pair.helped, on=TODAY), on=TODAY)
    assert line.what == "对方报了一项成效：学过课，2 人"
    assert line.url == f"/pairings/{row.uid}/results/{told.uid}/"


def test_a_visit_waits_for_the_helper_until_somebody_went(personas: Story) -> None:
    pair = practitioner_pair()
    row = in_force(pair, at=CALM)
    due = TODAY + timedelta(days=31)
    assert _said(pair.helper, on=due - timedelta(days=1)) == []
    assert _said(pair.helper, on=due) == ["去韦*生家走一趟｜今天该去了"]
    assert _said(pair.helper, on=due + timedelta(days=1)) == [
        "去韦*生家走一趟｜10 月 13 日就该去了"
    ]
    assert _said(pair.helped, on=due) == []
    visited(row)
    visited(row, next_on=due + timedelta(days=2))
    assert _said(pair.helper, on=due - timedelta(days=1)) == []


def test_a_review_waits_for_each_voice_until_it_is_heard(personas: Story) -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    visited(row)
    period = "说的是 7 月 1 日以前这段时间"
    assert _said(pair.helper) == [f"评一评瑶埠村服务站和石塘镇 瑶埠村｜{period}"]
    assert _said(pair.helped) == [
        f"评一评瑶埠村服务站和石塘镇 瑶埠村｜{period}",
        f"听农户说说瑶埠村服务站带得怎样｜{period}",
    ]
    reviewed(row, voice=Voice.HELPER, by=pair.helper)
    assert _said(pair.helper) == []


def test_who_speaks_for_nobody_has_nothing_to_do(personas: Story) -> None:
    in_force(partner_pair(), at=SPRING)
    for role in ("leader", "auditor", "office", "stranger"):
        assert _said(personas.people[role]) == []


def test_the_most_pressing_stand_first_and_the_rest_behind_one_line(
    personas: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pair = practitioner_pair()
    proposed(pair)
    for _ in range(2):
        row = in_force(practitioner_pair(helper=pair.helper), at=SPRING)
        visits = {"promise_kind": PromiseKind.VISITS, "amount": 1, "by_on": date(2016, 8, 1)}
        promised(row, at=SPRING, **visits)
        promised(row, promise_kind=PromiseKind.JOBS, amount=1, by_on=date(2016, 9, 20))
    standing = standing_of(pair.helper, on=TODAY)
    with django_assert_max_num_queries(26):
        lines = pairing_lines(standing, on=TODAY)
    words = [line.what for line in lines]
    assert "等您答复" in words[0]
    assert [line.kind for line in lines[1:3]] == ["alert", "alert"]
    assert len(lines) == ERRANDS_SHOWN + 1
    # Two visits, two reviews and two promises follow; six stand there, the others in one line.
    assert words[-1] == "还有 3 件结对的事"


def test_an_enterprise_and_a_village_have_theirs(personas: Story) -> None:
    pair = enterprise_pair()
    proposed(pair)
    assert len(_said(pair.helper)) == 1
    assert len(_said(personas.people["village_committee"])) == 1
