"""Branches with members, what they hold and elect. `roll` is the whole of it in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count
from uuid import UUID, uuid4

from moli.accounts.models import User
from moli.kernel.actor import Actor
from moli.party.models import Activity, Branch, DemoPost, Member, Term
from moli.party.rules.organisation import (
    ActivityKind,
    AttendanceKind,
    BelongingKind,
    PositionKind,
    PostKind,
)
from moli.party.services.activities import Held, Planned, hold_activity, plan_activity
from moli.party.services.belonging import join_branch
from moli.party.services.electing import elect
from moli.party.services.members import MemberFacts, register_member
from moli.party.services.posts import WantedPost, apply_for_post, check_post, grant_post
from moli.party.services.setting_party_rules import load_party_rules
from tests.factories.moments import NOW, SHANGHAI, TESTER
from tests.factories.organisations import FOUNDED_ON, branch

JOINED_ON, FULL_ON = date(2010, 7, 1), date(2011, 7, 1)
ELECTED_ON = date(2016, 6, 24)
CHECKER, GRANTER = Actor("system:checker", "核查"), Actor("system:granter", "授牌")
_places = count(1)


@dataclass(frozen=True)
class Roll:
    """A branch and its members: full ones first, then those on probation."""

    branch: Branch
    members: tuple[Member, ...]

    @property
    def secretary(self) -> Member:
        """Who is elected first."""
        return self.members[0]


def member(
    *,
    of: Branch | None = None,
    kind: BelongingKind = BelongingKind.HOME,
    is_full: bool = True,
    name: str = "",
    user: User | None = None,
    person_key: str = "",
) -> Member:
    """A member since 2010, full since 2011 unless told otherwise; of a branch from its founding."""
    facts = MemberFacts(
        name=name or f"党员{next(_places)}",
        joined_on=JOINED_ON,
        full_on=FULL_ON if is_full else None,
        user=user,
        person_key=person_key,
    )
    row = register_member(facts=facts, request_key=uuid4(), by=TESTER, at=NOW)
    if of is not None:
        join_branch(
            member_uid=row.uid, branch_uid=of.uid, kind=kind, from_on=FOUNDED_ON, by=TESTER, at=NOW
        )
    return row


def roll(*, full: int = 3, on_probation: int = 0, of: Branch | None = None) -> Roll:
    """A branch with the rules in force and so many members."""
    load_party_rules(by=TESTER, at=NOW)
    home = of or branch()
    members = [member(of=home) for _ in range(full)]
    members += [member(of=home, is_full=False) for _ in range(on_probation)]
    return Roll(home, tuple(members))


def moment(on: date) -> datetime:
    """Three in the afternoon of a day."""
    return datetime.combine(on, time(15), tzinfo=SHANGHAI)


def planned(
    of: Branch, *, kind: ActivityKind = ActivityKind.ASSEMBLY, on: date = ELECTED_ON
) -> Activity:
    """An activity that a branch planned."""
    facts = Planned(branch_uid=of.uid, kind=kind, begins_at=moment(on), place="村部", title="大会")
    return plan_activity(planned=facts, request_key=uuid4(), by=TESTER, at=NOW)


def present(
    members: Sequence[Member], *, excused: Sequence[Member] = ()
) -> dict[UUID, AttendanceKind]:
    """Everybody came but those who are excused."""
    return {
        each.uid: AttendanceKind.EXCUSED if each in excused else AttendanceKind.PRESENT
        for each in members
    }


def held(
    of: Roll,
    *,
    kind: ActivityKind = ActivityKind.ASSEMBLY,
    on: date = ELECTED_ON,
    excused: Sequence[Member] = (),
) -> Activity:
    """An activity to which all members of a roll were called, written down."""
    activity = planned(of.branch, kind=kind, on=on)
    told = Held(attendance=present(of.members, excused=excused), minutes="会议记录")
    return hold_activity(activity_uid=activity.uid, held=told, by=TESTER, at=NOW)


def elected(of: Roll, *, on: date = ELECTED_ON) -> Term:
    """The first member is the branch's secretary, elected by all."""
    return elect(
        assembly_uid=held(of, on=on).uid,
        elected={of.secretary.uid: PositionKind.SECRETARY},
        by=TESTER,
        at=NOW,
    )


def applied(of: Roll, *, for_member: Member | None = None) -> DemoPost:
    """A shop that a member runs, applied for."""
    wanted = WantedPost(
        branch_uid=of.branch.uid,
        member_uid=(for_member or of.secretary).uid,
        kind=PostKind.SHOP,
        title="茉莉花茶示范店",
    )
    return apply_for_post(wanted=wanted, request_key=uuid4(), by=TESTER, at=NOW)


def granted(of: Roll, *, for_member: Member | None = None) -> DemoPost:
    """The shop, checked and granted by two others."""
    post = applied(of, for_member=for_member)
    check_post(post_uid=post.uid, words="到店看过", by=CHECKER, at=NOW)
    return grant_post(post_uid=post.uid, by=GRANTER, at=NOW)
