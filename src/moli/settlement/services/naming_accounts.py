"""Naming the bank account to which a household's money goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import Household
from moli.households.models.sealed import blind_index
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.settlement.models import BankAccount

_NUMBER = re.compile(r"[0-9]{8,30}")
_SIGNS_MAX = 40


class BankNumberUnreadable(Refusal):
    """An account number has from 8 to 30 digits."""


class BankAccountIncomplete(Refusal):
    """An account has a bank and a holder."""


class BankAccountNamedToday(Refusal):
    """An account was named today; another holds from tomorrow on."""


@dataclass(frozen=True)
class AccountFacts:
    """An account as somebody enters it; blanks and hyphens in the number do not count."""

    number: str
    bank_name: str
    holder_name: str

    @property
    def digits(self) -> str:
        """The number as it is compared."""
        return re.sub(r"[\s-]", "", self.number)


@transaction.atomic
def name_account(*, household_id: int, facts: AccountFacts, by: Actor, at: datetime) -> BankAccount:
    """Send a household's money to an account from today on; the one before ends.

    The same account again returns the row there is. Payouts that were made before keep their
    account. Refuses a number that is none, an account without bank or holder, and a second
    account on one day: the first holds until tomorrow.
    """
    _judge(facts)
    household = (
        Household.objects.select_for_update(of=("self",))
        .select_related("village")
        .get(pk=household_id)
    )
    today = timezone.localdate(at)
    now = BankAccount.objects.filter(household=household, to_on=None).first()
    if now is not None:
        if _says(now) == (facts.digits, facts.bank_name.strip(), facts.holder_name.strip()):
            return now
        if now.from_on >= today:
            raise BankAccountNamedToday(field="number")
        now.to_on = today
        now.save(update_fields=["to_on"])
    row = BankAccount.objects.create(
        household=household,
        number=facts.digits,
        number_index=blind_index(BankAccount, "number", facts.digits),
        bank_name=facts.bank_name.strip(),
        holder_name=facts.holder_name.strip(),
        from_on=today,
    )
    record(
        verb="settlement.name_account",
        on=Subject("household", household.key, household.village.code),
        by=by,
        at=at,
        bank_account=row.pk,
    )
    return row


def _judge(facts: AccountFacts) -> None:
    if not _NUMBER.fullmatch(facts.digits):
        raise BankNumberUnreadable(field="number")
    for field in ("bank_name", "holder_name"):
        if not 0 < len(getattr(facts, field).strip()) <= _SIGNS_MAX:
            raise BankAccountIncomplete(field=field, signs_max=_SIGNS_MAX)


def _says(row: BankAccount) -> tuple[str, str, str]:
    return row.number, row.bank_name, row.holder_name
