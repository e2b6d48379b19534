"""Many at the same moment: one registration, one term, one step, no circle."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest

from moli.kernel.actor import Actor
from moli.party.models import (
    Activity,
    Attendance,
    Branch,
    DemoPost,
    Member,
    PostStep,
    Subordination,
    Term,
)
from moli.party.rules.branches import BranchKind
from moli.party.rules.organisation import PositionKind
from moli.party.services.activities import Held, hold_activity
from moli.party.services.electing import elect
from moli.party.services.founding import Seat
from moli.party.services.founding_seated import NewBranch, found_with_seat
from moli.party.services.members import MemberFacts, register_member
from moli.party.services.posts import check_post
from moli.party.services.subordinating import subordinate
from tests.concurrency import at_once
from tests.factories import NOW, TESTER, TODAY, branch
from tests.factories.organisations import FOUNDED_ON
from tests.factories.party import JOINED_ON, applied, held, planned, present, roll

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_person_registered_by_eight_is_one_member() -> None:
    facts = MemberFacts(name="韦党员", joined_on=JOINED_ON, person_key="p1")

    outcomes = at_once(
        [
            partial(register_member, facts=facts, request_key=uuid4(), by=TESTER, at=NOW)
            for _ in range(8)
        ]
    )

    assert sum(each.ok for each in outcomes) == Member.objects.count() == 1
    assert {type(each.error).__name__ for each in outcomes if not each.ok} == {"PersonIsMember"}


def test_two_who_found_a_branch_of_one_name_do_not_seat_each_others() -> None:
    parent = branch(name="县支部")
    new = partial(NewBranch, ("新支部", ""), BranchKind.STATIONS, parent, FOUNDED_ON)

    outcomes = at_once(
        [
            partial(found_with_seat, new=new(Seat(host_units=(unit,))), by=TESTER, at=NOW)
            for unit in "甲乙"
        ]
    )

    assert {type(each.error).__name__ for each in outcomes if not each.ok} == {"BranchNameTaken"}
    assert Branch.objects.filter(name="新支部").count() == sum(each.ok for each in outcomes) == 1


def test_an_activity_written_down_by_four_was_held_once() -> None:
    own = roll()
    activity = planned(own.branch)
    told = Held(present(own.members), "记录")

    outcomes = at_once(
        [partial(hold_activity, activity_uid=activity.uid, held=told, by=TESTER, at=NOW)] * 4
    )

    assert all(each.ok for each in outcomes)
    assert Attendance.objects.count() == Activity.objects.get().called_count == 3


def test_an_assembly_that_four_write_down_elected_one_term() -> None:
    own = roll()
    assembly = held(own)
    people = {own.secretary.uid: PositionKind.SECRETARY}

    outcomes = at_once(
        [partial(elect, assembly_uid=assembly.uid, elected=people, by=TESTER, at=NOW)] * 4
    )

    assert all(each.ok for each in outcomes)
    assert Term.objects.count() == 1


def test_two_branches_put_under_each_other_make_no_circle() -> None:
    first, second = branch(name="甲支部"), branch(name="乙支部")
    put = partial(subordinate, from_on=TODAY, by=TESTER, at=NOW)

    outcomes = at_once(
        [
            partial(put, branch_uid=first.uid, parent_uid=second.uid),
            partial(put, branch_uid=second.uid, parent_uid=first.uid),
        ]
    )

    assert sum(each.ok for each in outcomes) == Subordination.objects.count() == 1


def test_a_post_checked_by_four_is_checked_once() -> None:
    post = applied(roll())
    hands = [Actor(f"system:{place}", "核查") for place in range(4)]

    outcomes = at_once(
        [partial(check_post, post_uid=post.uid, words="看过", by=hand, at=NOW) for hand in hands]
    )

    assert all(each.ok for each in outcomes)
    assert PostStep.objects.filter(post=DemoPost.objects.get()).count() == 2
