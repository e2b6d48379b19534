"""What should lie in a station's drawer, and how its last days were closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Sum

from moli.counter.models import CashMove, DayClosing
from moli.counter.queries.day_sums import opening_fen
from moli.counter.queries.days import last_closed_on, open_moves
from moli.counter.queries.fees import fees_by_move, fees_in_drawer
from moli.counter.rules.states import CashKind

CLOSINGS_SHOWN: Final = timedelta(days=7)


@dataclass(frozen=True)
class Drawer:
    """A drawer between its last closing and the next.

    `opening_fen` is what was counted when the last day was closed; `expected_fen` that and all
    moves since; `fees_fen` what of it is the station's own. `open_days` are the days, oldest
    first, on which cash moved and which are not closed, and the day itself until it is.
    """

    opening_fen: int
    expected_fen: int
    fees_fen: int
    last_closed_on: date | None
    open_days: tuple[date, ...]


@dataclass(frozen=True)
class MovePart:
    """A move of cash that no closing has counted; `on` is the day in whose closing it will be.

    `fee_fen` is what of it is the station's own, below nought when it was given back.
    """

    ref: UUID
    cash_kind: CashKind
    amount_fen: int
    fee_fen: int
    on: date
    at: datetime


@dataclass(frozen=True)
class ClosingPart:
    """How a day was closed: `missing` is how many parcels were not there."""

    on: date
    expected_fen: int
    counted_fen: int
    difference_fen: int
    missing: int


def drawer(*, station_key: str, on: date) -> Drawer:
    """A station's drawer as the rows have it on a day: ten queries, however much it moved."""
    closed_on = last_closed_on(station_key)
    moves = open_moves(station_key)
    opening = opening_fen(station_key, on=date.max)
    days = set(moves.order_by().values_list("on", flat=True).distinct())
    if closed_on is None or closed_on < on:
        days.add(on)
    return Drawer(
        opening_fen=opening,
        expected_fen=opening + (moves.aggregate(fen=Sum("amount_fen"))["fen"] or 0),
        fees_fen=fees_in_drawer(station_key),
        last_closed_on=closed_on,
        open_days=tuple(sorted(days)),
    )


def moves_part(*, station_key: str, on: date) -> list[MovePart]:
    """All moves of cash that no closing has counted yet, as they came: four queries."""
    rows = list(open_moves(station_key).order_by("pk"))
    fees = fees_by_move(rows)
    return [_move(row, fee_fen=fees[row.pk]) for row in rows]


def closings_part(*, station_key: str, on: date) -> list[ClosingPart]:
    """How the days of the last week were closed, newest first: one query."""
    rows = DayClosing.objects.filter(station_key=station_key, on__gt=on - CLOSINGS_SHOWN)
    return [
        ClosingPart(
            on=row.on,
            expected_fen=row.expected_fen,
            counted_fen=row.counted_fen,
            difference_fen=row.difference_fen,
            missing=row.parcels_missing,
        )
        for row in rows.order_by("-on")
    ]


def _move(row: CashMove, *, fee_fen: int) -> MovePart:
    return MovePart(
        ref=row.request_key,
        cash_kind=CashKind(row.cash_kind),
        amount_fen=row.amount_fen,
        fee_fen=fee_fen,
        on=row.on,
        at=row.at,
    )
