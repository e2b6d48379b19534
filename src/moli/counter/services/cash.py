"""Cash that comes into a station's drawer, or leaves it."""

from __future__ import annotations

from datetime import date

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import made_before, whole
from moli.counter.models import CashMove
from moli.counter.queries.days import counted_on
from moli.counter.queries.fees import fees_in_drawer
from moli.counter.rules.cash import FeesNotThere, judge_by_hand
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.states import CashKind
from moli.counter.services.locking import locked_station
from moli.counter.services.written import written


@whole
def move_cash(
    *,
    cash_kind: CashKind,
    amount_fen: int,
    subject_key: str,
    occasion: Occasion,
    not_before: date | None = None,
) -> CashMove:
    """Write down that cash came (above nought) or went (below). The same key again: the first.

    It is counted in the closing of its day, of `not_before` where that is later or, when that day
    is closed, of the next one that is not. The station is locked, so a closing at the same moment
    either counts it or is there before it; a caller that locks rows of its own takes
    `locked_station` first. It records nothing: the act for which the cash moved does. A drawer
    may go below nought here, because another device may still have to send what it took; the
    count will show it.
    """
    locked_station(occasion.station_key)
    known = made_before(CashMove.objects.all(), occasion.request_key)
    if known is not None:
        return known
    return CashMove.objects.create(
        **written(occasion),
        on=counted_on(occasion.station_key, at=occasion.at, not_before=not_before),
        cash_kind=cash_kind,
        amount_fen=amount_fen,
        subject_key=subject_key,
    )


@whole
def move_by_hand(*, cash_kind: CashKind, amount_fen: int, occasion: Occasion) -> CashMove:
    """Bring in change, hand cash in to the office, or take out the station's own fees.

    `amount_fen` is above nought; its kind says which way it goes. The same key again answers
    with the first. Refuses other kinds, a sum out of range, and more fees than there are.
    """
    signed_fen = judge_by_hand(cash_kind, amount_fen)
    station = locked_station(occasion.station_key)
    known = made_before(CashMove.objects.all(), occasion.request_key)
    if known is not None:
        return known
    if cash_kind is CashKind.FEES_TAKEN:
        _judge_fees(occasion.station_key, amount_fen)
    move = move_cash(cash_kind=cash_kind, amount_fen=signed_fen, subject_key="", occasion=occasion)
    record(
        verb="counter.move_cash",
        on=Subject("cash_move", move.key, station.village.code),
        by=occasion.by,
        at=occasion.received_at,
        cash=cash_kind,
        amount_fen=signed_fen,
        station=move.station_key,
    )
    return move


def _judge_fees(station_key: str, amount_fen: int) -> None:
    left_fen = fees_in_drawer(station_key)
    if amount_fen > left_fen:
        raise FeesNotThere(field="amount_fen", value_fen=amount_fen, left_fen=max(0, left_fen))
