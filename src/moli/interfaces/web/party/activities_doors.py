"""The branch or activity that a page is about, fetched within the person's sight."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.party.queries.branches import branch_by_key
from moli.party.queries.sight import MemberSight, activity_seen, member_sight


def sight_of(request: MoliRequest) -> MemberSight:
    """Whose members the person sees today."""
    return member_sight(request.standing, on=clock.today())


def branch_in_sight(request: MoliRequest, uid: UUID) -> tuple[Any, MemberSight]:
    """A branch whose members the person may see; else there is nothing."""
    sight = sight_of(request)
    found = branch_by_key(str(uid)) if sight.branch_ids else None
    if found is None or found.pk not in sight.branch_ids:
        raise Http404
    return found, sight


def activity_in_sight(request: MoliRequest, uid: UUID) -> Any:
    """An activity of such a branch."""
    return activity_and_sight(request, uid)[0]


def activity_and_sight(request: MoliRequest, uid: UUID) -> tuple[Any, MemberSight]:
    """The same with the sight that opens it."""
    sight = sight_of(request)
    found = activity_seen(str(uid), sight=sight)
    if found is None:
        raise Http404
    return found, sight
