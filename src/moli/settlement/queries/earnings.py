"""What takers have earned by month, what of it was moved and paid: for the office and stations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from moli.ledger.models import Account, Entry, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.settlement.models import TeamEarning
from moli.settlement.queries.reach import MoneyReach
from moli.settlement.queries.takers import earnings_accounts, releasers_of, takers_owed
from moli.settlement.rules.releases import MonthDue, months_due, move_of
from moli.settlement.rules.shares import (
    PAYEES,
    TAKER_PAID,
    ShareKind,
    Taker,
    account_key,
    earner_of,
    taker_payable,
)


@dataclass(frozen=True)
class TakerStanding:
    """One taker: what waits for the end of its month, what may be paid, what was paid.

    `account_uid` is the account from which it is paid; nothing before the first month is moved.
    """

    taker: Taker
    earned_fen: int
    payable_fen: int
    paid_fen: int
    account_uid: UUID | None


def taker_standings(reach: MoneyReach) -> list[TakerStanding]:
    """Everybody who earned anything, by kind and key: three queries; nothing without the right.

    Whoever reads only the books' sums reads that of all teams' people in one line.
    """
    if not reach.reads_books:
        return []
    found = _standings()
    return found if reach.reads_payouts else _without_people(found)


def _without_people(found: Sequence[TakerStanding]) -> list[TakerStanding]:
    people = [each for each in found if each.taker.kind is ShareKind.MEMBER]
    others = [each for each in found if each.taker.kind is not ShareKind.MEMBER]
    if not people:
        return others
    together = TakerStanding(
        taker=Taker(ShareKind.MEMBER, ""),
        earned_fen=sum(each.earned_fen for each in people),
        payable_fen=sum(each.payable_fen for each in people),
        paid_fen=sum(each.paid_fen for each in people),
        account_uid=None,
    )
    return [*others, together]


def _standings() -> list[TakerStanding]:
    owed = {each.taker: each for each in takers_owed()}
    is_paid = Q(entries__transfer__kind=TransferKind.PAYOUT) | Q(
        entries__transfer__reverses__kind=TransferKind.PAYOUT
    )
    rows = _payable_accounts().annotate(paid=Sum("entries__amount_fen", filter=is_paid))
    accounts = {earner_of(row.key): row for row in rows}
    takers = sorted({*owed, *accounts}, key=lambda each: (PAYEES.index(each.kind), each.owner_key))
    return [
        TakerStanding(
            taker=taker,
            earned_fen=owed[taker].earned_fen if taker in owed else 0,
            payable_fen=owed[taker].payable_fen if taker in owed else 0,
            paid_fen=(accounts[taker].paid or 0) if taker in accounts else 0,
            account_uid=accounts[taker].uid if taker in accounts else None,
        )
        for taker in takers
    ]


def months_to_release(reach: MoneyReach, *, on: date) -> list[MonthDue]:
    """Months that are over on a day and have earnings to move, the oldest first: three queries."""
    if not reach.reads_books:
        return []
    sums = _sums(Account.objects.filter(earnings_accounts()))
    moves = Transfer.objects.filter(kind=TransferKind.EARNED).values_list("reference", flat=True)
    return months_due(
        sums.earned,
        moved=sums.moved,
        known={move_of(reference) for reference in moves},
        before=on,
    )


@dataclass(frozen=True)
class TakerPayable:
    """What a taker may be paid now, and the keys of those who moved it there."""

    taker: Taker
    payable_fen: int
    releaser_keys: frozenset[str]


def taker_payable_now(reach: MoneyReach, uid: UUID) -> TakerPayable | None:
    """What stands on a taker's account, for whoever pays; else, or of another account, nothing."""
    row = _payable_accounts().filter(uid=uid).first() if reach.pays else None
    if row is None:
        return None
    taker, fen = earner_of(row.key), row.left_fen or 0
    return TakerPayable(taker, fen, frozenset(releasers_of(taker, payable_fen=fen)))


@dataclass(frozen=True)
class EarnedMonth:
    """What a station earned in a month; what was moved under it, and when, if anything was.

    `team_fen` of what was moved went to the people of its team.
    """

    month: date
    earned_fen: int
    moved_fen: int
    moved_on: date | None
    team_fen: int = 0


@dataclass(frozen=True)
class TakerPayment:
    """One bank transfer to a taker, with the bank's number of it; below nought its reversal."""

    on: date
    fen: int
    number: str


