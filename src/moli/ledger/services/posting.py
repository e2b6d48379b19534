"""Posting: a transfer comes into the books, once, whole, and never to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Account, Closing, Entry, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import TransferKind, judge_amounts, judge_day


class ReferenceTaken(Refusal):
    """The reference belongs to a transfer that says something else."""


class MonthClosed(Refusal):
    """The books are closed through a day, and this one is not after it."""


class NotEnoughInAccount(Refusal):
    """An account that can run out has less than would be taken from it."""


@dataclass(frozen=True)
class Line:
    """An amount on an account: debit positive, credit negative."""

    account: Account
    amount_fen: int


@dataclass(frozen=True)
class Heading:
    """What a transfer says beside its lines."""

    reference: str
    kind: TransferKind
    happened_on: date
    reverses: Transfer | None = None


def post(
    *,
    reference: str,
    kind: TransferKind,
    lines: Sequence[Line],
    happened_on: date,
    by: Actor,
    at: datetime,
) -> Transfer:
    """Post a transfer. The same reference again returns the first, when it says the same.

    Refuses a reference that says something else, lines that do not sum to zero, a day to come, a
    month that is closed, and more than an account that can run out has left. Whoever posts to
    such an account waits for the one before; accounts are locked in key order.
    """
    heading = Heading(reference=reference, kind=kind, happened_on=happened_on)
    return enter(heading, lines=lines, by=by, at=at)


@transaction.atomic
def enter(heading: Heading, *, lines: Sequence[Line], by: Actor, at: datetime) -> Transfer:
    """What `post` does, for reversals too."""
    judge_amounts([line.amount_fen for line in lines])
    judge_day(heading.happened_on, today=timezone.localdate(at))
    ours = Transfer(
        uid=uuid4(),
        reference=heading.reference,
        kind=heading.kind,
        happened_on=heading.happened_on,
        entry_count=len(lines),
        reverses=heading.reverses,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    # Written before it is judged, and taken back with everything else by a refusal: whoever
    # posts the same reference at this moment waits here, and so does one whom a closing under
    # way would shut out, so that what is read below is not out of date.
    Transfer.objects.bulk_create([ours], ignore_conflicts=True)
    stored = Transfer.objects.filter(reference=heading.reference)
    ours.pk, uid = stored.values_list("pk", "uid").get()
    if uid != ours.uid:
        return _judged_again(stored.get(), heading, lines)
    _judge_month(heading.happened_on)
    _take(lines)
    Entry.objects.bulk_create(
        Entry(transfer=ours, sequence=place, account=line.account, amount_fen=line.amount_fen)
        for place, line in enumerate(lines, start=1)
    )
    record(
        verb="ledger.post",
        on=Subject("transfer", ours.key),
        by=by,
        at=at,
        reference=heading.reference,
        kind=heading.kind,
        happened_on=heading.happened_on.isoformat(),
        debit_fen=sum(max(0, line.amount_fen) for line in lines),
        entries=len(lines),
    )
    return ours


def _judged_again(first: Transfer, heading: Heading, lines: Sequence[Line]) -> Transfer:
    """The transfer that was posted under this reference, when it says the same."""
    wanted = sorted((line.account.pk, line.amount_fen) for line in lines)
    entries = sorted(first.entries.values_list("account_id", "amount_fen"))
    is_same = first.reverses == heading.reverses and entries == wanted
    if not is_same or (first.kind, first.happened_on) != (heading.kind, heading.happened_on):
        raise ReferenceTaken(field="reference", value=heading.reference)
    return first


def _judge_month(happened_on: date) -> None:
    closings = Closing.objects.filter(through_on__gte=happened_on)
    if closings.exists():
        through_on = closings.values_list("through_on", flat=True).latest("through_on")
        raise MonthClosed(field="happened_on", through_on=through_on.isoformat())


def _take(lines: Sequence[Line]) -> None:
    """Add to what is left on accounts that can run out, or take from it."""
    changes: dict[int, int] = defaultdict(int)
    for line in lines:
        if line.account.left_fen is not None:
            changes[line.account.pk] += line.account.on_its_side(line.amount_fen)
    if not changes:
        return
    accounts = list(
        Account.objects.select_for_update(of=("self",)).filter(pk__in=changes).order_by("pk")
    )
    for account in accounts:
        left_fen = (account.left_fen or 0) + changes[account.pk]
        if left_fen < 0:
            raise NotEnoughInAccount(
                field="lines",
                account=AccountKind(account.kind),
                left_fen=account.left_fen or 0,
                value_fen=-changes[account.pk],
            )
        account.left_fen = left_fen
    if len(accounts) == 1:
        accounts[0].save(update_fields=["left_fen"])
    else:
        Account.objects.bulk_update(accounts, ["left_fen"])
