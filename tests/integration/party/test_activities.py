"""Activities: planned, held by those who were called, with a quorum; and elections at them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from moli.party.models import ActivityPhoto, Attendance, Branch, Position, Term
from moli.party.queries.attendances import Votes, turnout_of
from moli.party.rules.organisation import (
    ActivityKind,
    ActivityState,
    AttendanceKind,
    BelongingKind,
    Form,
    PositionKind,
)
from moli.party.services.activities import (
    ActivityMovedOn,
    ActivityNotBegun,
    ActivityNotOfThisForm,
    ActivityPicturesUnfit,
    ActivityWordsMissing,
    AttendanceNotOfCalled,
    Held,
    NobodyCalled,
    Planned,
    QuorumMissed,
    call_off_activity,
    hold_activity,
    plan_activity,
)
from moli.party.services.dating import PartyDayTooEarly
from moli.party.services.electing import (
    ElectedOutOfRange,
    ElectedWithoutVote,
    ElectionQuorumMissed,
    FormElectsOtherwise,
    NotAnElectingAssembly,
    OneSecretaryElected,
    PositionNotElected,
    TooFewFullMembers,
    elect,
)
from moli.party.services.founding import Seat, disband_branch, seat_branch
from tests.factories import NOW, TESTER, TODAY, YAOBU, branch, village
from tests.factories.party import ELECTED_ON, elected, held, member, moment, planned, present, roll
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

SECRETARY, DEPUTY = PositionKind.SECRETARY, PositionKind.DEPUTY
_elect = partial(elect, by=TESTER, at=NOW)
_hold = partial(hold_activity, by=TESTER, at=NOW)


@dataclass(frozen=True)
class Small:
    """A picture as a caller read it."""

    content: bytes
    width: int = 4
    height: int = 3

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


PICTURE = Small(b"\xff\xd8\xff\xe0small")


def test_an_activity_is_planned_once_with_its_words() -> None:
    row = branch()
    facts = Planned(row.uid, ActivityKind.PARTY_DAY, moment(TODAY), "村部", "主题党日")
    plan = partial(plan_activity, by=TESTER, at=NOW)
    key = uuid4()

    first = plan(planned=facts, request_key=key)

    with unchanged():
        assert plan(planned=facts, request_key=key) == first
    empty = Planned(row.uid, ActivityKind.PARTY_DAY, moment(TODAY), "村部", " ")
    with refused(ActivityWordsMissing, field="title"):
        plan(planned=empty, request_key=uuid4())
    early = Planned(row.uid, ActivityKind.PARTY_DAY, moment(date(2015, 6, 30)), "村部", "党日")
    with refused(PartyDayTooEarly, field="on", value_on="2015-06-30", from_on="2015-07-01"):
        plan(planned=early, request_key=uuid4())


def test_the_same_plan_is_found_again_whatever_has_happened_since() -> None:
    row = branch()
    facts = Planned(row.uid, ActivityKind.PARTY_DAY, moment(TODAY), "村部", "主题党日")
    plan = partial(plan_activity, request_key=uuid4(), by=TESTER, at=NOW)
    first = plan(planned=facts)
    disband_branch(branch_uid=row.uid, on=TODAY, by=TESTER, at=NOW)

    with unchanged():
        assert plan(planned=facts) == first
        assert plan(planned=replace(facts, title=" ")) == first


def test_groups_and_branches_hold_their_own_meetings() -> None:
    group, other = branch(name="第一党小组"), branch(name="支部")
    seat_branch(branch_uid=group.uid, seat=Seat(Form.GROUP), by=TESTER, at=NOW)

    with refused(ActivityNotOfThisForm, field="kind", activity_kind=ActivityKind.ASSEMBLY):
        planned(group, kind=ActivityKind.ASSEMBLY)
    with refused(ActivityNotOfThisForm, field="kind", activity_kind=ActivityKind.GROUP):
        planned(other, kind=ActivityKind.GROUP)
    assert planned(group, kind=ActivityKind.GROUP).state == ActivityState.PLANNED


def test_who_was_called_who_had_a_vote_and_the_quorum() -> None:
    own = roll(full=4, on_probation=2)
    guest = member(of=own.branch, kind=BelongingKind.ECOMMERCE)
    activity = planned(own.branch)
    told = present([*own.members, guest], excused=own.members[:1])

    _hold(activity_uid=activity.uid, held=Held(told, "记录", [PICTURE, PICTURE]))

    activity.refresh_from_db()
    assert (activity.called_count, activity.voting_count) == (7, 4)
    found = turnout_of(activity)
    assert (found.called, found.came, found.votes, found.needed) == (7, 6, Votes(4, 3), 3)
    assert found.is_quorate
    assert ActivityPhoto.objects.get().digest == PICTURE.digest
    with unchanged():
        _hold(activity_uid=activity.uid, held=Held({}, ""))


def test_half_of_those_with_a_vote_is_no_quorum_of_an_assembly() -> None:
    own = roll(full=4, on_probation=2)
    told = Held(present(own.members, excused=own.members[:2]), "记录")
    assembly = planned(own.branch)
    party_day = planned(own.branch, kind=ActivityKind.PARTY_DAY)

    with refused(QuorumMissed, field="attendance", present=2, voting=4, needed=3):
        _hold(activity_uid=assembly.uid, held=told)
    day = _hold(activity_uid=party_day.uid, held=told)
    assert turnout_of(day).needed == 0
    assert turnout_of(day).is_quorate


def test_the_attendance_is_of_those_called_and_of_nobody_else() -> None:
    own = roll()
    activity = planned(own.branch)
    stranger = member()
    short, long = present(own.members[:2]), present([*own.members, stranger])

    with refused(AttendanceNotOfCalled, field="attendance", missing=1, strangers=0):
        _hold(activity_uid=activity.uid, held=Held(short, "记录"))
    with refused(AttendanceNotOfCalled, field="attendance", missing=0, strangers=1):
        _hold(activity_uid=activity.uid, held=Held(long, "记录"))
    committee = planned(own.branch, kind=ActivityKind.COMMITTEE)
    with refused(NobodyCalled, field="attendance"):
        _hold(activity_uid=committee.uid, held=Held(present(own.members), "记录"))


def test_a_committee_calls_those_in_positions() -> None:
    own = roll()
    elected(own)
    activity = planned(own.branch, kind=ActivityKind.COMMITTEE, on=TODAY - timedelta(days=1))

    _hold(activity_uid=activity.uid, held=Held(present([own.secretary]), "记录"))

    assert turnout_of(activity).votes == Votes(1, 1)


def test_what_has_not_begun_lacks_minutes_or_has_unfit_pictures_is_not_held() -> None:
    own = roll()
    told = present(own.members)
    later = planned(own.branch, on=TODAY)
    activity = planned(own.branch)

    with refused(ActivityNotBegun, field="begins_at"):
        _hold(activity_uid=later.uid, held=Held(told, "记录"))
    with refused(ActivityWordsMissing, field="minutes"):
        _hold(activity_uid=activity.uid, held=Held(told, " "))
    for pictures in (
        [Small(b"\x89PNG")],
        [Small(PICTURE.content + bytes([place])) for place in range(10)],
    ):
        with refused(ActivityPicturesUnfit, field="photos", pictures_max=9):
            _hold(activity_uid=activity.uid, held=Held(told, "记录", pictures))


def test_an_activity_is_called_off_once_and_only_before_it_was_held() -> None:
    own = roll()
    off = partial(call_off_activity, by=TESTER, at=NOW)
    activity = planned(own.branch)
    off(activity_uid=activity.uid)

    with unchanged():
        off(activity_uid=activity.uid)
    state = ActivityState.CALLED_OFF
    with refused(ActivityMovedOn, field="state", activity_state=state):
        _hold(activity_uid=activity.uid, held=Held(present(own.members), "记录"))
    done = held(own)
    with refused(ActivityMovedOn, field="state", activity_state=ActivityState.HELD):
        off(activity_uid=done.uid)


def test_the_database_keeps_who_came() -> None:
    held(roll())

    with pytest.raises(DatabaseError), transaction.atomic():
        Attendance.objects.update(kind=AttendanceKind.ABSENT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attendance.objects.all().delete()


def test_a_term_begins_with_its_positions_in_one_act() -> None:
    own = roll(full=7)
    committee = dict(
        zip(
            (each.uid for each in own.members),
            (SECRETARY, PositionKind.ORGANISATION, PositionKind.PUBLICITY),
            strict=False,
        )
    )
    first = _elect(assembly_uid=held(own).uid, elected=committee)

    assert (first.number, first.from_on, first.ends_on) == (1, ELECTED_ON, date(2019, 6, 24))
    assert Position.objects.filter(to_on=None).count() == 3
    with unchanged():
        assert _elect(assembly_uid=first.assembly.uid, elected={}) == first
    second_on = date(2016, 9, 1)
    second = _elect(assembly_uid=held(own, on=second_on).uid, elected=committee)
    first.refresh_from_db()
    assert (first.to_on, second.number) == (second_on, 2)
    assert Position.objects.filter(to_on=second_on).count() == 3


def test_a_village_s_branch_elects_for_five_years() -> None:
    village()
    own = roll()
    seat_branch(branch_uid=own.branch.uid, seat=Seat(area_code=YAOBU), by=TESTER, at=NOW)

    assert elected(own).ends_on == date(2021, 6, 24)


def test_four_of_five_elect_and_three_do_not() -> None:
    own = roll(full=5)
    secretary = {own.secretary.uid: SECRETARY}
    three = held(own, excused=own.members[3:])
    four = held(own, on=date(2016, 6, 25), excused=own.members[4:])

    with refused(ElectionQuorumMissed, field="assembly", present=3, voting=5, needed=4):
        _elect(assembly_uid=three.uid, elected=secretary)
    assert _elect(assembly_uid=four.uid, elected=secretary).number == 1


def test_only_an_assembly_that_was_held_elects_and_only_in_branches() -> None:
    own = roll()
    secretary = {own.secretary.uid: SECRETARY}

    for activity in (planned(own.branch), held(own, kind=ActivityKind.PARTY_DAY)):
        with refused(NotAnElectingAssembly, field="assembly"):
            _elect(assembly_uid=activity.uid, elected=secretary)
    assembly = held(own)
    Branch.objects.update(form=Form.COMMITTEE)
    with refused(FormElectsOtherwise, field="form", form=Form.COMMITTEE):
        _elect(assembly_uid=assembly.uid, elected=secretary)


def test_two_full_members_elect_nobody() -> None:
    own = roll(full=2, on_probation=3)
    assembly = held(own)

    with refused(TooFewFullMembers, field="elected", full_members=2, members_min=3):
        _elect(assembly_uid=assembly.uid, elected={own.secretary.uid: SECRETARY})


def test_how_many_and_to_what_so_few_elect() -> None:
    own = roll(full=6, on_probation=1)
    assembly = held(own)
    uids = [each.uid for each in own.members]
    choose = partial(_elect, assembly_uid=assembly.uid)

    with refused(ElectedOutOfRange, field="elected", full_members=6, people_min=1, people_max=2):
        choose(elected=dict.fromkeys(uids[:3], SECRETARY))
    publicity = PositionKind.PUBLICITY
    with refused(PositionNotElected, field="elected", position_kind=publicity):
        choose(elected={uids[0]: SECRETARY, uids[1]: publicity})
    for people in ({uids[0]: DEPUTY}, dict.fromkeys(uids[:2], SECRETARY)):
        with refused(OneSecretaryElected, field="elected"):
            choose(elected=people)
    for stranger in (own.members[6].uid, member().uid, uuid4()):
        with refused(ElectedWithoutVote, field="elected"):
            choose(elected={stranger: SECRETARY})


def test_two_of_seven_are_no_committee() -> None:
    own = roll(full=7)
    assembly = held(own)
    two = {own.members[0].uid: SECRETARY, own.members[1].uid: DEPUTY}

    with refused(ElectedOutOfRange, field="elected", full_members=7, people_min=3, people_max=7):
        _elect(assembly_uid=assembly.uid, elected=two)


def test_a_branch_elects_once_a_day() -> None:
    own = roll()
    elected(own)
    again = held(own)

    with refused(PartyDayTooEarly, field="on", value_on="2016-06-24", from_on="2016-06-25"):
        _elect(assembly_uid=again.uid, elected={own.members[1].uid: SECRETARY})
    assert Term.objects.count() == 1
