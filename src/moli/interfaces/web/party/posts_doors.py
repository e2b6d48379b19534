"""The branch whose posts a person may read: a whole branch's, or only the own ones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.party.activities_doors import sight_of
from moli.interfaces.web.party.doors import acting
from moli.kernel.actor import Actor
from moli.party.queries.branches import branch_by_key
from moli.party.queries.sight import MemberSight, members_of

# What the trail calls a member who applies for himself: the name would tell that he is one.
_SELF = "党员本人"


def applicant(request: MoliRequest, branch: Any, sight: MemberSight) -> Actor:
    """Who applies: whoever works for the branch, or the member himself without his name."""
    if branch.pk in sight.branch_ids:
        return acting(request)
    return Actor(key=request.standing.actor.key, name=_SELF)


def branch_of_posts(request: MoliRequest, uid: UUID) -> tuple[Any, MemberSight]:
    """A branch whose members the person may see, or to which he belongs; else nothing."""
    sight = sight_of(request)
    found = None if sight.sees_nobody else branch_by_key(str(uid))
    if found is None:
        raise Http404
    if found.pk not in sight.branch_ids and not members_of(found, sight=sight):
        raise Http404
    return found, sight
