"""Branches with members whose names nothing else has, and the people before them.

Members and their accounts are called 龘…, and nothing else is: the sign on a page is a member.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.accounts.models import User
from moli.party.models import Activity, Branch, DemoPost, Member
from moli.party.rules.organisation import ActivityKind, BelongingKind, PositionKind
from moli.party.services.belonging import join_branch
from moli.party.services.electing import elect
from moli.party.services.setting_party_rules import load_party_rules
from moli.party.services.wishes import take_back_wish, wish_to_be_shown
from tests.factories import NOW, TESTER, branch, person
from tests.factories.organisations import FOUNDED_ON
from tests.factories.party import Roll, applied, granted, held, member, planned

SIGN = "龘"


@dataclass(frozen=True)
class Circle:
    """A branch under the county's with all that can be known of members, and another one."""

    top: Branch
    low: Roll
    other: Roll
    secretary: User
    plain: User
    post: DemoPost
    waiting: DemoPost
    assembly: Activity
    to_come: Activity

    @property
    def names(self) -> set[str]:
        """The names of all members, none of whom wishes to be shown."""
        return {each.name for each in (*self.low.members, *self.other.members)}

    @property
    def members(self) -> tuple[Member, ...]:
        """All of them."""
        return (*self.low.members, *self.other.members)


def circle(top: Branch) -> Circle:
    """Four members of the lower branch, of whom two have accounts; three of another branch.

    The plain member wished to be shown and took it back; a guest belongs for e-commerce.
    """
    load_party_rules(by=TESTER, at=NOW)
    low, other = branch(name="下级党支部", parent=top), branch(name="另一党支部")
    secretary, plain = person(name=f"{SIGN}账甲"), person(name=f"{SIGN}账乙")
    roll = Roll(
        low,
        (
            member(of=low, name=f"{SIGN}甲一", user=secretary),
            member(of=low, name=f"{SIGN}甲二", user=plain),
            member(of=low, name=f"{SIGN}甲三"),
            member(of=low, name=f"{SIGN}甲四", is_full=False),
        ),
    )
    guest = member(of=other, name=f"{SIGN}乙一")
    join_branch(
        member_uid=guest.uid,
        branch_uid=low.uid,
        kind=BelongingKind.ECOMMERCE,
        from_on=FOUNDED_ON,
        by=TESTER,
        at=NOW,
    )
    others = Roll(
        other, (guest, *(member(of=other, name=f"{SIGN}乙{place}") for place in ("二", "三", "四")))
    )
    assembly = held(Roll(low, (*roll.members, guest)))
    elect(
        assembly_uid=assembly.uid,
        elected={roll.secretary.uid: PositionKind.SECRETARY},
        by=TESTER,
        at=NOW,
    )
    for act in (wish_to_be_shown, take_back_wish):
        act(member_uid=roll.members[1].uid, by=plain.actor, at=NOW)
    return Circle(
        top=top,
        low=roll,
        other=others,
        secretary=secretary,
        plain=plain,
        post=granted(roll, for_member=roll.members[1]),
        waiting=applied(roll, for_member=roll.members[2]),
        assembly=assembly,
        to_come=planned(low, kind=ActivityKind.PARTY_DAY, on=date(2016, 9, 20)),
    )
