"""Cash that comes into a station's drawer, or leaves it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import made_before, whole
from moli.counter.models import CashMove
from moli.counter.queries.days import counted_on
from moli.counter.queries.fees import fees_in_drawer
from moli.counter.rules.cash import FeesNotThere, judge_by_hand
from moli.counter.rules.states import CashKind
from moli.counter.services.locking import locked_station
from moli.kernel.actor import Actor


@whole
def move_cash(  # noqa: PLR0913 - the columns of a move
    *,
    station_key: str,
    cash_kind: CashKind,
    amount_fen: int,
    subject_key: str,
    request_key: UUID,
    by: Actor,
    at: datetime,
    received_at: datetime,
) -> CashMove:
    """Write down that cash came (above nought) or went (below). The same key again: the first.

    It is counted in the closing of its day or, when that day is closed, in that of the next one
    that is not. The station is locked, so a closing at the same moment either counts it or is
    there before it; a caller that locks rows of its own takes `locked_station` first. It records
    nothing: the act for which the cash moved does. A drawer may go below nought here, because
    another device may still have to send what it took; the count will show it.
    """
    locked_station(station_key)
    known = made_before(CashMove.objects.all(), request_key)
    if known is not None:
        return known
    return CashMove.objects.create(
        request_key=request_key,
        station_key=station_key,
        by_key=by.key,
        by_name=by.name,
        at=at,
        received_at=received_at,
        on=counted_on(station_key, at=at),
        cash_kind=cash_kind,
        amount_fen=amount_fen,
        subject_key=subject_key,
    )


@whole
def move_by_hand(  # noqa: PLR0913 - what a device says of it
    *,
    station_key: str,
    cash_kind: CashKind,
    amount_fen: int,
    request_key: UUID,
    by: Actor,
    at: datetime,
    received_at: datetime,
) -> CashMove:
    """Bring in change, hand cash in to the office, or take out the station's own fees.

    `amount_fen` is above nought; its kind says which way it goes. The same key again answers
    with the first. Refuses other kinds, a sum out of range, and more fees than there are.
    """
    signed_fen = judge_by_hand(cash_kind, amount_fen)
    station = locked_station(station_key)
    known = made_before(CashMove.objects.all(), request_key)
    if known is not None:
        return known
    if cash_kind is CashKind.FEES_TAKEN:
        _judge_fees(station_key, amount_fen)
    move = move_cash(
        station_key=station_key,
        cash_kind=cash_kind,
        amount_fen=signed_fen,
        subject_key="",
        request_key=request_key,
        by=by,
        at=at,
        received_at=received_at,
    )
    record(
        verb="counter.move_cash",
        on=Subject("cash_move", move.key, station.village.code),
        by=by,
        at=received_at,
        cash=cash_kind,
        amount_fen=signed_fen,
        station=station_key,
    )
    return move


def _judge_fees(station_key: str, amount_fen: int) -> None:
    left_fen = fees_in_drawer(station_key)
    if amount_fen > left_fen:
        raise FeesNotThere(field="amount_fen", value_fen=amount_fen, left_fen=max(0, left_fen))
