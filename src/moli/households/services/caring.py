"""Who looks after a household, and what it agreed to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from moli.households.models import Consent, Responsible
from moli.households.rules.care import (
    CONSENT_YEARS_MIN,
    ConsentPurpose,
    ResponsibleFacts,
    faults_of_responsible,
)
from moli.households.rules.people import age_on
from moli.households.services.family import NotOfThisHousehold
from moli.households.services.locking import grow, locked_household, tell
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal

_DAY = timedelta(days=1)


class CareEndsTooEarly(Refusal):
    """Somebody is responsible for at least a day."""


class CareBeginsInFuture(Refusal):
    """Somebody is responsible from today on, or has been for some time."""


class ConsentNeedsAdult(Refusal):
    """Who agrees for a household is of age."""


class NoticeVersionMissing(Refusal):
    """A consent names the text that was read out."""


@transaction.atomic
def name_responsible(
    *, household_id: int, facts: ResponsibleFacts, from_on: date, by: Actor, at: datetime
) -> Responsible:
    """Name somebody responsible for a household from a day on.

    Somebody of that name who is responsible for it already is returned as they are; for another
    unit or number, end that first. Refuses what `rules.care` finds wrong, a day in the future
    (which nobody could end before it came), and a household that was withdrawn.
    """
    household = locked_household(household_id)
    for fault in faults_of_responsible(facts):
        raise fault
    today = timezone.localdate(at)
    if from_on > today:
        raise CareBeginsInFuture(field="from_on", today=today.isoformat())
    known = household.responsibles.filter(name=facts.name.strip(), to_on=None).first()
    if known is not None:
        return known
    row = Responsible.objects.create(
        household=household,
        name=facts.name.strip(),
        unit=facts.unit.strip(),
        unit_level=facts.unit_level,
        phone=facts.phone,
        from_on=from_on,
    )
    grow(household)
    tell("name_responsible", household, by=by, at=at, responsible=str(row.uid))
    return row


@transaction.atomic
def end_responsible(*, responsible_id: int, to_on: date, by: Actor, at: datetime) -> Responsible:
    """Let somebody's responsibility end on a day: the first on which they are not responsible.

    One that has ended stays as it is. Refuses a day before the one after it began.
    """
    found = Responsible.objects.values_list("household_id", flat=True).get(pk=responsible_id)
    household = locked_household(found)
    row = household.responsibles.get(pk=responsible_id)
    if row.to_on is not None:
        return row
    if to_on <= row.from_on:
        raise CareEndsTooEarly(field="to_on", from_on=row.from_on.isoformat())
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    grow(household)
    tell("end_responsible", household, by=by, at=at, responsible=str(row.uid))
    return row


@transaction.atomic
def give_consent(
    *,
    household_id: int,
    member_id: int,
    purpose: ConsentPurpose,
    notice_version: str,
    by: Actor,
    at: datetime,
) -> Consent:
    """Write down that a household agrees to something from today on, and to which text.

    The same text again returns the consent there is; another text ends that and begins anew.
    Refuses who is not a member now or not of age, a consent without a text, and a household
    that was withdrawn.
    """
    household = locked_household(household_id)
    today = timezone.localdate(at)
    member = household.members.filter(pk=member_id, left_on=None).first()
    if member is None:
        raise NotOfThisHousehold(field="member")
    if age_on(member.born_on, today) < CONSENT_YEARS_MIN:
        raise ConsentNeedsAdult(field="member", years_min=CONSENT_YEARS_MIN)
    if not notice_version.strip():
        raise NoticeVersionMissing(field="notice_version")
    known = household.consents.filter(purpose=purpose, to_on=None).first()
    if known is not None and known.notice_version == notice_version:
        return known
    if known is not None:
        end_consent(known, today=today)
    row = Consent.objects.create(
        household=household,
        purpose=purpose,
        notice_version=notice_version,
        given_by=member.name,
        from_on=today,
    )
    grow(household)
    tell("give_consent", household, by=by, at=at, purpose=purpose, notice_version=notice_version)
    return row


@transaction.atomic
def withdraw_consent(*, consent_id: int, by: Actor, at: datetime) -> Consent:
    """Take a consent back. From this moment it does not hold any more, not until the day is over.

    Taking it back twice is once. Refuses nothing: what was withdrawn with its household has
    ended already.
    """
    found = Consent.objects.values_list("household_id", flat=True).get(pk=consent_id)
    household = locked_household(found)
    row = household.consents.get(pk=consent_id)
    if row.to_on is not None:
        return row
    end_consent(row, today=timezone.localdate(at))
    grow(household)
    tell("withdraw_consent", household, by=by, at=at, purpose=row.purpose)
    return row


def end_consent(row: Consent, *, today: date) -> None:
    """Let a consent end before this day.

    A dated row holds at least one day. One that was given today is moved to yesterday, so that
    it holds no more from now on; the trail keeps both true moments.
    """
    row.to_on = today
    row.from_on = min(row.from_on, today - _DAY)
    row.save(update_fields=["from_on", "to_on"])
