"""Members of the eight branches, what they elected and held, and two demonstration shops.

All of it is generated: no member is a real person, and nobody whom the article names is one here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from moli.interfaces.cli.demo.branches import FOUNDED_ON, GROUPS
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, GENERATED, MAKER, at, request_key
from moli.interfaces.cli.demo.names import made_up_name
from moli.interfaces.cli.demo.people import office, organiser, station_key, station_operator
from moli.interfaces.cli.demo.places import YAOBU
from moli.party.queries.branches import branches
from moli.party.rules.organisation import (
    ActivityKind,
    AttendanceKind,
    BelongingKind,
    PositionKind,
    PostKind,
    PostState,
)
from moli.party.services.activities import Held, Planned, hold_activity, plan_activity
from moli.party.services.belonging import join_branch
from moli.party.services.electing import elect
from moli.party.services.founding import Seat, seat_branch
from moli.party.services.members import MemberFacts, register_member
from moli.party.services.posts import WantedPost, apply_for_post, check_post, grant_post
from moli.party.services.setting_party_rules import load_party_rules
from moli.party.services.wishes import wish_to_be_shown
from moli.stations.queries import open_stations

if TYPE_CHECKING:
    from moli.accounts.models import User
    from moli.party.models import Activity, Branch, Member

_MEMBERS = (5, 12)
_COMMITTEE_FROM = 7
_COMMITTEE = (PositionKind.SECRETARY, PositionKind.ORGANISATION, PositionKind.PUBLICITY)
_ELECTED_ON = FOUNDED_ON + timedelta(days=4)
_BRANCH_OF_YAOBU, _BRANCH_OF_BAIHE, _BRANCH_THAT_LACKS = "石塘", "百合", "南乡"
# One assembly and one lecture in the quarter before, and what each month asks for since.
_HELD: tuple[tuple[ActivityKind, date], ...] = (
    (ActivityKind.LECTURE, date(2016, 6, 3)),
    (ActivityKind.ASSEMBLY, date(2016, 6, 24)),
    *(
        (kind, date(2016, month, day))
        for month in (6, 7, 8)
        for kind, day in ((ActivityKind.COMMITTEE, 8), (ActivityKind.PARTY_DAY, 20))
    ),
)
_NEXT = date(2016, 9, 20)
_TITLES: Mapping[ActivityKind, str] = {
    ActivityKind.ASSEMBLY: "季度党员大会",
    ActivityKind.COMMITTEE: "支委会",
    ActivityKind.LECTURE: "电商扶贫专题党课",
    ActivityKind.PARTY_DAY: "主题党日：帮贫困户卖货",
}


@dataclass(frozen=True)
class _Roll:
    """A branch with its members as they were registered; the last may be on probation."""

    branch: Branch
    members: tuple[Member, ...]

    @property
    def full(self) -> tuple[Member, ...]:
        """Those with a vote."""
        return tuple(member for member in self.members if member.full_on)

    @property
    def elected(self) -> tuple[Member, ...]:
        """A committee where it is elected, else the secretary alone."""
        return self.full[: len(_COMMITTEE)] if len(self.full) >= _COMMITTEE_FROM else self.full[:1]


def load_members() -> None:
    """The rules, and for each branch five to twelve members, a term, and a quarter of its life."""
    load_party_rules(by=MAKER, at=at(days_before=200))
    rolls = {}
    for branch in branches():
        seat_branch(branch_uid=branch.uid, seat=_seat(branch), by=MAKER, at=at(days_before=200))
        roll = _Roll(branch, tuple(_registered(branch)))
        _elect(roll)
        for kind, on in _HELD:
            is_lacking = _BRANCH_THAT_LACKS in branch.name and on.month == 8
            if not is_lacking and (kind != ActivityKind.COMMITTEE or len(roll.elected) > 1):
                _hold(roll, kind, on, is_full=False)
        _plan(roll, ActivityKind.PARTY_DAY, _NEXT)
        rolls[branch.name] = roll
    _grant_shops(rolls)


def _seat(branch: Branch) -> Seat:
    towns = [group.town_codes[0] for group in GROUPS if f"{group.name}片" in branch.name]
    return Seat(area_code=towns[0] if towns else COUNTY_CODE)


def _registered(branch: Branch) -> Iterator[Member]:
    chance = Chance(f"members {branch.name}")
    count = chance.whole(*_MEMBERS)
    for place in range(count):
        key = f"member {branch.name} {place}"
        joined_on = date(chance.whole(1988, 2013), chance.whole(1, 12), chance.whole(1, 28))
        is_on_probation = place == count - 1 and count > _MEMBERS[0]
        if is_on_probation:
            joined_on = FOUNDED_ON
        user = _account(branch, place)
        member = register_member(
            facts=MemberFacts(
                name=user.name if user else made_up_name(key),
                joined_on=joined_on,
                full_on=None if is_on_probation else joined_on.replace(year=joined_on.year + 1),
                user=user,
            ),
            request_key=request_key(key),
            by=MAKER,
            at=at(days_before=200),
        )
        join_branch(
            member_uid=member.uid,
            branch_uid=branch.uid,
            kind=BelongingKind.HOME,
            from_on=FOUNDED_ON,
            by=MAKER,
            at=at(days_before=200),
        )
        yield member


def _account(branch: Branch, place: int) -> User | None:
    """Two of the log-in page who are members: Yaobu's operator and the organiser, both made up."""
    if place == 1 and _BRANCH_OF_YAOBU in branch.name:
        return station_operator()
    if place == 1 and branch.name.startswith("横县电子商务"):
        return organiser()
    return None


