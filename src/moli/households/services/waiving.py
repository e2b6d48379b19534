"""Waiving a finding of data quality that is right as it stands, and taking that back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from moli.households.models import Waiver
from moli.households.queries.quality import findings_of
from moli.households.rules.care import judged_reason
from moli.households.services.locking import locked_household, tell
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal

_ONE_DAY = timedelta(days=1)


class NothingToWaive(Refusal):
    """The rule finds nothing there: it was mended meanwhile, or never broken."""


@transaction.atomic
def waive(
    *,
    household_id: int,
    member_key: str,
    rule_code: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> Waiver:
    """Let a finding stand, with the reason, from today until somebody ends that.

    `member_key` is empty for a finding about the household as a whole. A finding that is waived
    already keeps its waiver. Refuses a reason that says too little, a finding that is not
    there (a waiver in advance would hide what comes later), and a household that was withdrawn.
    The household's version stays: nothing of its record changes.
    """
    on = timezone.localdate(at)
    household = locked_household(household_id)
    said = judged_reason(reason)
    rows = household.waivers.filter(member_key=member_key, rule_code=rule_code)
    standing = rows.filter(to_on=None).first()
    if standing is not None:
        return standing
    found = {(each.member_key, each.rule_code) for each in findings_of([household.pk], on=on)}
    if (member_key, rule_code) not in found:
        raise NothingToWaive(field="rule")
    newest = rows.order_by("-from_on").first()
    row = Waiver.objects.create(
        household=household,
        member_key=member_key,
        rule_code=rule_code,
        reason=said,
        by_key=by.key,
        by_name=by.name,
        # One that was ended today holds until tomorrow: the next begins where it ends.
        from_on=max(on, newest.to_on) if newest and newest.to_on else on,
    )
    tell("waive", household, by=by, at=at, rule=rule_code, waiver=row.pk)
    return row


@transaction.atomic
def end_waiver(*, waiver_id: int, by: Actor, at: datetime) -> Waiver:
    """Let a finding count again from today, or from tomorrow when it was waived today.

    One that has ended stays as it is. Refuses a household that was withdrawn.
    """
    found = Waiver.objects.values_list("household_id", flat=True).get(pk=waiver_id)
    household = locked_household(found)
    row = household.waivers.get(pk=waiver_id)
    if row.to_on is not None:
        return row
    row.to_on = max(timezone.localdate(at), row.from_on + _ONE_DAY)
    row.save(update_fields=["to_on"])
    tell("end_waiver", household, by=by, at=at, rule=row.rule_code, waiver=row.pk)
    return row
