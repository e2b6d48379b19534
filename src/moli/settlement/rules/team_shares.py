"""How what a station earned is shared within its team: day by day, to the fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from moli.kernel.money import split_fen
from moli.settlement.rules.shares import ShareKind, Taker

MILLE = 1_000


@dataclass(frozen=True)
class Member:
    """Who has which part of a station's commission; without a key it is the station itself."""

    person_key: str
    person_name: str
    per_mille: int

    def taker(self, station_key: str) -> Taker:
        """Who is paid."""
        if not self.person_key:
            return Taker(ShareKind.STATION, station_key)
        return Taker(ShareKind.MEMBER, self.person_key)


THE_STATION = Member("", "", MILLE)


@dataclass(frozen=True)
class DayPart:
    """What one day gives one member; below nought it takes back."""

    on: date
    member: Member
    fen: int


def days_to_share(
    earned: Mapping[date, int], *, shared: Mapping[date, int], moved_fen: int
) -> dict[date, int]:
    """What of each day's earnings is not shared yet, days in order, none of nothing.

    `earned` and `shared` are sums by day; `moved_fen` is all that was moved. What was moved and
    not shared by day went before there were plans: it counts for the earliest days. Together they
    are what was earned less what was moved.
    """
    left = {on: earned.get(on, 0) - shared.get(on, 0) for on in sorted({*earned, *shared})}
    before = moved_fen - sum(shared.values())
    if before:
        _take_first(left, before)
    return {on: fen for on, fen in left.items() if fen}


def _take_first(left: dict[date, int], before: int) -> None:
    """Take a sum off the first days: whole ones where they make it up, as months that are over do.

    What the days lack is the last one's.
    """
    sums = dict(zip(left, accumulate(left.values()), strict=True))
    whole = max((on for on, fen in sums.items() if fen == before), default=None)
    for on in left:
        if whole is not None and on <= whole:
            left[on] = 0
        elif whole is None and before:
            gone = min(left[on], before)
            left[on] -= gone
            before -= gone
    if whole is None and left:
        left[max(left)] -= before


def share_day(on: date, fen: int, members: Sequence[Member]) -> list[DayPart]:
    """A day's sum by its plan, largest remainder, ties to the first; without one the station's.

    A sum below nought is divided like one above it. Members of whom nothing comes stand in it too.
    """
    told = tuple(members) or (THE_STATION,)
    sign = -1 if fen < 0 else 1
    parts = split_fen(total_fen=sign * fen, weights=[each.per_mille for each in told])
    return [DayPart(on, each, sign * part) for each, part in zip(told, parts, strict=True)]


class Netted(NamedTuple):
    """How a sum changes what somebody may be paid, and what they owe."""

    payable_fen: int
    debt_fen: int


def netted(fen: int, *, payable_fen: int, debt_fen: int) -> Netted:
    """Where a sum goes: a debt comes first, and what cannot be taken back becomes one.

    `payable_fen` and `debt_fen` are what stands there now, neither below nought.
    """
    if fen >= 0:
        paid_off = min(fen, debt_fen)
        return Netted(fen - paid_off, -paid_off)
    taken = min(-fen, payable_fen)
    return Netted(-taken, -fen - taken)
