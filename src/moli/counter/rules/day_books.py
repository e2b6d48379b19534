"""How a closed day stands in the books: one transfer, whose sums are nought together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.ledger.rules.chart import AccountKey, AccountKind

# The counter's own kinds of owners: what a station sells stands under "station".
COUNTER_OWNER = "counter"
ORDERS_OWNER = "counter_orders"
BILLS_OWNER = "counter_bills"


@dataclass(frozen=True)
class DaySums:
    """What moved on a day, in fen.

    Cash and the difference have signs; so have what was ordered, billed and earned, when more was
    undone than done.
    """

    cash_fen: int  # all moves of the drawer, the difference included
    ordered_fen: int  # the suppliers' part of orders
    billed_fen: int  # bills without their fees
    commission_fen: int
    handed_out_fen: int  # the suppliers' part of what was handed out
    passed_on_fen: int  # bills that the wallet paid
    brought_in_fen: int
    handed_in_fen: int
    fees_taken_fen: int
    difference_fen: int


def reference_of(station_key: str, on: date) -> str:
    """Under what a closed day is posted."""
    return f"counter-day:{station_key}:{on.isoformat()}"


def drawer_key(station_key: str) -> AccountKey:
    """The account of a station's drawer."""
    return AccountKey(COUNTER_OWNER, station_key, AccountKind.CASH)


def orders_key(station_key: str) -> AccountKey:
    """What a station owes on to suppliers, for what was ordered and is not handed out."""
    return AccountKey(ORDERS_OWNER, station_key, AccountKind.PAYABLE)


def bills_key(station_key: str) -> AccountKey:
    """What a station owes on to billers, for bills that are not passed on."""
    return AccountKey(BILLS_OWNER, station_key, AccountKind.PAYABLE)


def commission_key(station_key: str) -> AccountKey:
    """A station's own fees at its counter, less those that it has taken out."""
    return AccountKey(COUNTER_OWNER, station_key, AccountKind.COMMISSION)


def wallet_key(station_key: str) -> AccountKey:
    """The wallet that the office fills: handed in, less what was paid from it."""
    return AccountKey(COUNTER_OWNER, station_key, AccountKind.CLEARING)


def lines_of(station_key: str, sums: DaySums) -> dict[AccountKey, int]:
    """The entries of a closed day: debit positive, credit negative; nothing for a day without.

    They sum to nought whenever cash is what its parts are (`moli check` counts that).
    """
    lines = {
        drawer_key(station_key): sums.cash_fen,
        orders_key(station_key): sums.handed_out_fen - sums.ordered_fen,
        bills_key(station_key): sums.passed_on_fen - sums.billed_fen,
        commission_key(station_key): sums.fees_taken_fen - sums.commission_fen,
        wallet_key(station_key): sums.handed_in_fen
        - sums.brought_in_fen
        - sums.handed_out_fen
        - sums.passed_on_fen,
        AccountKey(COUNTER_OWNER, station_key, AccountKind.SHRINKAGE): -sums.difference_fen,
    }
    return {account: fen for account, fen in lines.items() if fen}
