"""Addresses of branches and their members, each with the right that opens it.

Secretaries are so by position, not by appointment: who may see a member or change a branch is
asked by each page. No name is in an address.
"""

from django.urls import URLPattern
from django.views.decorators.debug import sensitive_post_parameters

from moli.interfaces.access import LOGGED_IN, PUBLIC, View, page
from moli.interfaces.web.party.branches import branch, branches
from moli.interfaces.web.party.elections import elect_term, fill_positions
from moli.interfaces.web.party.leading import lead
from moli.interfaces.web.party.members import (
    belong,
    end_member_position,
    leave_the_party,
    make_full_member,
    party_member,
    register_party_member,
    set_group_leader,
)
from moli.interfaces.web.party.organising import disband, found, seat, stand_under
from moli.interfaces.web.party.own import own_wish

_ONE = "branches/<uuid:uid>/"
_MEMBER = "branches/members/<uuid:uid>/"


def inside_page(route: str, view: View, *, name: str) -> URLPattern:
    """A page for some of those who logged in; what is sent to it stands in no error report."""
    return page(route, sensitive_post_parameters()(view), name=name, right=LOGGED_IN)


urlpatterns = [
    page("branches/", branches, name="branches", right=PUBLIC),
    page(_ONE, branch, name="branch", right=PUBLIC),
    inside_page("branches/new/", found, name="found_branch"),
    inside_page(f"{_ONE}seat/", seat, name="seat_branch"),
    inside_page(f"{_ONE}parent/", stand_under, name="subordinate"),
    inside_page(f"{_ONE}leads/", lead, name="lead"),
    inside_page(f"{_ONE}disband/", disband, name="disband_branch"),
    inside_page(f"{_ONE}elect/", elect_term, name="elect"),
    inside_page(f"{_ONE}by-elect/", fill_positions, name="by_elect"),
    inside_page(f"{_ONE}leader/", set_group_leader, name="name_group_leader"),
    inside_page(f"{_ONE}members/new/", register_party_member, name="register_party_member"),
    inside_page(_MEMBER, party_member, name="party_member"),
    inside_page(f"{_MEMBER}full/", make_full_member, name="make_full_member"),
    inside_page(f"{_MEMBER}belong/", belong, name="belong"),
    inside_page(f"{_MEMBER}position/", end_member_position, name="end_member_position"),
    inside_page(f"{_MEMBER}leave/", leave_the_party, name="leave_the_party"),
    inside_page("me/wish/", own_wish, name="own_wish"),
]
