"""Registering a household with its people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import Batch, FamilyMember, Household
from moli.households.models.sealed import blind_index
from moli.households.rules.people import JoinReason
from moli.households.rules.registration import (
    RESIDENT_SIGNS,
    HouseholdFacts,
    PersonFacts,
    SamePersonTwice,
    TwoHeads,
    faults_of_household,
    faults_of_person,
)
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.places.models import Division
from moli.places.rules.divisions import Level


class HouseholdNeedsVillage(Refusal):
    """A household is registered in one village."""


class NationalCodeTaken(Refusal):
    """Another household has this official number."""


def register_household(
    *,
    facts: HouseholdFacts,
    people: Sequence[PersonFacts],
    village: Division,
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> Household:
    """Register a household with all its people, or nothing of it.

    The same key again answers with the household of the first call. Refuses what
    `rules.registration` finds wrong, a place that is no village, an official number that is
    taken, and anybody who is a member of a household already.
    """
    known = Household.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    today = timezone.localdate(at)
    found = chain(
        faults_of_household(facts, people),
        *(faults_of_person(person, on=today) for person in people),
    )
    for fault in found:
        raise fault
    if village.level != Level.VILLAGE:
        raise HouseholdNeedsVillage(field="village", value=village.name)
    household = household_row(facts, village=village, request_key=request_key, at=at)
    members = [member_row(person, household=household, joined_on=today) for person in people]
    try:
        return _store(household, members, by=by, at=at)
    except IntegrityError:
        # A second tap, or somebody else was quicker: say which of the two.
        known = Household.objects.filter(request_key=request_key).first()
        if known is not None:
            return known
        raise why_not_stored(household, members) from None


@transaction.atomic
def _store(
    household: Household, members: Sequence[FamilyMember], *, by: Actor, at: datetime
) -> Household:
    household.save(force_insert=True)
    FamilyMember.objects.bulk_create(members)
    record(
        verb="households.register",
        on=Subject("household", household.key, household.village.code),
        by=by,
        at=at,
        people=len(members),
    )
    return household


def why_not_stored(household: Household, members: Sequence[FamilyMember]) -> Refusal:
    """The refusal behind a constraint that the database kept."""
    code = household.national_code
    if code and Household.objects.filter(national_code=code, withdrawn_at=None).exists():
        return NationalCodeTaken(field="national_code", value=code)
    indexes = [member.id_index for member in members if member.id_index]
    if FamilyMember.objects.filter(id_index__in=indexes, left_on=None).exists():
        return SamePersonTwice(field="id_number")
    return TwoHeads(field="relation", heads=2)


def household_row(
    facts: HouseholdFacts,
    *,
    village: Division,
    request_key: UUID,
    at: datetime,
    batch: Batch | None = None,
) -> Household:
    """A household that is not stored yet; one of a batch is in review."""
    causes = [*facts.causes, "", "", ""]
    return Household(
        national_code=facts.national_code,
        village=village,
        group_name=facts.group_name,
        address=facts.address,
        phone=facts.phone,
        phone_index=blind_index(Household, "phone", facts.phone),
        standard=facts.standard or "",
        attribute=facts.attribute or "",
        main_cause=causes[0],
        second_cause=causes[1],
        third_cause=causes[2],
        batch=batch,
        is_in_review=batch is not None,
        is_generated=batch is not None and batch.is_generated,
        created_at=at,
        request_key=request_key,
    )


def member_row(
    person: PersonFacts,
    *,
    household: Household,
    joined_on: date,
    join_reason: JoinReason = JoinReason.FIRST,
) -> FamilyMember:
    """A member that is not stored yet."""
    return FamilyMember(
        **member_columns(person),
        household=household,
        joined_on=joined_on,
        join_reason=join_reason,
    )


def member_columns(person: PersonFacts) -> dict[str, Any]:
    """The columns of a member that a person's facts fill. Kinds not said are empty, not null."""
    kinds = ("education", "schooling", "health", "labour", "work_place")
    empty = {name: getattr(person, name) or "" for name in kinds}
    return vars(person) | empty | {"id_index": id_index_of(person.id_number)}


def id_index_of(id_number: str) -> str:
    """The blind index by which a person is found: of the resident's 18 signs, whatever the card."""
    return blind_index(FamilyMember, "id_number", id_number[:RESIDENT_SIGNS])
