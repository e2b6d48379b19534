"""Moving what takers have earned in a month to what may be paid to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.ledger.models import Account, Entry, Transfer
from moli.ledger.rules.chart import AccountKey
from moli.ledger.rules.months import last_day_of_month
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.closing import MonthNotOver
from moli.ledger.services.locking import lock_accounts
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.settlement.models import TeamEarning
from moli.settlement.queries.takers import earned_until, earnings_accounts
from moli.settlement.queries.team_shares import parts_to_share
from moli.settlement.rules.shares import (
    ShareKind,
    Taker,
    earner_of,
    earnings_prefix,
    taker_debt,
    taker_payable,
)
from moli.settlement.rules.team_shares import DayPart, netted


@dataclass(frozen=True)
class _Move:
    """What is moved off one account: to its own taker, or by day to the people of a team."""

    account: Account
    reference: str
    fen: int
    parts: Sequence[DayPart]

    @property
    def sums(self) -> Mapping[Taker, int]:
        """What each taker gets; below nought it gives back."""
        taker = earner_of(self.account.key)
        if not self.parts:
            return {taker: self.fen}
        sums: dict[Taker, int] = defaultdict(int)
        for part in self.parts:
            sums[part.member.taker(taker.owner_key)] += part.fen
        return {each: fen for each, fen in sums.items() if fen}


@transaction.atomic
def release_earnings(*, month: date, by: Actor, at: datetime) -> list[Transfer]:
    """Move what each taker has earned up to the end of a month to what it may be paid.

    One transfer for each taker; what a station earned goes to its team by the plan of each day, or
    to itself. A second call finds nothing to move, and what is corrected in the month later is
    counted with the next. A taker whose corrections are more than what it earned waits until the
    balance is its own again; one person of a team of whom that holds gives back what may be paid,
    and owes the rest to the next month. Two at once wait for each other. Refuses a month that is
    not over.
    """
    through_on = last_day_of_month(month)
    if through_on >= timezone.localdate(at):
        raise MonthNotOver(field="month", through_on=through_on.isoformat())
    moves = _moves(through_on)
    if not moves:
        return []
    # All of them before the first is posted to: see `lock_accounts`.
    takers = {taker for move in moves for taker in move.sums}
    locked = lock_accounts(taker_payable(taker) for taker in takers)
    debts = _debts(takers)
    moved = [_posted(move, locked, debts, by=by, at=at) for move in moves]
    record(
        verb="settlement.release_earnings",
        on=Subject("month", through_on.replace(day=1).isoformat()),
        by=by,
        at=at,
        takers=len(moved),
        total_fen=sum(move.fen for move in moves),
    )
    return moved


def _moves(through_on: date) -> list[_Move]:
    """What each account of earnings, locked from now on, has to move by a day."""
    locked = list(
        Account.objects.select_for_update(of=("self",)).filter(earnings_accounts()).order_by("pk")
    )
    earned = earned_until([account.pk for account in locked], through_on=through_on)
    known = set(
        Transfer.objects.filter(
            kind=TransferKind.EARNED, reference__endswith=f":{through_on:%Y-%m}"
        ).values_list("reference", flat=True)
    )
    moves = []
    for account in locked:
        taker = earner_of(account.key)
        reference = f"{earnings_prefix(taker)}{through_on:%Y-%m}"
        if earned[account.pk] > 0 and reference not in known:
            is_team = taker.kind is ShareKind.STATION
            parts = parts_to_share(account, through_on=through_on) if is_team else []
            moves.append(_Move(account, reference, earned[account.pk], parts))
    return moves


def _debts(takers: Iterable[Taker]) -> dict[AccountKey, int]:
    """What takers owe, under the lock of what they may be paid."""
    keys = {taker_debt(taker) for taker in takers}
    found: dict[AccountKey, int] = defaultdict(int)
    rows = Entry.objects.filter(
        account__owner_kind__in={key.owner_kind for key in keys},
        account__owner_key__in={key.owner_key for key in keys},
        account__kind__in={key.kind for key in keys},
    ).order_by()
    named = rows.values_list("account__owner_kind", "account__owner_key", "account__kind")
    for owner, key, kind, fen in named.annotate(fen=Sum("amount_fen")):
        found[AccountKey(owner, key, kind)] = fen
    return found


def _posted(
    move: _Move,
    locked: Mapping[AccountKey, Account],
    debts: dict[AccountKey, int],
    *,
    by: Actor,
    at: datetime,
) -> Transfer:
    amounts: dict[AccountKey, int] = {move.account.key: move.fen}
    for taker, fen in sorted(move.sums.items()):
        payable, debt = taker_payable(taker), taker_debt(taker)
        change = netted(fen, payable_fen=locked[payable].left_fen or 0, debt_fen=debts[debt])
        amounts |= {payable: -change.payable_fen, debt: change.debt_fen}
        # Somebody may stand in the teams of two stations.
        locked[payable].left_fen = (locked[payable].left_fen or 0) + change.payable_fen
        debts[debt] += change.debt_fen
    amounts = {key: fen for key, fen in amounts.items() if fen}
    accounts = accounts_for(amounts)
    transfer = post(
        reference=move.reference,
        kind=TransferKind.EARNED,
        lines=[Line(accounts[key], fen) for key, fen in amounts.items()],
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )
    _store(move, transfer)
    return transfer


def _store(move: _Move, transfer: Transfer) -> None:
    TeamEarning.objects.bulk_create(
        TeamEarning(
            transfer=transfer,
            station_key=move.account.owner_key,
            earned_on=part.on,
            person_key=part.member.person_key,
            person_name=part.member.person_name,
            per_mille=part.member.per_mille,
            fen=part.fen,
        )
        for part in move.parts
    )
