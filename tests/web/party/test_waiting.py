"""What waits in branches, as lines of today: who is told, of what, and how much it asks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.accounts.rules import NOBODY
from moli.interfaces.web.party.waiting import SHOWN_MAX, party_lines
from moli.interfaces.web.today.things import Thing
from moli.party.rules.organisation import ActivityKind
from moli.party.services.posts import check_post
from tests.factories import NOW, TODAY, branch, buyer, office, organiser, stranger
from tests.factories.party import CHECKER, Roll, applied, elected, held, planned, roll
from tests.web.party.life import YESTERDAY, account_of, secretary_of

pytestmark = pytest.mark.django_db

MONTHLY = ActivityKind.PARTY_DAY


def _lines(user: User, *, on: date = TODAY) -> list[Thing]:
    return party_lines(standing_of(user, on=on), on=on)


def _whole(name: str = "石塘支部", *, full: int = 4) -> Roll:
    """A branch that lacks nothing on the day of the tests."""
    own = roll(full=full, of=branch(name=name))
    held(own)
    held(own, kind=MONTHLY, on=date(2016, 8, 20))
    return own


def test_a_branch_that_lacks_nothing_waits_for_nothing() -> None:
    own = _whole()

    assert _lines(organiser(branch=own.branch)) == []


def test_what_lacks_is_one_line_a_branch() -> None:
    own = roll(of=branch(name="石塘支部"))

    (line,) = _lines(organiser(branch=own.branch))

    assert line.what == "石塘支部还缺党员大会、主题党日"
    assert line.url == reverse("web:activities", args=[own.branch.uid])


def test_what_was_planned_and_is_over_leads_to_its_list_of_names() -> None:
    own = _whole()
    user = organiser(branch=own.branch)
    first = planned(own.branch, kind=ActivityKind.LECTURE, on=YESTERDAY)
    planned(own.branch, kind=MONTHLY, on=TODAY)

    (line,) = _lines(user)
    assert line.what == "石塘支部的党课还没记"
    assert line.why.startswith("定在 9 月 11 日 15:00")
    assert line.url == reverse("web:hold_activity", args=[first.uid])

    planned(own.branch, on=YESTERDAY)
    (line,) = _lines(user)
    assert line.what == "石塘支部有 2 次活动还没记"
    assert line.url == reverse("web:activities", args=[own.branch.uid])


def test_a_post_waits_for_whoever_may_take_its_step() -> None:
    own = _whole()
    post = applied(own, for_member=own.members[1])
    user, same = organiser(branch=own.branch), account_of(own.members[1])

    (line,) = _lines(user)
    assert line.what == "党员电商示范店等您核查：茉莉花茶示范店"
    assert line.url == reverse("web:demo_post", args=[post.uid])
    assert _lines(same) == []
    check_post(post_uid=post.uid, words="看过", by=user.actor, at=NOW)
    assert _lines(user) == []
    (line,) = _lines(organiser(branch=own.branch))
    assert line.what == "党员电商示范店等您授牌：茉莉花茶示范店"


@pytest.mark.parametrize(
    ("days", "told"), [(-61, ""), (-60, "石塘支部快到届了"), (0, "石塘支部已经到届")]
)
def test_a_term_is_told_from_sixty_days_before_its_end(days: int, told: str) -> None:
    own = roll(full=4, of=branch(name="石塘支部"))
    user = organiser(branch=own.branch)
    on = elected(own).ends_on + timedelta(days=days)

    found = [line for line in _lines(user, on=on) if "到届" in line.what]

    assert [line.what for line in found] == [told] * bool(told)


def test_a_secretary_is_told_and_nobody_else_is() -> None:
    own = roll(of=branch(name="石塘支部"))

    assert [line.what for line in _lines(secretary_of(own))] == ["石塘支部还缺主题党日"]
    for user in (account_of(own.members[1]), stranger(), office(), buyer()):
        assert _lines(user) == []
    assert party_lines(NOBODY, on=TODAY) == []


def test_a_county_without_rules_is_told_of_the_rest() -> None:
    own = branch(name="石塘支部")
    planned(own, kind=MONTHLY, on=YESTERDAY)

    (line,) = _lines(organiser(branch=own))

    assert line.what == "石塘支部的主题党日还没记"


def test_whoever_leads_many_branches_reads_a_few_lines_of_each_sort() -> None:
    top = branch(name="县支部")
    roll(of=top)
    for place in range(SHOWN_MAX + 2):
        roll(of=branch(name=f"第{place}片支部", parent=top))

    lines = _lines(organiser(branch=top))

    assert len(lines) == SHOWN_MAX + 1
    assert lines[-1].what == "还有 3 件这样的"


@pytest.mark.parametrize("branches", [1, 4])
def test_it_asks_as_often_for_many_branches_as_for_one(
    branches: int, django_assert_num_queries: object
) -> None:
    top = branch(name="县支部")
    for place in range(branches):
        own = roll(full=4, of=branch(name=f"第{place}片支部", parent=top))
        elected(own)
        applied(own)
        planned(own.branch, on=YESTERDAY)
        check_post(
            post_uid=applied(own, for_member=own.members[1]).uid, words="看过", by=CHECKER, at=NOW
        )
    standing = standing_of(organiser(branch=top), on=TODAY)

    with django_assert_num_queries(12):  # type: ignore[operator]
        assert len(party_lines(standing, on=TODAY)) > branches


def test_it_asks_one_question_of_whoever_leads_no_branch(
    django_assert_num_queries: object,
) -> None:
    standing = standing_of(buyer(), on=TODAY)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert party_lines(standing, on=TODAY) == []
