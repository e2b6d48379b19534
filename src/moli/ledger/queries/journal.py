"""The books read in order: all transfers of some days, and one account line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch, QuerySet, Sum, Window

from moli.ledger.models import Account, Entry, Transfer
from moli.ledger.queries.balances import balance
from moli.ledger.rules.transfers import TransferKind


def journal(*, from_on: date, to_on: date) -> QuerySet[Transfer]:
    """The transfers of the days [from_on, to_on) with entries and accounts, the oldest first."""
    entries = Entry.objects.select_related("account").order_by("sequence")
    return (
        Transfer.objects.filter(happened_on__gte=from_on, happened_on__lt=to_on)
        .select_related("reverses")
        .prefetch_related(Prefetch("entries", queryset=entries))
        .order_by("happened_on", "pk")
    )


@dataclass(frozen=True)
class StatementLine:
    """One entry of an account, and what stood on it after. Sums are on the account's side."""

    happened_on: date
    reference: str
    kind: TransferKind
    amount_fen: int
    balance_fen: int


@dataclass(frozen=True)
class Statement:
    """One account over some days. `opening_fen` plus all amounts is `closing_fen`."""

    account: Account
    opening_fen: int
    lines: tuple[StatementLine, ...]

    @property
    def closing_fen(self) -> int:
        """What stood on the account at the end."""
        return self.lines[-1].balance_fen if self.lines else self.opening_fen


def statement(account: Account, *, from_on: date, to_on: date) -> Statement:
    """An account over the days [from_on, to_on), with its balance after each entry.

    Two queries: what stood on it before, and the entries with their running sum.
    """
    opening_fen = balance(account, on=from_on - timedelta(days=1))
    entries = (
        Entry.objects.filter(
            account=account,
            transfer__happened_on__gte=from_on,
            transfer__happened_on__lt=to_on,
        )
        .annotate(
            moved_fen=Window(
                Sum("amount_fen"),
                order_by=[F("transfer__happened_on"), F("transfer_id"), F("sequence")],
            )
        )
        .select_related("transfer")
        .order_by("transfer__happened_on", "transfer_id", "sequence")
    )
    return Statement(
        account=account,
        opening_fen=opening_fen,
        lines=tuple(
            StatementLine(
                happened_on=entry.transfer.happened_on,
                reference=entry.transfer.reference,
                kind=TransferKind(entry.transfer.kind),
                amount_fen=account.on_its_side(entry.amount_fen),
                balance_fen=opening_fen + account.on_its_side(entry.moved_fen),
            )
            for entry in entries
        ),
    )
