"""The books page by page: transfers of some days, one transfer, accounts of a kind, closings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from moli.ledger.models import Account, Closing, Entry, Transfer
from moli.ledger.queries.balances import TrialBalance, TrialRow, trial_balance
from moli.ledger.rules.chart import AccountKind, Side, on_its_side
from moli.ledger.rules.months import last_day_of_month


@dataclass(frozen=True)
class MonthRow:
    """All accounts of a kind over a month. Sums on either side; balances on the kind's own."""

    kind: AccountKind
    accounts: int
    opening_fen: int
    debit_fen: int
    credit_fen: int
    closing_fen: int
    side: Side


@dataclass(frozen=True)
class MonthBalance:
    """The books over one month: what stood, what moved, what stands."""

    rows: tuple[MonthRow, ...]

    @property
    def debit_fen(self) -> int:
        """All debits of the month."""
        return sum(row.debit_fen for row in self.rows)

    @property
    def credit_fen(self) -> int:
        """All credits of the month."""
        return sum(row.credit_fen for row in self.rows)

    @property
    def is_balanced(self) -> bool:
        """Whether both are equal, and what stands balances too."""
        stands = sum(on_its_side(row.kind, row.closing_fen) for row in self.rows)
        return self.debit_fen == self.credit_fen and stands == 0


def month_balance(month: date) -> MonthBalance:
    """The month in which a day lies, kind by kind: two queries."""
    before = {row.kind: row for row in _before(month).rows}
    after = trial_balance(on=last_day_of_month(month))
    return MonthBalance(tuple(_month_row(row, before.get(row.kind)) for row in after.rows))


def _before(month: date) -> TrialBalance:
    return trial_balance(on=month.replace(day=1) - timedelta(days=1))


def _month_row(row: TrialRow, before: TrialRow | None) -> MonthRow:
    return MonthRow(
        kind=row.kind,
        accounts=row.accounts,
        opening_fen=before.balance_fen if before else 0,
        debit_fen=row.debit_fen - (before.debit_fen if before else 0),
        credit_fen=row.credit_fen - (before.credit_fen if before else 0),
        closing_fen=row.balance_fen,
        side=row.side,
    )


def transfers_of(*, from_on: date, to_on: date, reference: str = "") -> QuerySet[Transfer]:
    """The transfers of the days [from_on, to_on), the newest first, each with its `moved_fen`.

    With a reference those whose reference holds it, whatever the day.
    """
    transfers = Transfer.objects.annotate(
        moved_fen=Sum("entries__amount_fen", filter=Q(entries__amount_fen__gt=0), default=0)
    )
    if reference:
        transfers = transfers.filter(reference__icontains=reference)
    else:
        transfers = transfers.filter(happened_on__gte=from_on, happened_on__lt=to_on)
    return transfers.order_by("-happened_on", "-pk")


def transfer_of(uid: UUID) -> Transfer | None:
    """One transfer with what it reverses."""
    return Transfer.objects.select_related("reverses").filter(uid=uid).first()


def reversal_of(transfer: Transfer) -> Transfer | None:
    """The transfer that is its mirror, if it was reversed."""
    return Transfer.objects.filter(reverses=transfer).first()


@dataclass(frozen=True)
class EntrySum:
    """The entries of a transfer on accounts of one kind and one sort of owner."""

    kind: AccountKind
    owner_kind: str
    accounts: int
    debit_fen: int
    credit_fen: int


def entry_sums(transfer: Transfer) -> list[EntrySum]:
    """A transfer in a few lines, however many entries it has: in the order of the chart."""
    sums = (
        Entry.objects.filter(transfer=transfer)
        .order_by()
        .values("account__kind", "account__owner_kind")
        .annotate(
            accounts=Count("account", distinct=True),
            debit_fen=Sum("amount_fen", filter=Q(amount_fen__gt=0), default=0),
            credit_fen=-Sum("amount_fen", filter=Q(amount_fen__lt=0), default=0),
        )
    )
    order = list(AccountKind)
    found = [
        EntrySum(
            kind=AccountKind(row["account__kind"]),
            owner_kind=row["account__owner_kind"],
            accounts=row["accounts"],
            debit_fen=row["debit_fen"],
            credit_fen=row["credit_fen"],
        )
        for row in sums
    ]
    return sorted(found, key=lambda each: (order.index(each.kind), each.owner_kind))


def entries_of(transfer: Transfer) -> QuerySet[Entry]:
    """A transfer's entries with their accounts, in their order."""
    return Entry.objects.filter(transfer=transfer).select_related("account").order_by("sequence")


def account_of(uid: UUID) -> Account | None:
    """One account."""
    return Account.objects.filter(uid=uid).first()


def accounts_of_kind(kind: AccountKind) -> QuerySet[Account]:
    """The accounts of a kind that were ever posted to, each with its signed `sum_fen`."""
    return (
        Account.objects.filter(kind=kind, entries__isnull=False)
        .annotate(sum_fen=Sum("entries__amount_fen", default=0))
        .order_by("owner_kind", "pk")
    )


def account_entries(account: Account, *, from_on: date, to_on: date) -> QuerySet[Entry]:
    """An account's entries of the days [from_on, to_on), the newest first, with transfers."""
    return (
        Entry.objects.filter(
            account=account,
            transfer__happened_on__gte=from_on,
            transfer__happened_on__lt=to_on,
        )
        .select_related("transfer")
        .order_by("-transfer__happened_on", "-transfer_id", "-sequence")
    )


def closings() -> Sequence[Closing]:
    """All closings, the newest first."""
    return list(Closing.objects.order_by("-through_on"))


def closed_through() -> date | None:
    """The last day that is closed."""
    return Closing.objects.order_by("-through_on").values_list("through_on", flat=True).first()


def first_day() -> date | None:
    """The day of the first transfer."""
    return Transfer.objects.order_by("happened_on").values_list("happened_on", flat=True).first()
