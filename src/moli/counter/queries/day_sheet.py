"""A station's day on one sheet, closed or not; its days; what stands out in a county."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum

from moli.counter.models import CashMove, ClosingShare, DayClosing, Parcel
from moli.counter.queries.day_sums import opening_fen
from moli.counter.queries.days import open_moves
from moli.counter.queries.fees import own_parts
from moli.counter.queries.parcels import lying_parcels
from moli.counter.queries.weighed import Weighed, weighed_on
from moli.counter.rules.states import CashKind, Direction, ParcelState


@dataclass(frozen=True)
class KindSum:
    """All moves of a day that were of one kind."""

    cash_kind: CashKind
    count: int
    fen: int


@dataclass(frozen=True)
class ParcelCounts:
    """Parcels of a day, and those that lie there: now, or when the day was closed."""

    came: int
    handed: int
    given_back: int
    to_send: int
    collected: int
    expected: int
    counted: int | None

    @property
    def moved(self) -> int:
        """How often one came or left on the day itself."""
        return self.came + self.to_send + self.handed + self.given_back + self.collected


@dataclass(frozen=True)
class DaySheet:
    """A day's cash, parcels, weights and own fees. Without a closing they are what is so far.

    `own` is the station's own fees by what they were taken for; together they are the commission.
    """

    on: date
    closing: DayClosing | None
    opening_fen: int
    moves: tuple[KindSum, ...]
    own: tuple[tuple[CashKind, int], ...]
    parcels: ParcelCounts
    weighed: Weighed
    shares: tuple[ClosingShare, ...]
    missing: tuple[Parcel, ...]

    @property
    def expected_fen(self) -> int:
        """The opening and all moves but the difference, which is found by counting."""
        moved = sum(each.fen for each in self.moves if each.cash_kind is not CashKind.DIFFERENCE)
        return self.opening_fen + moved

    @property
    def commission_fen(self) -> int:
        """The station's own fees of the day."""
        return sum(fen for _, fen in self.own)


def day_sheet(station_key: str, *, on: date) -> DaySheet | None:
    """A day on one sheet: twelve queries at most. Nothing for a day on which nothing was done."""
    closing = (
        DayClosing.objects.select_related("transfer").filter(station_key=station_key, on=on).first()
    )
    moves = _kind_sums(station_key, on=on)
    parcels = _parcels(station_key, on=on, closing=closing)
    weighed = weighed_on(station_key, on=on)
    if closing is None and not (moves or weighed.weigh_ins or parcels.moved):
        return None
    return DaySheet(
        on=on,
        closing=closing,
        opening_fen=opening_fen(station_key, on=on) if closing is None else closing.opening_fen,
        moves=moves,
        own=tuple(own_parts(CashMove.objects.filter(station_key=station_key, on=on)).items()),
        parcels=parcels,
        weighed=weighed
        if closing is None
        else Weighed(weigh_ins=closing.weigh_ins, grams=closing.weighed_grams),
        shares=() if closing is None else tuple(closing.shares.order_by("-fen", "pk")),
        missing=_missing(closing),
    )


def closings_of(station_key: str) -> QuerySet[DayClosing]:
    """The closed days of a station, newest first."""
    return DayClosing.objects.filter(station_key=station_key).order_by("-on")


def open_days_of(station_key: str) -> list[date]:
    """Days on which cash moved and which are not closed, newest first: two queries."""
    days = open_moves(station_key).order_by().values_list("on", flat=True).distinct()
    return sorted(days, reverse=True)


def standing_out(station_keys: Collection[str], *, from_on: date) -> QuerySet[DayClosing]:
    """Closings since a day in which cash or a parcel was missing or too much, newest first."""
    differs = ~Q(difference_fen=0) | Q(parcels_counted__lt=F("parcels_expected"))
    rows = DayClosing.objects.filter(differs, station_key__in=list(station_keys))
    return rows.filter(on__gte=from_on).order_by("-on", "pk")


def _kind_sums(station_key: str, *, on: date) -> tuple[KindSum, ...]:
    rows = CashMove.objects.filter(station_key=station_key, on=on).order_by()
    sums = {
        kind: KindSum(CashKind(kind), count, fen)
        for kind, count, fen in rows.values_list("cash_kind").annotate(
            count=Count("pk"), fen=Sum("amount_fen")
        )
    }
    return tuple(sums[kind] for kind in CashKind if kind in sums)


def _parcels(station_key: str, *, on: date, closing: DayClosing | None) -> ParcelCounts:
    rows = Parcel.objects.filter(station_key=station_key)
    left = Q(left_on=on)
    counts = rows.filter(Q(came_on=on) | left).aggregate(
        came=Count("pk", filter=Q(came_on=on, direction=Direction.IN)),
        to_send=Count("pk", filter=Q(came_on=on, direction=Direction.OUT)),
        handed=Count("pk", filter=left & Q(state=ParcelState.HANDED)),
        given_back=Count("pk", filter=left & Q(state=ParcelState.GIVEN_BACK)),
        collected=Count("pk", filter=left & Q(state=ParcelState.COLLECTED)),
    )
    if closing is None:
        return ParcelCounts(**counts, expected=lying_parcels(station_key).count(), counted=None)
    return ParcelCounts(
        **counts, expected=closing.parcels_expected, counted=closing.parcels_counted
    )


def _missing(closing: DayClosing | None) -> tuple[Parcel, ...]:
    if closing is None:
        return ()
    rows = closing.missing.select_related("parcel").order_by("pk")
    return tuple(row.parcel for row in rows)
