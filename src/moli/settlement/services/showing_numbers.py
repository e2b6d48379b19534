"""Showing the number of a household's bank account in full: with a reason, and once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.households.services.opening import NothingToOpen, keep_account_look
from moli.kernel.actor import Actor
from moli.settlement.models import BankAccount


@transaction.atomic
def show_number(*, household_id: int, reason: str, by: Actor, at: datetime) -> str:
    """The number of the account to which a household's money goes today, in full.

    Each call is a look of its own: a row that the household can read, and a line of the trail.
    Whether the person may ask at all is for the caller (`queries.reach`). Refuses a reason that
    says too little, a household without an account, and one that was withdrawn.
    """
    keep_account_look(household_id=household_id, reason=reason, by=by, at=at)
    account = (
        BankAccount.objects.in_force(on=timezone.localdate(at))
        .filter(household=household_id)
        .exclude(number_index="")
        .first()
    )
    if account is None:
        raise NothingToOpen(field="number")
    return account.number
