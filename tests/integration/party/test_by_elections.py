"""By-elections in the middle of a term, positions that end before it does, and group leaders."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from moli.party.models import Member, Position, Term
from moli.party.rules.organisation import ActivityKind, BelongingKind, Form, PositionKind
from moli.party.services.by_electing import (
    NobodyElected,
    NoTermToFill,
    SecretaryIsThere,
    TooManyInPositions,
    by_elect,
)
from moli.party.services.dating import PartyDayTooEarly
from moli.party.services.electing import (
    ElectedWithoutVote,
    ElectionQuorumMissed,
    FormElectsOtherwise,
    NotAnElectingAssembly,
    PositionNotElected,
    TooFewFullMembers,
    elect,
)
from moli.party.services.founding import Seat, seat_branch
from moli.party.services.members import MemberOfThePartyLeft
from moli.party.services.positions import (
    LeaderOfNoGroup,
    PositionNotHeld,
    end_position,
    name_group_leader,
)
from tests.factories import NOW, TESTER, TODAY, branch
from tests.factories.party import ELECTED_ON, Roll, elected, held, member, roll
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

SECRETARY, DEPUTY = PositionKind.SECRETARY, PositionKind.DEPUTY
LATER_ON = date(2016, 8, 5)
LEFT_ON = date(2016, 8, 1)
fill = partial(by_elect, by=TESTER, at=NOW)


def _leave(own: Roll, *, on: date = LEFT_ON) -> Position:
    return end_position(
        branch_uid=own.branch.uid,
        member_uid=own.secretary.uid,
        kind=SECRETARY,
        on=on,
        by=TESTER,
        at=NOW,
    )


def _in_position(own: Roll, *, on: date = TODAY) -> dict[str, Member]:
    rows = Position.objects.in_force(on=on).filter(branch=own.branch).select_related("member")
    return {row.kind: row.member for row in rows}


def test_a_secretary_who_left_the_position_is_followed_for_the_rest_of_the_term() -> None:
    own = roll()
    term = elected(own)
    _leave(own)
    assembly = held(own, on=LATER_ON)

    rows = fill(assembly_uid=assembly.uid, elected={own.members[1].uid: SECRETARY})

    assert [(row.from_on, row.to_on) for row in rows] == [(LATER_ON, None)]
    assert _in_position(own) == {"SECRETARY": own.members[1]}
    assert _in_position(own, on=LEFT_ON) == {}
    assert Term.objects.get() == term
    with unchanged():
        assert fill(assembly_uid=assembly.uid, elected={own.members[1].uid: SECRETARY}) == rows


def test_a_by_election_sent_again_brings_nobody_back_who_left_since() -> None:
    own = roll()
    elected(own)
    assembly = held(own, on=LATER_ON)
    deputy = {own.members[1].uid: DEPUTY}
    rows = fill(assembly_uid=assembly.uid, elected=deputy)
    end_position(
        branch_uid=own.branch.uid,
        member_uid=own.members[1].uid,
        kind=DEPUTY,
        on=date(2016, 8, 20),
        by=TESTER,
        at=NOW,
    )

    with unchanged():
        assert fill(assembly_uid=assembly.uid, elected=deputy) == rows
    assert _in_position(own) == {"SECRETARY": own.secretary}


def test_a_deputy_becomes_the_secretary_and_leaves_the_position_before() -> None:
    own = roll(full=4)
    elect(
        assembly_uid=held(own).uid,
        elected={own.secretary.uid: SECRETARY, own.members[1].uid: DEPUTY},
        by=TESTER,
        at=NOW,
    )
    _leave(own)
    assembly = held(own, on=LATER_ON)

    fill(
        assembly_uid=assembly.uid,
        elected={own.members[1].uid: SECRETARY, own.members[2].uid: DEPUTY},
    )

    assert _in_position(own) == {"SECRETARY": own.members[1], "DEPUTY": own.members[2]}
    assert Position.objects.get(kind=DEPUTY, member=own.members[1]).to_on == LATER_ON


def test_a_by_election_is_refused_what_a_term_would_not_hold() -> None:
    own = roll(full=4, on_probation=1)
    elected(own)
    assembly = held(own, on=LATER_ON)
    second, third = own.members[1].uid, own.members[2].uid

    with refused(NobodyElected, field="elected"):
        fill(assembly_uid=assembly.uid, elected={})
    with refused(SecretaryIsThere, field="elected"):
        fill(assembly_uid=assembly.uid, elected={second: SECRETARY})
    with refused(PositionNotElected, field="elected", position_kind=PositionKind.PUBLICITY):
        fill(assembly_uid=assembly.uid, elected={second: PositionKind.PUBLICITY})
    with refused(TooManyInPositions, field="elected", full_members=4, people_max=2, staying=1):
        fill(assembly_uid=assembly.uid, elected={second: DEPUTY, third: DEPUTY})
    with refused(ElectedWithoutVote, field="elected"):
        fill(assembly_uid=assembly.uid, elected={own.members[4].uid: DEPUTY})


def test_a_secretary_who_left_after_the_assembly_was_one_on_its_day() -> None:
    own = roll()
    elected(own)
    assembly = held(own, on=LATER_ON)
    _leave(own, on=date(2016, 8, 20))

    with refused(SecretaryIsThere, field="elected"):
        fill(assembly_uid=assembly.uid, elected={own.members[1].uid: SECRETARY})


def test_a_by_election_has_its_assembly_its_presence_and_its_term() -> None:
    own = roll(full=5)
    early = held(own, on=date(2016, 6, 1))
    elected(own)
    _leave(own)
    seen = {own.members[1].uid: SECRETARY}
    few = held(own, on=LATER_ON, excused=own.members[3:])
    lecture = held(own, kind=ActivityKind.LECTURE, on=LATER_ON)

    with refused(NoTermToFill, field="assembly"):
        fill(assembly_uid=early.uid, elected=seen)
    with refused(ElectionQuorumMissed, field="assembly", present=3, voting=5, needed=4):
        fill(assembly_uid=few.uid, elected=seen)
    with refused(NotAnElectingAssembly, field="assembly"):
        fill(assembly_uid=lecture.uid, elected=seen)
    assembly = held(own, on=LATER_ON)
    Term.objects.update(ends_on=LATER_ON)
    with refused(NoTermToFill, field="assembly"):
        fill(assembly_uid=assembly.uid, elected=seen)


def test_too_few_full_members_and_other_forms_fill_nothing() -> None:
    own = roll()
    elected(own)
    _leave(own)
    assembly = held(own, on=LATER_ON)
    seen = {own.members[1].uid: SECRETARY}
    Member.objects.filter(pk=own.members[2].pk).update(full_on=TODAY)
    with refused(TooFewFullMembers, field="elected", full_members=2, members_min=3):
        fill(assembly_uid=assembly.uid, elected=seen)
    for form in (Form.GENERAL_BRANCH, Form.COMMITTEE):
        seat_branch(branch_uid=own.branch.uid, seat=Seat(form), by=TESTER, at=NOW)
        with refused(FormElectsOtherwise, field="form", form=form):
            fill(assembly_uid=assembly.uid, elected=seen)


def test_a_position_ends_once_and_not_before_it_began() -> None:
    own = roll()
    elected(own)

    with refused(PartyDayTooEarly, field="on", value_on="2016-06-24", from_on="2016-06-25"):
        _leave(own, on=ELECTED_ON)
    row = _leave(own)
    with unchanged():
        assert _leave(own) == row
    with refused(PositionNotHeld, field="position", position_kind=SECRETARY):
        _leave(own, on=LEFT_ON + timedelta(days=1))
    assert Term.objects.get().to_on is None


def test_what_begins_on_the_last_day_of_all_is_refused_an_end() -> None:
    own = roll()
    seat_branch(branch_uid=own.branch.uid, seat=Seat(Form.GROUP), by=TESTER, at=NOW)
    name = partial(name_group_leader, branch_uid=own.branch.uid, by=TESTER, at=NOW)
    name(member_uid=own.members[0].uid, from_on=date.max)

    for on in (TODAY, date.max):
        with refused(PartyDayTooEarly, field="on", value_on=on.isoformat(), from_on="9999-12-31"):
            name(member_uid=own.members[1].uid, from_on=on)


def test_a_group_has_one_leader_of_its_own() -> None:
    own = roll()
    seat_branch(branch_uid=own.branch.uid, seat=Seat(Form.GROUP), by=TESTER, at=NOW)
    name = partial(name_group_leader, branch_uid=own.branch.uid, by=TESTER, at=NOW)

    first = name(member_uid=own.members[0].uid, from_on=LEFT_ON)
    with unchanged():
        assert name(member_uid=own.members[0].uid, from_on=TODAY) == first
    with refused(PartyDayTooEarly, field="on", value_on="2016-08-01", from_on="2016-08-02"):
        name(member_uid=own.members[1].uid, from_on=LEFT_ON)
    name(member_uid=own.members[1].uid, from_on=TODAY)

    assert _in_position(own) == {"GROUP_LEADER": own.members[1]}
    assert _in_position(own, on=LEFT_ON) == {"GROUP_LEADER": own.members[0]}


def test_a_leader_who_left_is_not_named_again_by_the_same_sending() -> None:
    own = roll()
    seat_branch(branch_uid=own.branch.uid, seat=Seat(Form.GROUP), by=TESTER, at=NOW)
    name = partial(name_group_leader, branch_uid=own.branch.uid, by=TESTER, at=NOW)
    first = name(member_uid=own.members[0].uid, from_on=LEFT_ON)
    end_position(
        branch_uid=own.branch.uid,
        member_uid=own.members[0].uid,
        kind=PositionKind.GROUP_LEADER,
        on=LATER_ON,
        by=TESTER,
        at=NOW,
    )

    with unchanged():
        assert name(member_uid=own.members[0].uid, from_on=LEFT_ON) == first
    with refused(PartyDayTooEarly, field="on", value_on="2016-08-04", from_on="2016-08-05"):
        name(member_uid=own.members[1].uid, from_on=LATER_ON - timedelta(days=1))
    name(member_uid=own.members[0].uid, from_on=LATER_ON)
    assert _in_position(own) == {"GROUP_LEADER": own.members[0]}


def test_only_a_group_has_a_leader_and_only_of_its_members() -> None:
    own = roll()
    name = partial(name_group_leader, from_on=TODAY, by=TESTER, at=NOW)
    with refused(LeaderOfNoGroup, field="member"):
        name(branch_uid=own.branch.uid, member_uid=own.secretary.uid)
    seat_branch(branch_uid=own.branch.uid, seat=Seat(Form.GROUP), by=TESTER, at=NOW)
    guest = member(of=own.branch, kind=BelongingKind.ECOMMERCE)
    elsewhere = member(of=branch(name="乙"))
    for who in (guest, elsewhere):
        with refused(LeaderOfNoGroup, field="member"):
            name(branch_uid=own.branch.uid, member_uid=who.uid)
    with refused(PartyDayTooEarly, field="on", value_on="2015-06-30", from_on="2015-07-01"):
        name(branch_uid=own.branch.uid, member_uid=own.secretary.uid, from_on=date(2015, 6, 30))
    Member.objects.filter(pk=own.secretary.pk).update(left_on=TODAY)
    with refused(MemberOfThePartyLeft, field="member", left_on="2016-09-12"):
        name(branch_uid=own.branch.uid, member_uid=own.secretary.uid)