@dataclass(frozen=True)
class StationEarnings:
    """One station's commission, the newest months and payments first."""

    station_key: str
    months: Sequence[EarnedMonth]
    payments: Sequence[TakerPayment]

    @property
    def payable_fen(self) -> int:
        """What was moved to the station itself and not paid yet."""
        return sum(each.moved_fen - each.team_fen for each in self.months) - self.paid_fen

    @property
    def team_fen(self) -> int:
        """All that went to its people."""
        return sum(each.team_fen for each in self.months)

    @property
    def paid_fen(self) -> int:
        """All that was paid."""
        return sum(each.fen for each in self.payments)

    @property
    def earned_fen(self) -> int:
        """What was not moved yet; below nought while corrections are kept back."""
        return sum(each.earned_fen - each.moved_fen for each in self.months)

    def earned_in(self, month: date) -> int:
        """What was earned in a month."""
        first = month.replace(day=1)
        return sum(each.earned_fen for each in self.months if each.month == first)


def station_earnings(station_keys: Collection[str]) -> list[StationEarnings]:
    """The commission of some stations, those without any too, in key order: four queries."""
    kept = account_key(Taker(ShareKind.STATION, ""))
    ours = Q(owner_kind=kept.owner_kind, owner_key__in=station_keys)
    earned = _sums(Account.objects.filter(ours, kind=kept.kind)).earned
    teams = _team_sums(station_keys)
    moves: dict[str, dict[date, _Moved]] = defaultdict(dict)
    payments: dict[str, list[TakerPayment]] = defaultdict(list)
    for entry in _entries(ours, earning=kept.kind):
        key, transfer = entry.account.owner_key, entry.transfer
        if transfer.kind == TransferKind.EARNED:
            _, month = move_of(transfer.reference)
            team_fen = teams.get(transfer.pk, 0)
            moves[key][month] = _Moved(entry.amount_fen, transfer.happened_on, team_fen)
        else:
            number = (transfer.reverses or transfer).reference.removeprefix(TAKER_PAID)
            payments[key].append(TakerPayment(transfer.happened_on, entry.amount_fen, number))
    return [
        StationEarnings(
            station_key=key,
            months=_months(earned.get(Taker(ShareKind.STATION, key), {}), moves[key]),
            payments=payments[key],
        )
        for key in sorted(set(station_keys))
    ]


class _Moved(NamedTuple):
    """What was moved of a month, when, and what of it to people."""

    fen: int = 0
    on: date | None = None
    team_fen: int = 0


def _months(earned: Mapping[date, int], moves: Mapping[date, _Moved]) -> list[EarnedMonth]:
    return [
        EarnedMonth(month, earned.get(month, 0), *moves.get(month, _Moved()))
        for month in sorted({*earned, *moves}, reverse=True)
    ]


def _team_sums(station_keys: Collection[str]) -> dict[int, int]:
    """What each move gave to people of a team."""
    rows = TeamEarning.objects.filter(station_key__in=station_keys).exclude(person_key="")
    return dict(rows.order_by().values_list("transfer").annotate(fen=Sum("fen")))


def _entries(ours: Q, *, earning: AccountKind) -> QuerySet[Entry]:
    """What was moved off the earnings, and what was paid of what is payable."""
    accounts = Account.objects.filter(ours)
    is_move = Q(account__kind=earning, transfer__kind=TransferKind.EARNED)
    is_payment = Q(account__kind=AccountKind.PAYABLE) & (
        Q(transfer__kind=TransferKind.PAYOUT) | Q(transfer__reverses__kind=TransferKind.PAYOUT)
    )
    rows = Entry.objects.filter(is_move | is_payment, account__in=accounts)
    return rows.select_related("account", "transfer__reverses").order_by(
        "-transfer__happened_on", "-transfer"
    )


@dataclass(frozen=True)
class _Sums:
    """What was earned by taker and month, and what was moved of each taker's."""

    earned: Mapping[Taker, Mapping[date, int]]
    moved: Mapping[Taker, int]


def _sums(accounts: QuerySet[Account]) -> _Sums:
    """The sums of some earnings accounts: two queries, the books are read once."""
    takers = {row.pk: earner_of(row.key) for row in accounts}
    sums = (
        Entry.objects.filter(account__in=accounts)
        .order_by()
        .values_list("account", "transfer__kind", TruncMonth("transfer__happened_on"))
        .annotate(fen=Sum("amount_fen"))
    )
    earned: dict[Taker, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    moved: dict[Taker, int] = defaultdict(int)
    for account, kind, month, fen in sums:
        if kind == TransferKind.EARNED:
            moved[takers[account]] += fen
        else:
            earned[takers[account]][month] -= fen
    return _Sums(earned, moved)


def _payable_accounts() -> QuerySet[Account]:
    owners = [taker_payable(Taker(kind, "")).owner_kind for kind in PAYEES]
    return Account.objects.filter(kind=AccountKind.PAYABLE, owner_kind__in=owners)
