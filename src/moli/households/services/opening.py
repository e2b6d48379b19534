"""Looking where it is closed: a full number, or a household outside one's area, with a reason.

Each look is a row that the household can read, and a line of the trail. Whether the person may
ask at all is for the caller: take members and households from the person's reach
(`queries.reach.household_in_reach`), and nothing else, before calling here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.households.models import FamilyMember, Household, Opening
from moli.households.models.family_member import indexes_of_number
from moli.households.rules.care import GLASS_OPEN, OpeningKind, judged_reason
from moli.households.services.locking import locked_household, tell
from moli.kernel.actor import Actor
from moli.kernel.identifiers import normal_id_number
from moli.kernel.refusal import Refusal


class NothingToOpen(Refusal):
    """There is no number behind this mask: none was ever written down."""


class NobodyOfThatNumber(Refusal):
    """No member of a household has this identity number now."""


@transaction.atomic
def open_number(*, member_id: int, reason: str, by: Actor, at: datetime) -> str:
    """A member's identity number in full. Each call is a look of its own and is kept.

    Refuses a reason that says too little, a member without a number, and a household that was
    withdrawn.
    """
    said = judged_reason(reason)
    member = FamilyMember.objects.get(pk=member_id)
    household = locked_household(member.household_id)
    if not member.id_number:
        raise NothingToOpen(field="id_number")
    _keep(OpeningKind.NUMBER, household, member=member, reason=said, by=by, at=at)
    tell("open_number", household, by=by, at=at, member=member.key)
    return member.id_number


@transaction.atomic
def open_phone(*, household_id: int, reason: str, by: Actor, at: datetime) -> str:
    """A household's telephone number in full. Each call is a look of its own and is kept.

    Refuses a reason that says too little, a household without a number, and one that was
    withdrawn.
    """
    said = judged_reason(reason)
    household = locked_household(household_id)
    if not household.phone:
        raise NothingToOpen(field="phone")
    _keep(OpeningKind.PHONE, household, member=None, reason=said, by=by, at=at)
    tell("open_phone", household, by=by, at=at)
    return household.phone


@transaction.atomic
def keep_account_look(*, household_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Keep that somebody is shown the number of a household's bank account. Each call is a look.

    The number is another room's, which calls this in its own transaction. Refuses a reason that
    says too little, and a household that was withdrawn.
    """
    said = judged_reason(reason)
    household = locked_household(household_id)
    _keep(OpeningKind.ACCOUNT, household, member=None, reason=said, by=by, at=at)
    tell("open_account", household, by=by, at=at)


def keep_bank_list_looks(
    *, household_ids: Collection[int], reason: str, by: Actor, at: datetime
) -> None:
    """Keep that the account numbers of some households go to the bank in one list.

    Each list is a look at each household, which reads it on its own page; that it was made is one
    line of the trail, which the caller writes.
    """
    said = judged_reason(reason)
    Opening.objects.bulk_create(
        Opening(
            kind=OpeningKind.BANK_LIST,
            household_id=key,
            reason=said,
            by_key=by.key,
            by_name=by.name,
            at=at,
            until_at=at,
        )
        for key in household_ids
    )


def break_glass(*, id_number: str, reason: str, by: Actor, at: datetime) -> Household:
    """Open a household outside the person's area for three hours, by a member's whole number.

    While it is open to this person, a second call returns it and opens nothing anew. Refuses a
    reason that says too little, and a number that nobody has: that this was asked for is kept in
    the trail as well, without the number, so the refusal must not be raised inside a transaction
    of the caller's.
    """
    said = judged_reason(reason)
    opened = _opened(normal_id_number(id_number), reason=said, by=by, at=at)
    if opened is None:
        record(verb="households.glass_missed", on=Subject("household", ""), by=by, at=at, missed=1)
        raise NobodyOfThatNumber(field="id_number")
    return opened


@transaction.atomic
def _opened(id_number: str, *, reason: str, by: Actor, at: datetime) -> Household | None:
    member = FamilyMember.objects.filter(
        id_index__in=indexes_of_number(id_number),
        left_on=None,
        household__is_in_review=False,
        household__withdrawn_at=None,
    ).first()
    if member is None:
        return None
    # Locked, so that two taps are one opening.
    household = locked_household(member.household_id)
    open_now = household.openings.filter(
        kind=OpeningKind.OUTSIDE, by_key=by.key, at__lte=at, until_at__gt=at
    )
    if not open_now.exists():
        _keep(OpeningKind.OUTSIDE, household, member=member, reason=reason, by=by, at=at)
        tell("break_glass", household, by=by, at=at, member=member.key)
    return household


def _keep(
    kind: OpeningKind,
    household: Household,
    *,
    member: FamilyMember | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    Opening.objects.create(
        kind=kind,
        household=household,
        member=member,
        reason=reason,
        by_key=by.key,
        by_name=by.name,
        at=at,
        until_at=at + GLASS_OPEN if kind is OpeningKind.OUTSIDE else at,
    )
