"""Closing a station's day: what was counted beside what should be there, once and in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.counter.models import CashMove, ClosingParcel, ClosingShare, DayClosing, Parcel
from moli.counter.queries.day_sums import day_figures, day_sums, oldest_open_day
from moli.counter.queries.days import last_closed_on
from moli.counter.queries.parcels import lying_parcels
from moli.counter.queries.weighed import weighed_on
from moli.counter.rules.closing import (
    Counted,
    DayFigures,
    MissingParcelUnknown,
    judge_counted,
    judge_day,
    shares_of,
)
from moli.counter.rules.day_books import lines_of, reference_of
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.states import CashKind
from moli.counter.services.locking import locked_station
from moli.counter.services.missing_parcels import mark_missing
from moli.counter.services.written import written
from moli.kernel.actor import Actor
from moli.kernel.remembering import forget
from moli.ledger.models import Transfer
from moli.ledger.queries.browsing import closed_through
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.stations.models import Station
from moli.stations.queries.shares import shares_on


@transaction.atomic
def close_day(*, on: date, counted: Counted, occasion: Occasion) -> DayClosing:
    """Close a station's day; what is done for that day from now on counts on the next.

    Writes down the figures, a move for a difference, the missing parcels, how the commission is
    shared, and one transfer in the books. The same key again answers with the first. Refuses a
    day to come, one closed already and one before which another is to be closed; figures that are
    not so any more (`DayFiguresChanged`, with the new ones), cash that differs unless that is
    accepted, and parcels that are missing unless they are named. The station is locked first, so
    nothing comes between what was counted and what is written.
    """
    station = locked_station(occasion.station_key)
    known = DayClosing.objects.filter(request_key=occasion.request_key).first()
    if known is not None:
        return known
    judge_day(
        on,
        today=timezone.localdate(occasion.at),
        last_closed_on=last_closed_on(occasion.station_key),
        oldest_open_on=oldest_open_day(occasion.station_key),
    )
    figures = day_figures(occasion.station_key, on=on)
    difference_fen = judge_counted(counted, figures)
    missing = _missing(counted.missing, occasion, on=on)
    if difference_fen:
        _move_difference(difference_fen, occasion, on=on)
    row = _row(counted, figures, occasion, on=on)
    row.transfer = _post(occasion, on=on)
    row.save(force_insert=True)
    # Which day was closed last is another one now.
    forget()
    ClosingParcel.objects.bulk_create(ClosingParcel(closing=row, parcel=each) for each in missing)
    ClosingShare.objects.bulk_create(_shares(row))
    _tell(row, station=station, missing=len(missing))
    return row


def _missing(refs: Sequence[UUID], occasion: Occasion, *, on: date) -> list[Parcel]:
    """The parcels that were not found, marked as missing."""
    if not refs:
        return []
    lying = lying_parcels(occasion.station_key).filter(request_key__in=refs)
    ids = list(lying.values_list("pk", flat=True))
    if len(ids) < len(set(refs)):
        raise MissingParcelUnknown(field="missing", parcels_unknown=len(set(refs)) - len(ids))
    return mark_missing(
        station_key=occasion.station_key,
        parcel_ids=ids,
        on=on,
        by=occasion.by,
        at=occasion.at,
    )


def _move_difference(difference_fen: int, occasion: Occasion, *, on: date) -> None:
    """The difference is a move of the day that is closed, whenever that is done."""
    found = replace(occasion, request_key=uuid5(occasion.request_key, "difference"))
    CashMove.objects.create(
        **written(found),
        on=on,
        cash_kind=CashKind.DIFFERENCE,
        amount_fen=difference_fen,
    )


def _row(counted: Counted, figures: DayFigures, occasion: Occasion, *, on: date) -> DayClosing:
    weighed = weighed_on(occasion.station_key, on=on)
    return DayClosing(
        **written(occasion),
        on=on,
        opening_fen=figures.opening_fen,
        expected_fen=figures.expected_fen,
        counted_fen=counted.counted_fen,
        difference_fen=counted.counted_fen - figures.expected_fen,
        parcels_expected=figures.parcels_expected,
        parcels_counted=figures.parcels_expected - len(set(counted.missing)),
        weigh_ins=weighed.weigh_ins,
        weighed_grams=weighed.grams,
        commission_fen=figures.commission_fen,
    )


def _post(occasion: Occasion, *, on: date) -> Transfer | None:
    """The day in the books; nothing for a day on which no account changed."""
    sums = day_sums(occasion.station_key, on=on)
    lines = lines_of(occasion.station_key, sums)
    if not lines:
        return None
    accounts = accounts_for(lines)
    return post(
        reference=reference_of(occasion.station_key, on),
        kind=TransferKind.DAY,
        lines=[Line(accounts[key], fen) for key, fen in lines.items()],
        happened_on=_first_open(on),
        by=occasion.by,
        at=occasion.received_at,
    )


def _first_open(on: date) -> date:
    """The day itself or, when the books of its month are closed, the first after them."""
    through_on = closed_through()
    return on if through_on is None else max(on, through_on + timedelta(days=1))


def _shares(row: DayClosing) -> list[ClosingShare]:
    """Whose part of the commission is how large, by the plan of the day; else all the station's."""
    if not row.commission_fen:
        return []
    plan = shares_on(row.station_key, on=row.on)
    if not plan:
        return [ClosingShare(closing=row, fen=row.commission_fen)]
    shares = shares_of(row.commission_fen, [each.per_mille for each in plan])
    return [
        ClosingShare(closing=row, person_key=each.person_key, person_name=each.person_name, fen=fen)
        for each, fen in zip(plan, shares, strict=True)
    ]


def _tell(row: DayClosing, *, station: Station, missing: int) -> None:
    record(
        verb="counter.close_day",
        on=Subject("day_closing", row.key, station.village.code),
        by=Actor(key=row.by_key, name=row.by_name),
        at=row.received_at,
        day=row.on.isoformat(),
        expected_fen=row.expected_fen,
        counted_fen=row.counted_fen,
        difference_fen=row.difference_fen,
        commission_fen=row.commission_fen,
        parcels_missing=missing,
        station=row.station_key,
    )
