"""A household that goes out of the registry, and people who are made nameless in it.

Two people: one withdraws the household, which takes it from every list at once; another erases
its people, when its time is over or when it asked for that. Who withdrew it stands in the trail
(`households.withdraw`, also for a batch that was taken back), so no row of its own is needed.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from moli.households.models import FamilyMember, Household, Notice, Snapshot, Step
from moli.households.queries.retention import erasable_from, withdrawn_by
from moli.households.rules.people import LeaveReason
from moli.households.rules.procedures import ProcedureState
from moli.households.rules.retention import ERASED_NAME, WITHDRAWAL_REASONS, ErasureReason
from moli.households.rules.snapshots import first_of_year, nameless
from moli.households.services.caring import end_consent
from moli.households.services.locking import grow, tell
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal

_DAY = timedelta(days=1)


class NoReasonToWithdraw(Refusal):
    """A whole household goes because its people died, moved away or were never one."""


class ProcedureStillOpen(Refusal):
    """A household with an open procedure is not withdrawn: that is decided first."""


class NotWithdrawn(Refusal):
    """Only a household that was withdrawn before is erased."""


class ErasureNeedsAnother(Refusal):
    """Whoever withdrew a household does not erase it: another person does."""


class StillKept(Refusal):
    """The time for which the household is kept is not over."""


@transaction.atomic
def withdraw_household(
    *, household_id: int, reason: LeaveReason, by: Actor, at: datetime
) -> Household:
    """Take a household out of the registry: its people leave, nobody finds it any more.

    Who looks after it and what it agreed to end too. Statuses, incomes and all history stay. A
    household that was withdrawn already is returned as it is. Refuses other reasons than died,
    moved and error, and a household with an open procedure.
    """
    household = _locked(household_id)
    if household.withdrawn_at is not None:
        return household
    if reason not in WITHDRAWAL_REASONS:
        raise NoReasonToWithdraw(field="leave_reason")
    if household.procedures.filter(state=ProcedureState.OPEN).exists():
        raise ProcedureStillOpen(field="household")
    today = timezone.localdate(at)
    people = _let_people_leave(household, reason, today=today)
    _end_care(household, today=today)
    household.withdrawn_at = at
    household.save(update_fields=["withdrawn_at"])
    grow(household)
    tell("withdraw", household, by=by, at=at, leave_reason=reason, people=people)
    return household


@transaction.atomic
def erase_household(
    *, household_id: int, reason: ErasureReason, by: Actor, at: datetime
) -> Household:
    """Make the people of a withdrawn household nameless; its sums and statuses stay.

    Names, numbers, telephone, address, official numbers, health and all free words go, of
    birthdays the year stays, also in snapshots and notices. What is left adds up as before and
    tells nobody. Erasing twice is once. Refuses a household that was not withdrawn, the person
    who withdrew it, and `RETENTION` before the time is over.
    """
    household = _locked(household_id)
    if household.erased_at is not None:
        return household
    today = timezone.localdate(at)
    _judge(household, reason, by=by, on=today)
    # A batch that was taken back leaves this to us.
    _end_care(household, today=today)
    people = _erase_people(household)
    _erase_words(household)
    household.national_code = household.group_name = household.address = ""
    household.phone = household.phone_index = ""
    household.erased_at = at
    household.save(
        update_fields=[
            *("national_code", "group_name", "address", "phone", "phone_index", "erased_at"),
        ]
    )
    grow(household)
    tell("erase", household, by=by, at=at, erasure_reason=reason, people=people)
    return household


def _locked(household_id: int) -> Household:
    """The row locked, withdrawn or not."""
    return (
        Household.objects.select_for_update(of=("self",))
        .select_related("village", "batch")
        .get(pk=household_id)
    )


def _judge(household: Household, reason: ErasureReason, *, by: Actor, on: date) -> None:
    free_from = erasable_from(household)
    if free_from is None:
        raise NotWithdrawn(field="household")
    # One that nobody is known to have withdrawn counts as withdrawn by whoever asks.
    if withdrawn_by(household) in {"", by.key}:
        raise ErasureNeedsAnother(field="household")
    if reason is ErasureReason.RETENTION and on < free_from:
        raise StillKept(field="household", from_on=free_from.isoformat())


def _let_people_leave(household: Household, reason: LeaveReason, *, today: date) -> int:
    members = list(household.members.filter(left_on=None).order_by("pk"))
    for member in members:
        member.left_on, member.leave_reason = max(today, member.joined_on), reason
    FamilyMember.objects.bulk_update(members, ["left_on", "leave_reason"])
    return len(members)


def _end_care(household: Household, *, today: date) -> None:
    """Let end who looks after a household and what it agreed to."""
    for row in household.responsibles.filter(to_on=None):
        row.to_on = max(today, row.from_on + _DAY)
        row.save(update_fields=["to_on"])
    for consent in household.consents.filter(to_on=None):
        end_consent(consent, today=today)


def _erase_people(household: Household) -> int:
    members = list(household.members.order_by("pk"))
    for member in members:
        member.name = ERASED_NAME
        member.born_on = first_of_year(member.born_on)
        for column in ("national_code", "id_number", "id_index", "health", "absence_reason"):
            setattr(member, column, "")
    FamilyMember.objects.bulk_update(
        members,
        ["name", "born_on", "national_code", "id_number", "id_index", "health", "absence_reason"],
    )
    return len(members)


def _erase_words(household: Household) -> None:
    """All that people wrote freely about the household, and its copies."""
    household.responsibles.update(name=ERASED_NAME, phone="")
    household.consents.update(given_by=ERASED_NAME)
    household.openings.update(reason=ERASED_NAME)
    household.waivers.update(reason=ERASED_NAME)
    household.statuses.update(reason="", risk_words="")
    household.incomes.update(source=ERASED_NAME)
    household.livings.update(source=ERASED_NAME)
    household.procedures.update(words="", risk_words="")
    Step.objects.filter(procedure__household=household).update(words="")
    notices = Notice.objects.filter(procedure__household=household)
    notices.update(head_name=ERASED_NAME, group_name="")
    snapshots = list(household.snapshots.order_by("pk"))
    for snapshot in snapshots:
        snapshot.content = nameless(snapshot.content)
    Snapshot.objects.bulk_update(snapshots, ["content"])
