"""Putting a branch under another."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Branch, Subordination
from moli.party.rules.branches import at_and_below
from moli.party.services.dating import end_row, refuse_before
from moli.party.services.founding import locked_lasting_branch


class BranchUnderItself(Refusal):
    """A branch stands under itself, be it through others."""


@transaction.atomic
def subordinate(
    *, branch_uid: UUID, parent_uid: UUID, from_on: date, by: Actor, at: datetime
) -> Subordination:
    """Put a branch under another from a day on; what it stood under ends that day.

    The same parent again changes nothing. Refuses a circle, a branch that is disbanded, and a
    day that is not after the beginning of what it stands under now.
    """
    # A row that is not there yet cannot be locked, so all branches stand for the whole tree.
    list(Branch.objects.select_for_update(of=("self",)).order_by("pk"))
    branch = locked_lasting_branch(branch_uid, on=from_on)
    parent = locked_lasting_branch(parent_uid, on=from_on)
    standing = Subordination.objects.filter(to_on=None)
    now = standing.filter(branch=branch).first()
    if now is not None and now.parent_id == parent.pk:
        return now
    parent_of: dict[int, int | None] = dict(standing.values_list("branch_id", "parent_id"))
    if parent.pk in at_and_below([branch.pk], parent_of=parent_of):
        raise BranchUnderItself(field="parent")
    if now is not None:
        end_row(now, on=from_on)
    else:
        last = Subordination.objects.filter(branch=branch).order_by("-to_on").first()
        refuse_before(from_on, first=last.to_on if last else None)
    row = Subordination.objects.create(branch=branch, parent=parent, from_on=from_on)
    subject = Subject("branch", branch.key)
    record(verb="party.subordinate", on=subject, by=by, at=at, parent_key=parent.key)
    return row
