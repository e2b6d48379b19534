"""Members among the figures: the county sees two numbers, rows stay inside a sight."""

from __future__ import annotations

import pytest

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.insights.queries.counting import Counted, Unseen
from moli.insights.queries.facts import Facts
from moli.insights.queries.indicators import counted
from moli.insights.queries.plans import four_plans
from moli.insights.queries.ranking import ranking
from moli.insights.rules.periods import quarter_until
from moli.insights.rules.plans import Indicator, PlanKind
from moli.party.models import Member
from moli.party.queries.sight import MemberSight, member_sight
from moli.party.rules.organisation import BelongingKind
from moli.party.services.belonging import join_branch
from tests.factories import COUNTY, NOW, TESTER, TODAY, branch, organiser, person
from tests.factories.organisations import FOUNDED_ON
from tests.factories.party import granted, roll
from tests.factories.plans import Quiet, quiet

pytestmark = pytest.mark.django_db


def _counted(sight: MemberSight | None) -> Counted:
    return counted(
        Indicator.MEMBERS_PRACTISING,
        county_code=COUNTY,
        period=quarter_until(TODAY),
        on=TODAY,
        sight=sight,
    )


def _of(user: User) -> Counted:
    return _counted(member_sight(standing_of(user, on=TODAY), on=TODAY))


@pytest.fixture
def there() -> Quiet:
    """The branch of Shitang with four members, one with a shop; another branch with two."""
    found = quiet()
    granted(found.roll)
    roll(full=2, of=branch(name="别的支部", parent=found.county_branch))
    return found


def test_without_a_sight_there_are_numbers_and_no_rows(there: Quiet) -> None:
    for found in (_counted(None), _of(there.story.leader), _of(there.story.office)):
        assert found.units == ()
        assert found.unseen == Unseen(met=1, all=6)
        assert (found.numerator, found.denominator) == (1, 6)


def test_a_branch_sees_its_own_and_the_same_sum(there: Quiet) -> None:
    found = _of(organiser(branch=there.branch))

    assert {unit.branch_uid for unit in found.units} == {there.branch.key}
    assert len(found.units) == 4
    assert [unit.key for unit in found.units if unit.is_met] == [there.roll.secretary.key]
    assert found.unseen == Unseen(met=0, all=2)
    assert (found.numerator, found.denominator) == (1, 6)


def test_the_branch_above_sees_those_below(there: Quiet) -> None:
    found = _of(there.story.organiser)

    assert (len(found.units), found.unseen) == (6, Unseen())


def test_a_member_sees_himself(there: Quiet) -> None:
    user = person()
    Member.objects.filter(pk=there.roll.secretary.pk).update(user=user)

    found = _of(user)

    assert [unit.key for unit in found.units] == [there.roll.secretary.key]
    assert found.unseen == Unseen(met=0, all=5)


def test_who_belongs_to_two_branches_is_one_member(there: Quiet) -> None:
    other = branch(name="电商支部")
    join_branch(
        member_uid=there.roll.secretary.uid,
        branch_uid=other.uid,
        kind=BelongingKind.ECOMMERCE,
        from_on=FOUNDED_ON,
        by=TESTER,
        at=NOW,
    )

    assert _counted(None).denominator == 6
    (unit,) = _of(organiser(branch=other)).units
    assert (unit.key, unit.branch_uid) == (there.roll.secretary.key, other.key), (
        "his branch at home is not told to the other"
    )


def test_plans_show_members_inside_the_sight_alone(there: Quiet) -> None:
    for sight, shown in (
        (None, 0),
        (member_sight(standing_of(organiser(branch=there.branch), on=TODAY), on=TODAY), 4),
    ):
        plans = four_plans(Facts(COUNTY, quarter_until(TODAY), TODAY), sight=sight)
        (figure,) = next(row for row in plans if row.plan is PlanKind.MEMBERS).figures
        assert len(figure.counted.units) == shown


def test_towns_are_not_ranked_by_members(there: Quiet) -> None:
    assert ranking(_of(there.story.organiser), county_code=COUNTY) == ()
