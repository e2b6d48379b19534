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


class HouseholdNotErased(Refusal):
    """Accounts are forgotten with their household, not before."""


@transaction.atomic
def forget_accounts(*, household_id: int, by: Actor, at: datetime) -> int:
    """Forget number and holder of an erased household's bank accounts; how many.

    Sums and payouts stay. A second call finds nothing to do. Refuses a household that was not
    erased.
    """
    household = Household.objects.select_for_update(of=("self",)).get(pk=household_id)
    if household.erased_at is None:
        raise HouseholdNotErased(field="household")
    rows = BankAccount.objects.filter(household=household).exclude(number_index="")
    forgotten = rows.update(number="", number_index="", holder_name=ERASED_NAME)
    if forgotten:
        record(
            verb="settlement.forget_accounts",
            on=Subject("household", household.key),
            by=by,
            at=at,
            accounts=forgotten,
        )
    return forgotten
