"""Books in which everything has happened once, and one break of each of their laws.

The database refuses every one of these; the guards are taken down to plant it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from moli.audit.models import Event
from moli.ledger.models import Account, Closing, Entry, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.ledger.services.closing import close_month
from moli.ledger.services.reversing import reverse
from tests.factories import NOW, TESTER, TODAY
from tests.factories.books import account, entered, funded
from tests.unguarded import unguarded

AUGUST = date(2016, 8, 31)


def kept_books() -> None:
    """A transfer of a closed month, one of this month, and its reversal."""
    clearing, fees = account(AccountKind.CLEARING), account(AccountKind.FEES)
    entered({fees: 60, clearing: -60}, happened_on=AUGUST)
    close_month(month=AUGUST, by=TESTER, at=NOW)
    bank = funded(AccountKind.BANK, 1_000)
    wrong = entered({fees: 100, bank: -100})
    reverse(transfer_id=wrong.pk, reference="reversal:1", happened_on=TODAY, by=TESTER, at=NOW)


def _entry_is_lost() -> object:
    return Entry.objects.filter(transfer__reverses=None).order_by("pk")[:1].get().delete()


def _one_account_too_rich() -> object:
    entry = Entry.objects.filter(account__kind=AccountKind.CLEARING).order_by("pk")[:1].get()
    return Entry.objects.filter(pk=entry.pk).update(amount_fen=entry.amount_fen + 1)


def _reversal_of_another_account() -> object:
    reversed_entries = Entry.objects.filter(transfer__reverses__isnull=False)
    other = account(AccountKind.SHRINKAGE)
    return reversed_entries.filter(account__kind=AccountKind.FEES).update(account=other)


def _posted_into_august() -> object:
    return Transfer.objects.filter(reference="reversal:1").update(happened_on=AUGUST)


LEDGER_BREAKS: dict[str, Callable[[], object]] = {
    "ledger.transfer_sums_to_zero": unguarded(_entry_is_lost),
    "ledger.trial_balance_is_zero": unguarded(_one_account_too_rich),
    "ledger.left_is_what_entries_leave": lambda: Account.objects.filter(
        kind=AccountKind.BANK
    ).update(left_fen=1),
    "ledger.reversal_is_a_mirror": unguarded(_reversal_of_another_account),
    "ledger.closed_month_stays_closed": unguarded(_posted_into_august),
    "ledger.transfer_posted_once": lambda: Event.objects.filter(verb="ledger.post").delete(),
    "ledger.month_closed_once": unguarded(Closing.objects.all().delete),
    "ledger.guards_stand": unguarded(lambda: None),
}