def _elect(roll: _Roll) -> None:
    assembly = _hold(roll, ActivityKind.ASSEMBLY, _ELECTED_ON, is_full=True)
    positions = dict(zip((m.uid for m in roll.elected), _COMMITTEE, strict=False))
    elect(assembly_uid=assembly.uid, elected=positions, by=MAKER, at=at(days_before=200))


def _plan(roll: _Roll, kind: ActivityKind, on: date) -> Activity:
    return plan_activity(
        planned=Planned(
            branch_uid=roll.branch.uid,
            kind=kind,
            begins_at=datetime.combine(on, time(15), tzinfo=timezone.get_default_timezone()),
            place="支部活动室",
            title=_TITLES[kind] if on != _ELECTED_ON else "选举大会",
        ),
        request_key=request_key(f"activity {roll.branch.name} {kind} {on}"),
        by=MAKER,
        at=at(days_before=200),
    )


def _hold(roll: _Roll, kind: ActivityKind, on: date, *, is_full: bool) -> Activity:
    activity = _plan(roll, kind, on)
    called = roll.elected if kind == ActivityKind.COMMITTEE else roll.members
    chance = Chance(f"attendance {roll.branch.name} {kind} {on}")
    # One excuse leaves a quorum in every branch, of a committee of three as well.
    excused = None if is_full else chance.one_of(called)
    attendance = {
        member.uid: AttendanceKind.EXCUSED if member == excused else AttendanceKind.PRESENT
        for member in called
    }
    return hold_activity(
        activity_uid=activity.uid,
        held=Held(attendance=attendance, minutes=GENERATED),
        by=MAKER,
        at=at(days_before=(DAY - on).days - 1),
    )


def _grant_shops(rolls: Mapping[str, _Roll]) -> None:
    """Yaobu's operator wishes to be shown; who runs the other shop does not."""
    yaobu = next(roll for name, roll in rolls.items() if _BRANCH_OF_YAOBU in name)
    baihe = next(roll for name, roll in rolls.items() if _BRANCH_OF_BAIHE in name)
    operator = yaobu.members[1]
    wish_to_be_shown(member_uid=operator.uid, by=station_operator().actor, at=at(days_before=40))
    towns = next(group.town_codes for group in GROUPS if group.name == _BRANCH_OF_BAIHE)
    stations = [row for row in open_stations(on=DAY) if row.village.code.startswith(towns)]
    _grant(yaobu, operator, "瑶埠村党员电商示范店", station_key(YAOBU))
    _grant(baihe, baihe.members[1], f"{stations[0].name}党员电商示范店", stations[0].key)


def _grant(roll: _Roll, member: Member, title: str, place_key: str) -> None:
    wanted = WantedPost(
        branch_uid=roll.branch.uid,
        member_uid=member.uid,
        kind=PostKind.SHOP,
        title=title[:60],
        place_key=place_key,
    )
    key = request_key(f"shop {roll.branch.name}")
    post = apply_for_post(wanted=wanted, request_key=key, by=MAKER, at=at(days_before=40))
    if post.state == PostState.GRANTED:
        return
    check_post(post_uid=post.uid, words=GENERATED, by=organiser().actor, at=at(days_before=35))
    grant_post(post_uid=post.uid, by=office().actor, at=at(days_before=30))
