"""People who join a household, leave it, or are written down anew; and who its head is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from moli.households.models import FamilyMember, Household
from moli.households.models.family_member import indexes_of_number
from moli.households.rules.people import JoinReason, LeaveReason, Relation
from moli.households.rules.registration import (
    PersonFacts,
    SamePersonTwice,
    TwoHeads,
    faults_of_person,
)
from moli.households.services.locking import (
    differing,
    grow,
    locked_household,
    must_be_of,
    take,
    tell,
)
from moli.households.services.registering import member_columns, member_row
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal


class MemberDayOutOfRange(Refusal):
    """Somebody joins after they were born and leaves after they joined, neither in the future."""


class JoinsBeforeLeaving(Refusal):
    """A person is still in another household, or again in this one, on the day they would join."""


class HeadStaysUntilAnother(Refusal):
    """The head leaves, or becomes something else, only after another is head."""


class MemberHasLeft(Refusal):
    """Somebody who has left is not changed any more."""


class NotOfThisHousehold(Refusal):
    """Somebody who does not belong to a household cannot be its head."""


@transaction.atomic
def join_member(  # noqa: PLR0913 - what a form of a newcomer asks
    *,
    household_id: int,
    person: PersonFacts,
    reason: JoinReason,
    joined_on: date,
    base_version: int,
    by: Actor,
    at: datetime,
) -> FamilyMember:
    """Write down somebody who came into a household.

    Somebody with the same identity number who is a member of it already is returned, whatever
    the version. Refuses what `rules.registration` finds wrong, a second head, somebody who is a
    member of another household, a day in the future or before birth or before the person left
    where they were, a household that was withdrawn, and a change made on an older version.
    """
    household = locked_household(household_id)
    today = timezone.localdate(at)
    for fault in faults_of_person(person, on=today):
        raise fault
    same = FamilyMember.objects.filter(id_index__in=indexes_of_number(person.id_number))
    known = same.filter(left_on=None).first()
    if known is not None and known.household_id == household.pk:
        return known
    must_be_of(household, base_version)
    if known is not None:
        raise SamePersonTwice(field="id_number")
    if person.relation is Relation.HEAD and _head_of(household) is not None:
        raise TwoHeads(field="relation", heads=2)
    if not person.born_on <= joined_on <= today:
        raise MemberDayOutOfRange(field="joined_on", today=today.isoformat())
    _must_have_left(same, joined_on=joined_on)
    member = member_row(person, household=household, joined_on=joined_on, join_reason=reason)
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError:
        # Another household wrote the same person down at this moment; a second head cannot be
        # the cause, for the household is locked.
        raise SamePersonTwice(field="id_number") from None
    grow(household)
    tell("join_member", household, by=by, at=at, member=member.key, join_reason=reason)
    return member


@transaction.atomic
def leave_member(
    *,
    member_id: int,
    reason: LeaveReason,
    left_on: date,
    base_version: int,
    by: Actor,
    at: datetime,
) -> FamilyMember:
    """Write down that somebody left a household, and why. The row stays as history.

    Somebody who has left already is returned as they are. Refuses the head as long as others
    remain (`pass_headship` comes first), a day before they joined or in the future, a household
    that was withdrawn, and a change made on an older version.
    """
    household, member = _locked(member_id)
    if member.left_on is not None:
        return member
    must_be_of(household, base_version)
    today = timezone.localdate(at)
    if not member.joined_on <= left_on <= today:
        raise MemberDayOutOfRange(field="left_on", today=today.isoformat())
    others = household.members.filter(left_on=None).exclude(pk=member.pk)
    if member.relation == Relation.HEAD and others.exists():
        raise HeadStaysUntilAnother(field="relation")
    take(member, {"left_on": left_on, "leave_reason": reason}, ("left_on", "leave_reason"))
    grow(household)
    tell("leave_member", household, by=by, at=at, member=member.key, leave_reason=reason)
    return member


@transaction.atomic
def change_member(
    *, member_id: int, person: PersonFacts, base_version: int, by: Actor, at: datetime
) -> FamilyMember:
    """Write somebody down anew.

    The same facts again change nothing, whatever the version. Refuses what `rules.registration`
    finds wrong, a second head and a household left without one (`pass_headship` changes both),
    the number of somebody who is a member already, somebody who has left, a household that was
    withdrawn, and a change made on an older version. The trail names the columns only.
    """
    household, member = _locked(member_id)
    for fault in faults_of_person(person, on=timezone.localdate(at)):
        raise fault
    wanted = member_columns(person)
    changed = differing(member, wanted)
    if not changed:
        return member
    if member.left_on is not None:
        raise MemberHasLeft(field="left_on")
    must_be_of(household, base_version)
    _judge_change(household, member, wanted, changed)
    try:
        with transaction.atomic():
            take(member, wanted, changed)
    except IntegrityError:
        raise SamePersonTwice(field="id_number") from None
    grow(household)
    # The index follows from the number; it says nothing to a reader.
    columns = tuple(name for name in changed if name != "id_index")
    tell("change_member", household, by=by, at=at, member=member.key, columns=columns)
    return member


@transaction.atomic
def pass_headship(
    *,
    household_id: int,
    member_id: int,
    old_head_relation: Relation,
    base_version: int,
    by: Actor,
    at: datetime,
) -> FamilyMember:
    """Make another member the head; the head so far becomes what `old_head_relation` says.

    What the others are to the new head is not known here: whoever passes the headship writes
    them down anew afterwards. Somebody who is head already is returned. Refuses somebody who is
    not a member now, `HEAD` for both, a household that was withdrawn, and a change made on an
    older version.
    """
    household = locked_household(household_id)
    member = household.members.filter(pk=member_id, left_on=None).first()
    if member is None:
        raise NotOfThisHousehold(field="member")
    if member.relation == Relation.HEAD:
        return member
    must_be_of(household, base_version)
    if old_head_relation is Relation.HEAD:
        raise TwoHeads(field="relation", heads=2)
    before = _head_of(household)
    if before is not None:
        # The old head first: the database knows one at a time.
        take(before, {"relation": old_head_relation}, ("relation",))
    take(member, {"relation": Relation.HEAD}, ("relation",))
    grow(household)
    tell(
        "pass_headship",
        household,
        by=by,
        at=at,
        member=member.key,
        before=before.key if before is not None else "",
    )
    return member


def _locked(member_id: int) -> tuple[Household, FamilyMember]:
    """The household of a member, locked, and the member as they are under that lock."""
    household_id = FamilyMember.objects.values_list("household_id", flat=True).get(pk=member_id)
    household = locked_household(household_id)
    return household, household.members.get(pk=member_id)


def _head_of(household: Household) -> FamilyMember | None:
    return household.members.filter(relation=Relation.HEAD, left_on=None).first()


def _judge_change(
    household: Household, member: FamilyMember, wanted: dict[str, Any], changed: list[str]
) -> None:
    if "relation" in changed:
        if member.relation == Relation.HEAD:
            raise HeadStaysUntilAnother(field="relation")
        if wanted["relation"] == Relation.HEAD and _head_of(household) is not None:
            raise TwoHeads(field="relation", heads=2)
    if "id_index" in changed and wanted["id_index"]:
        indexes = indexes_of_number(wanted["id_number"])
        others = FamilyMember.objects.filter(id_index__in=indexes, left_on=None)
        if others.exclude(pk=member.pk).exists():
            raise SamePersonTwice(field="id_number")


def _must_have_left(same: QuerySet[FamilyMember], *, joined_on: date) -> None:
    """Refuse a day on which the person was still somewhere; what was an error does not count."""
    left_on = same.exclude(leave_reason=LeaveReason.ERROR).aggregate(last=Max("left_on"))["last"]
    if left_on is not None and joined_on < left_on:
        raise JoinsBeforeLeaving(field="joined_on", from_on=left_on.isoformat())
