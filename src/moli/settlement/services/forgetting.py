"""Bank accounts of a household whose people were made nameless."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.households.models import Household
from moli.households.rules.retention import ERASED_NAME
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.settlement.models import BankAccount
from moli.settlement.queries.due import forgettable_accounts


class HouseholdNotErased(Refusal):
    """Accounts are forgotten with their household, not before."""


@transaction.atomic
def forget_accounts(*, household_id: int, by: Actor, at: datetime) -> int:
    """Forget number and holder of an erased household's bank accounts; how many.

    Sums and payouts stay. An account to which a payout is with the bank waits until the bank's
    result is taken: list and result know it by its number. A second call finds what has become
    free since, or nothing to do. Refuses a household that was not erased.
    """
    household = Household.objects.select_for_update(of=("self",)).get(pk=household_id)
    if household.erased_at is None:
        raise HouseholdNotErased(field="household")
    rows = BankAccount.objects.filter(household=household).order_by("pk")
    # Whoever approves a payout to one of them at this moment is waited for, or waits.
    ids = [row.pk for row in rows.select_for_update(of=("self",)).only("pk")]
    forgotten = (
        forgettable_accounts()
        .filter(pk__in=ids)
        .update(number="", number_index="", holder_name=ERASED_NAME)
    )
    if forgotten:
        record(
            verb="settlement.forget_accounts",
            on=Subject("household", household.key),
            by=by,
            at=at,
            accounts=forgotten,
        )
    return forgotten
