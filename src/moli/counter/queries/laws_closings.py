"""Laws of closed days, counted anew from moves, orders, bills and the books."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, F, Q, Sum

from moli.audit.queries import sum_of, written_once_law
from moli.counter.models import (
    Bill,
    BuyFor,
    CashMove,
    ClosingParcel,
    ClosingShare,
    DayClosing,
)
from moli.counter.queries.fees import fees_by_move
from moli.counter.rules.day_books import (
    BILLS_OWNER,
    COUNTER_OWNER,
    ORDERS_OWNER,
    bills_key,
    commission_key,
    drawer_key,
    orders_key,
)
from moli.counter.rules.states import BillState, BuyForState, CashKind
from moli.kernel.law import LawCheck, found_law
from moli.ledger.models import Entry
from moli.ledger.rules.chart import AccountKey, AccountKind, on_its_side

Days = Counter[tuple[str, date]]
_MOVED_BY_DAY = ("station_key", "on")


def closing_laws() -> list[LawCheck]:
    """What holds of closed days: counted once, in order, to the fen, as the books say."""
    closings = list(DayClosing.objects.order_by("station_key", "on"))
    closed = {row.station_key: row.on for row in closings}
    moves = list(CashMove.objects.order_by("pk"))
    fees = fees_by_move(moves)
    return [
        written_once_law(
            "counter.day_closed_once",
            verb="counter.close_day",
            keys=[row.key for row in closings],
        ),
        _opening_law(closings),
        _expected_law(closings),
        _no_day_left_out_law(closed),
        _commission_law(closings, moves, fees),
        _shares_law(),
        _missing_law(closings),
        _books_law(moves, fees, closed),
    ]


def _opening_law(closings: list[DayClosing]) -> LawCheck:
    """A day begins with what was counted when the last one was closed."""
    counted: dict[str, int] = defaultdict(int)
    broken = []
    for row in closings:
        if row.opening_fen != counted[row.station_key]:
            broken.append(row.uid)
        counted[row.station_key] = row.counted_fen
    return found_law("counter.day_begins_as_counted", checked=len(closings), broken=broken)


def _expected_law(closings: list[DayClosing]) -> LawCheck:
    """What was expected is the opening and all moves of the day; the rest is the difference."""
    moved: Days = Counter()
    differences: Days = Counter()
    rows = CashMove.objects.order_by().values_list(*_MOVED_BY_DAY, "cash_kind")
    for key, on, kind, fen in rows.annotate(fen=Sum("amount_fen")):
        (differences if kind == CashKind.DIFFERENCE else moved)[key, on] += fen
    broken = [
        row.uid
        for row in closings
        if row.expected_fen != row.opening_fen + moved[row.station_key, row.on]
        or row.difference_fen != differences[row.station_key, row.on]
    ]
    return found_law("counter.expected_is_what_moved", checked=len(closings), broken=broken)


def _no_day_left_out_law(closed: dict[str, date]) -> LawCheck:
    """No cash moved on a day that was passed over: it would be counted nowhere."""
    days = set(CashMove.objects.order_by().values_list(*_MOVED_BY_DAY))
    counted = set(DayClosing.objects.order_by().values_list(*_MOVED_BY_DAY))
    broken = sorted(
        f"{key} {on}" for key, on in days - counted if key in closed and on <= closed[key]
    )
    return found_law("counter.no_day_left_out", checked=len(days), broken=broken)


def _commission_law(
    closings: list[DayClosing], moves: list[CashMove], fees: Mapping[int, int]
) -> LawCheck:
    """A day's commission is the station's own fees of what moved."""
    own: Days = Counter()
    for row in moves:
        own[row.station_key, row.on] += fees[row.pk]
    broken = [
        each.uid for each in closings if each.commission_fen != own[each.station_key, each.on]
    ]
    return found_law("counter.commission_is_its_fees", checked=len(closings), broken=broken)


def _shares_law() -> LawCheck:
    """The shares of a day are its commission."""
    rows = DayClosing.objects.annotate(
        shared=sum_of(ClosingShare.objects.all(), by="closing", of="fen")
    )
    wrong = rows.exclude(commission_fen=F("shared")).order_by("pk")
    return found_law(
        "counter.shares_are_the_commission",
        checked=rows.count(),
        broken=wrong.values_list("uid", flat=True),
    )


def _missing_law(closings: list[DayClosing]) -> LawCheck:
    """Parcels that were not there are named."""
    named = dict(
        ClosingParcel.objects.order_by().values_list("closing").annotate(count=Count("pk"))
    )
    broken = [row.uid for row in closings if row.parcels_missing != named.get(row.pk, 0)]
    return found_law("counter.missing_parcels_are_named", checked=len(closings), broken=broken)


def _books_law(moves: list[CashMove], fees: Mapping[int, int], closed: dict[str, date]) -> LawCheck:
    """The books hold what closed days came to: the drawer, what is owed on, own fees."""
    wanted: Counter[AccountKey] = Counter()
    for row in moves:
        if row.station_key in closed and row.on <= closed[row.station_key]:
            _count_move(wanted, row, fee_fen=fees[row.pk])
    _take_ended(wanted, closed)
    posted: Counter[AccountKey] = Counter()
    owners = Q(account__owner_kind__in=[COUNTER_OWNER, ORDERS_OWNER, BILLS_OWNER])
    entries = Entry.objects.filter(owners).order_by()
    kinds = (AccountKind.CASH, AccountKind.PAYABLE, AccountKind.COMMISSION)
    sums = entries.filter(account__kind__in=kinds).values_list(
        "account__owner_kind", "account__owner_key", "account__kind"
    )
    for owner_kind, owner_key, kind, fen in sums.annotate(fen=Sum("amount_fen")):
        key = AccountKey(owner_kind, owner_key, AccountKind(kind))
        posted[key] = on_its_side(key.kind, fen)
    keys = wanted.keys() | posted.keys()
    broken = sorted({key.owner_key for key in keys if wanted[key] != posted[key]})
    return found_law("counter.books_hold_what_days_came_to", checked=len(keys), broken=broken)


def _count_move(wanted: Counter[AccountKey], row: CashMove, *, fee_fen: int) -> None:
    """What a move of a closed day adds to the accounts, each on its own side."""
    key, kind, fen = row.station_key, row.cash_kind, row.amount_fen
    wanted[drawer_key(key)] += fen
    wanted[commission_key(key)] += fee_fen
    if kind in (CashKind.BUY_FOR, CashKind.BUY_FOR_BACK):
        wanted[orders_key(key)] += fen - fee_fen
    elif kind in (CashKind.BILL, CashKind.BILL_BACK):
        wanted[bills_key(key)] += fen - fee_fen
    elif kind == CashKind.FEES_TAKEN:
        wanted[commission_key(key)] += fen


def _take_ended(wanted: Counter[AccountKey], closed: dict[str, date]) -> None:
    """What was handed out or passed on up to the last closing is owed on no more."""
    handed = BuyFor.objects.filter(state=BuyForState.HANDED).order_by()
    for key, on, total, fee in handed.values_list(
        "station_key", "ended_on", "total_fen", "fee_fen"
    ):
        if on and key in closed and on <= closed[key]:
            wanted[orders_key(key)] -= total - fee
    paid = Bill.objects.filter(state=BillState.PAID).order_by()
    for key, on, amount in paid.values_list("station_key", "ended_on", "amount_fen"):
        if on and key in closed and on <= closed[key]:
            wanted[bills_key(key)] -= amount
