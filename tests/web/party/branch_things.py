"""What each address of branches and members is about: a branch under the county's, and a member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moli.party.models import Branch
from tests.web.party.circle import circle

_OF_A_BRANCH = (
    *("branch", "seat_branch", "subordinate", "lead", "disband_branch", "elect", "by_elect"),
    *("name_group_leader", "register_party_member"),
)
_OF_A_MEMBER = ("party_member", "belong", "end_member_position", "leave_the_party")


def branch_things() -> Mapping[str, Sequence[object]]:
    """The address's values by the page's name; the county's branch is there already."""
    found = circle(Branch.objects.get(name="横县电子商务党支部"))
    return {
        **dict.fromkeys(_OF_A_BRANCH, (found.low.branch.uid,)),
        **dict.fromkeys(_OF_A_MEMBER, (found.low.secretary.uid,)),
        "make_full_member": (found.low.members[3].uid,),
    }
