"""What a closing says, and when it may be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moli.counter.rules.cash import CASH_FEN_MAX, CashOutOfRange
from moli.kernel.money import split_fen
from moli.kernel.refusal import Refusal
from moli.sync.rules.pushing import ChangedMeanwhile


class DayNotOver(Refusal):
    """A day is closed when it has come."""


class DayClosedAlready(Refusal):
    """A day is closed once, and none before one that is closed."""


class EarlierDayOpen(Refusal):
    """Something moved on a day before that is not closed; it comes first."""


class DayFiguresChanged(ChangedMeanwhile):
    """The rows say something else of the day than the device shows."""


class CashDiffers(Refusal):
    """What was counted is not what should lie there, and nobody has said that it is so."""


class ParcelsNotFound(Refusal):
    """Fewer parcels were counted than lie there, and those that are missing are not named."""


class MissingParcelUnknown(Refusal):
    """A parcel that is named as missing does not lie at the station."""


@dataclass(frozen=True)
class Counted:
    """What was counted in the evening, beside what the device showed to whoever counted.

    `missing` are the parcels that were not found, by the key of the operation that took them in.
    `parcels_counted` may be left out; then those that are not named as missing were found.
    """

    counted_fen: int
    expected_fen: int
    parcels_expected: int
    missing: tuple[UUID, ...] = ()
    parcels_counted: int | None = None
    is_difference_accepted: bool = False


@dataclass(frozen=True)
class DayFigures:
    """What the rows say of a day that is to be closed."""

    opening_fen: int
    moved_fen: int
    commission_fen: int
    parcels_expected: int

    @property
    def expected_fen(self) -> int:
        """What should lie in the drawer; below nought while another device has not told all."""
        return self.opening_fen + self.moved_fen


def judge_day(
    on: date, *, today: date, last_closed_on: date | None, oldest_open_on: date | None
) -> None:
    """Refuse a day to come, one that is closed, and one before which another has to be closed."""
    if on > today:
        raise DayNotOver(field="on", on=on.isoformat(), today=today.isoformat())
    if last_closed_on is not None and on <= last_closed_on:
        raise DayClosedAlready(field="on", on=on.isoformat(), closed_on=last_closed_on.isoformat())
    if oldest_open_on is not None and oldest_open_on < on:
        raise EarlierDayOpen(field="on", on=on.isoformat(), open_on=oldest_open_on.isoformat())


def judge_counted(counted: Counted, figures: DayFigures) -> int:
    """The difference of cash. Refuses figures that are out of date, and what nobody explained.

    What the device shows is compared first: nobody accepts a difference from a figure that is
    not so any more.
    """
    if not 0 <= counted.counted_fen <= CASH_FEN_MAX:
        raise CashOutOfRange(
            field="counted_fen", value_fen=counted.counted_fen, max_fen=CASH_FEN_MAX
        )
    shown = (counted.expected_fen, counted.parcels_expected)
    if shown != (figures.expected_fen, figures.parcels_expected):
        raise DayFiguresChanged(
            field="expected_fen",
            expected_fen=figures.expected_fen,
            parcels_expected=figures.parcels_expected,
        )
    _judge_parcels(counted, figures)
    difference_fen = counted.counted_fen - figures.expected_fen
    if difference_fen and not counted.is_difference_accepted:
        raise CashDiffers(
            field="counted_fen",
            expected_fen=figures.expected_fen,
            counted_fen=counted.counted_fen,
            difference_fen=difference_fen,
        )
    return difference_fen


def shares_of(commission_fen: int, parts: Sequence[int]) -> list[int]:
    """A day's commission by parts of the team, to the fen; one below nought is shared likewise."""
    shares = split_fen(total_fen=abs(commission_fen), weights=parts)
    return shares if commission_fen >= 0 else [-fen for fen in shares]


def _judge_parcels(counted: Counted, figures: DayFigures) -> None:
    if counted.parcels_counted is None:
        return
    left = figures.parcels_expected - len(set(counted.missing))
    if counted.parcels_counted != left:
        raise ParcelsNotFound(
            field="missing",
            parcels_expected=figures.parcels_expected,
            parcels_counted=counted.parcels_counted,
            parcels_missing=len(set(counted.missing)),
        )
