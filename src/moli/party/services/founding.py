"""Founding branches, saying where they are, and disbanding them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Belonging, Branch, Lead, Subordination, Term
from moli.party.queries.rules_in_force import sizes_on
from moli.party.rules.branches import BranchKind
from moli.party.rules.organisation import Form
from moli.party.services.calling_off import call_off_from
from moli.party.services.dating import end_row, refuse_before
from moli.places.queries.directory import division_by_code


class JointUnitsOutOfRange(Refusal):
    """A joint branch joins some units; every other organisation has one at most."""


class BranchAreaUnknown(Refusal):
    """No place has this code."""


class BranchInUse(Refusal):
    """Members belong to it, branches stand under it, or it leads something."""


class BranchDisbanded(Refusal):
    """The branch is disbanded by that day."""


class BranchEnds(Refusal):
    """The branch is there on that day and ends later; what begins in it would have no end."""


@dataclass(frozen=True)
class Seat:
    """What form an organisation has, in which units it is, and where."""

    form: Form = Form.BRANCH
    host_units: tuple[str, ...] = ()
    area_code: str = ""


@transaction.atomic
def found_branch(
    *,
    names: tuple[str, str],
    kind: BranchKind,
    parent: Branch | None,
    founded_on: date,
    by: Actor,
    at: datetime,
) -> Branch:
    """Found a branch, `names` in Chinese and English, under another from that day on.

    The same Chinese name again returns it as it stands. `seat_branch` says what form it has.
    Refuses a parent that is disbanded, be it later, and a day before the parent's founding.
    """
    branch, is_new = Branch.objects.get_or_create(
        name=names[0],
        defaults={"name_en": names[1], "kind": kind, "founded_on": founded_on},
    )
    if is_new:
        if parent is not None:
            locked_lasting_branch(parent.uid, on=founded_on)
            Subordination.objects.create(branch=branch, parent=parent, from_on=founded_on)
        record(verb="party.found_branch", on=Subject("branch", branch.key), by=by, at=at)
    return branch


@transaction.atomic
def seat_branch(*, branch_uid: UUID, seat: Seat, by: Actor, at: datetime) -> Branch:
    """Say what form a branch has, in which units it is and where. The same again changes nothing.

    Refuses an unknown place, fewer units than two or more than the rule has for a joint branch,
    and several for any other.
    """
    branch = locked_branch(branch_uid)
    area = division_by_code(seat.area_code) if seat.area_code else None
    if seat.area_code and area is None:
        raise BranchAreaUnknown(field="area", value=seat.area_code)
    _judge_units(seat, on=branch.founded_on)
    wanted = (seat.form, list(seat.host_units), area)
    if (branch.form, branch.host_units, branch.area) == wanted:
        return branch
    branch.form, branch.host_units, branch.area = wanted
    branch.save(update_fields=["form", "host_units", "area"])
    record(
        verb="party.seat_branch",
        on=Subject("branch", branch.key, area.code if area else ""),
        by=by,
        at=at,
        form=seat.form,
    )
    return branch


def _judge_units(seat: Seat, *, on: date) -> None:
    least, most = 0, 1
    if seat.form == Form.JOINT_BRANCH:
        least, most = 2, sizes_on(on).joint_units_max
    if not least <= len(seat.host_units) <= most:
        raise JointUnitsOutOfRange(
            field="host_units", units=len(seat.host_units), units_min=least, units_max=most
        )


@transaction.atomic
def disband_branch(*, branch_uid: UUID, on: date, by: Actor, at: datetime) -> Branch:
    """Disband a branch from a day on; it stands under nothing then. A second call changes nothing.

    Its term ends that day, and what it planned from then on is called off. Refuses while members
    belong to it, branches stand under it or it leads something, and a day that is not after its
    founding or the beginning of its term.
    """
    branch = locked_branch(branch_uid)
    if branch.disbanded_on is not None:
        return branch
    refuse_before(on, after=branch.founded_on)
    # What ends on a later day still holds on this one.
    below = Subordination.objects.filter(parent=branch).exclude(to_on__lte=on).count()
    members = Belonging.objects.filter(branch=branch).exclude(to_on__lte=on).count()
    leads = Lead.objects.filter(branch=branch).exclude(to_on__lte=on).count()
    if below or members or leads:
        raise BranchInUse(field="branch", branches=below, members=members, leads=leads)
    for rows in (Subordination.objects, Term.objects):
        locked = rows.select_for_update(of=("self",))
        for row in locked.filter(branch=branch, to_on=None).order_by("pk"):
            end_row(row, on=on)
    call_off_from(branch, on=on, by=by, at=at)
    branch.disbanded_on = on
    branch.save(update_fields=["disbanded_on"])
    record(verb="party.disband_branch", on=Subject("branch", branch.key), by=by, at=at)
    return branch


def locked_branch(uid: UUID) -> Branch:
    """A branch, locked: whoever changes who belongs to it, or what it elects, waits here."""
    return Branch.objects.select_for_update(of=("self",)).get(uid=uid)


def locked_living_branch(uid: UUID, *, on: date) -> Branch:
    """A branch, locked. Refuses one that is disbanded by a day, and a day before its founding."""
    branch = locked_branch(uid)
    if branch.disbanded_on is not None and branch.disbanded_on <= on:
        raise BranchDisbanded(field="branch", disbanded_on=branch.disbanded_on.isoformat())
    refuse_before(on, first=branch.founded_on)
    return branch


def locked_lasting_branch(uid: UUID, *, on: date) -> Branch:
    """A branch, locked, for what begins in it and has no end yet. Refuses also one that ends later.

    Such a row would stay open past the day on which its branch was disbanded.
    """
    branch = locked_living_branch(uid, on=on)
    refuse_ending(branch)
    return branch


def refuse_ending(branch: Branch) -> None:
    """Refuse a branch whose disbanding was written down already, whatever its day."""
    if branch.disbanded_on is not None:
        raise BranchEnds(field="branch", disbanded_on=branch.disbanded_on.isoformat())
