"""What a page of branches is about, fetched within sight; who may change it; who acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404

from moli.accounts.rules import Role, Standing
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.party.activities_doors import sight_of
from moli.kernel.actor import Actor
from moli.party.queries.branches import branch_by_key
from moli.party.queries.member_sheets import MemberSheet, member_sheet
from moli.party.queries.sight import MemberSight, organised_ids
from moli.party.rules.organisation import BelongingKind

# What the trail calls somebody who acts by position: the name would tell who is a member.
_SECRETARY = "支部书记"


def acting(request: MoliRequest) -> Actor:
    """Who acts in a branch. Whoever was appointed acts by name, a secretary by position alone.

    An appointment elsewhere, or to the office, opens no member here and so gives no name either.
    The key is the account's in either case, so that no two steps are one person's.
    """
    actor = request.standing.actor
    is_named = not sight_of(request).is_by_position
    return actor if is_named else Actor(key=actor.key, name=_SECRETARY)


def acting_above(request: MoliRequest) -> Actor:
    """Who says what a branch is and leads: the county's office by name, as everywhere."""
    return request.standing.actor if is_county_office(request.standing) else acting(request)


def is_county_office(standing: Standing) -> bool:
    """Whether the person acts for the office of the whole county."""
    return settings.MOLI_COUNTY_CODE in standing.area_codes([Role.OFFICE])


def organises(request: MoliRequest, branch: Any, sight: MemberSight) -> bool:
    """Whether the person says what a branch is, what it stands under and what it leads.

    Those above it and the county's office do; those of the branch itself do not, because what a
    branch leads is what its own organisers reach.
    """
    return is_county_office(request.standing) or branch.pk in organised_ids(sight)


def branch_to_read(uid: UUID) -> Any:
    """Any branch; else there is nothing."""
    found = branch_by_key(str(uid))
    if found is None:
        raise Http404
    return found


def branch_to_organise(request: MoliRequest, uid: UUID) -> tuple[Any, MemberSight]:
    """A branch that the person may organise; else there is nothing."""
    found, sight = branch_to_read(uid), sight_of(request)
    if not organises(request, found, sight):
        raise Http404
    return found, sight


def member_to_read(request: MoliRequest, uid: UUID) -> MemberSheet:
    """A member whom the person may see, be it himself; else there is nothing."""
    found = member_sheet(str(uid), sight=sight_of(request))
    if found is None:
        raise Http404
    return found


def member_to_change(request: MoliRequest, uid: UUID) -> MemberSheet:
    """Another member who has not left: nobody writes down the own membership."""
    found = member_to_read(request, uid)
    if found.is_own or found.member.left_on is not None:
        raise Http404
    return found


def member_at_home(request: MoliRequest, uid: UUID) -> MemberSheet:
    """Such a member whose branch at home the person sees: the one for e-commerce keeps no roll."""
    found = member_to_change(request, uid)
    if not keeps_home(found, sight_of(request)):
        raise Http404
    return found


def keeps_home(found: MemberSheet, sight: MemberSight) -> bool:
    """Whether the person sees the members where this one is at home, or he is so nowhere."""
    home = found.belonging(BelongingKind.HOME)
    return home is None or home.branch.pk in sight.branch_ids
