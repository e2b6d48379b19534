"""Founding a branch together with its form, units and place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Branch, Subordination
from moli.party.rules.branches import BranchKind
from moli.party.rules.organisation import Form
from moli.party.services.founding import Seat, found_branch, seat_branch


class BranchNameTaken(Refusal):
    """Another branch has this name."""


@dataclass(frozen=True)
class NewBranch:
    """A branch as somebody founds it; `names` in Chinese and English."""

    names: tuple[str, str]
    kind: BranchKind
    parent: Branch | None
    founded_on: date
    seat: Seat


@transaction.atomic
def found_with_seat(*, new: NewBranch, by: Actor, at: datetime) -> Branch:
    """Found a branch that is seated from its first day. The same facts again return it.

    Refuses a name that a branch with other facts has, so that nobody changes that one by
    founding it again, and what founding and seating refuse.
    """
    # A branch that is not there yet cannot be locked, so all others stand for it.
    list(Branch.objects.select_for_update(of=("self",)).order_by("pk"))
    known = Branch.objects.select_related("area").filter(name=new.names[0]).first()
    if known is not None:
        stands = Seat(
            form=Form(known.form),
            host_units=tuple(known.host_units),
            area_code=known.area.code if known.area else "",
        )
        said = (new.names[1], new.kind, new.founded_on, new.seat)
        is_same = (known.name_en, known.kind, known.founded_on, stands) == said
        if not is_same or _parent_id(known) != (new.parent.pk if new.parent else None):
            raise BranchNameTaken(field="name")
        return known
    branch = found_branch(
        names=new.names,
        kind=new.kind,
        parent=new.parent,
        founded_on=new.founded_on,
        by=by,
        at=at,
    )
    return seat_branch(branch_uid=branch.uid, seat=new.seat, by=by, at=at)


def _parent_id(branch: Branch) -> int | None:
    """What a branch stood under on the day of its founding."""
    above = Subordination.objects.in_force(on=branch.founded_on).filter(branch=branch)
    return above.values_list("parent", flat=True).first()
