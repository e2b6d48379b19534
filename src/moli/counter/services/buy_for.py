"""Ordering for villagers: ordered and paid, arrived, handed out; or undone, and paid back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import made_before, whole
from moli.counter.models import BuyFor, BuyForLine
from moli.counter.queries.wares import PricedWare, wares_on
from moli.counter.rules.buying import (
    BuyForUnknown,
    LineWanted,
    WareNotOnOffer,
    WarePriceChanged,
    judge_lines,
    judge_step,
)
from moli.counter.rules.cash import judge_sum
from moli.counter.rules.deputising import judged_receipt
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.states import ActKind, BuyForState, CashKind
from moli.counter.rules.who import PersonSaid, judged_person
from moli.counter.services.cash import move_cash
from moli.counter.services.deputising import act_for, undo_act
from moli.counter.services.ending import end, is_ended, locked_taken
from moli.counter.services.locking import locked_station
from moli.counter.services.written import written
from moli.households.models import Household
from moli.kernel.remembering import remembered
from moli.stations.models import Station
from moli.sync.rules.pushing import ChangedMeanwhile


@dataclass(frozen=True)
class Ordered:
    """What was ordered for whom, and that it was read back."""

    lines: Sequence[LineWanted]
    receipt_no: str
    is_read_back: bool
    person: PersonSaid
    household: Household | None = None


@whole
def order(*, ordered: Ordered, occasion: Occasion) -> BuyFor:
    """Write down an order for a villager, who has paid it in cash. The same key again: the first.

    Refuses an order of nothing or too much, for nobody, not read back, without a receipt's
    number, of a ware that is not on offer on that day or at another price than that day's
    (`WarePriceChanged`, with the price), and a household without its deputy consent.
    """
    station = locked_station(occasion.station_key)
    known = made_before(BuyFor.objects.all(), occasion.request_key)
    if known is not None:
        return known
    row = _row(ordered, occasion)
    lines = _lines(ordered.lines, occasion)
    row.total_fen = sum(line.total_fen for line, _ in lines)
    row.fee_fen = sum(line.units * ware.fee_fen for line, ware in lines)
    judge_sum(row.total_fen, field="lines")
    row.save(force_insert=True)
    for line, _ in lines:
        line.buy_for = row
    BuyForLine.objects.bulk_create([line for line, _ in lines])
    if row.household is not None:
        act_for(
            household=row.household,
            act_kind=ActKind.BUY_FOR,
            subject_key=row.key,
            receipt_no=row.receipt_no,
            is_read_back=ordered.is_read_back,
            occasion=occasion,
        )
    move_cash(
        cash_kind=CashKind.BUY_FOR,
        amount_fen=row.total_fen,
        subject_key=row.key,
        occasion=occasion,
    )
    _tell("buy_for", row, station=station, occasion=occasion)
    return row


@whole
def arrive(*, ref: UUID, base_version: int, occasion: Occasion) -> BuyFor:
    """Write down that what was ordered has come.

    The same person's step of the same moment again answers the order as it is. Refuses an order
    that the station does not have, that is not as the device knows it (`ChangedMeanwhile`), or
    that is no longer on its way.
    """
    station = locked_station(occasion.station_key)
    row = _locked(ref, occasion)
    if row.state == BuyForState.ARRIVED and row.arrived_at == occasion.at:
        return row
    _judge(row, to=BuyForState.ARRIVED, base_version=base_version)
    row.state, row.version = BuyForState.ARRIVED, row.version + 1
    row.arrived_at = occasion.at
    row.save(update_fields=["state", "version", "arrived_at"])
    _tell("buy_for_arrived", row, station=station, occasion=occasion)
    return row


@whole
def hand_over(*, ref: UUID, base_version: int, occasion: Occasion) -> BuyFor:
    """Give the villager what was ordered; from now on it is not undone.

    Twice and refusals as `arrive`; what was undone is not handed out.
    """
    station = locked_station(occasion.station_key)
    row = _locked(ref, occasion)
    if not is_ended(row, BuyForState.HANDED, occasion):
        _judge(row, to=BuyForState.HANDED, base_version=base_version)
        end(row, BuyForState.HANDED, occasion)
        _tell("buy_for_handed", row, station=station, occasion=occasion)
    return row


@whole
def undo(*, ref: UUID, base_version: int, occasion: Occasion) -> BuyFor:
    """Take an order back at the villager's wish: all of its cash is paid back.

    Twice as `arrive`. Refuses what `arrive` refuses, and what has been handed out.
    """
    station = locked_station(occasion.station_key)
    row = _locked(ref, occasion)
    if is_ended(row, BuyForState.UNDONE, occasion):
        return row
    _judge(row, to=BuyForState.UNDONE, base_version=base_version)
    end(row, BuyForState.UNDONE, occasion)
    undo_act(act_kind=ActKind.BUY_FOR, subject_key=row.key, by=occasion.by, at=occasion.at)
    move_cash(
        cash_kind=CashKind.BUY_FOR_BACK,
        amount_fen=-row.total_fen,
        subject_key=row.key,
        occasion=occasion,
        # Given back on the day of its end: more than was taken by then is owed to nobody.
        not_before=row.ended_on,
    )
    _tell("buy_for_undone", row, station=station, occasion=occasion)
    return row


def _row(ordered: Ordered, occasion: Occasion) -> BuyFor:
    judge_lines(ordered.lines)
    person = judged_person(ordered.person, has_household=ordered.household is not None)
    return BuyFor(
        **written(occasion),
        receipt_no=judged_receipt(ordered.receipt_no, is_read_back=ordered.is_read_back),
        person_name=person.name,
        phone_tail=person.phone_tail,
        household=ordered.household,
        state=BuyForState.ORDERED,
        ordered_on=timezone.localdate(occasion.at),
    )


def _lines(wanted: Sequence[LineWanted], occasion: Occasion) -> list[tuple[BuyForLine, PricedWare]]:
    """The lines at the prices of their day, not stored yet, each with its ware."""
    on = timezone.localdate(occasion.at)
    wares = _on_offer(occasion.station_key, on=on)
    lines = []
    for line in wanted:
        ware = wares.get(line.ware_code)
        if ware is None:
            raise WareNotOnOffer(field="lines", value=line.ware_code)
        if ware.price_fen != line.unit_price_fen:
            raise WarePriceChanged(
                field="lines", ware=ware.code, name=ware.name, price_fen=ware.price_fen
            )
        row = BuyForLine(
            ware_id=ware.ware_id,
            units=line.units,
            unit_price_fen=ware.price_fen,
            total_fen=line.units * ware.price_fen,
        )
        lines.append((row, ware))
    return lines


@remembered
def _on_offer(station_key: str, *, on: date) -> Mapping[str, PricedWare]:
    return {ware.code: ware for ware in wares_on(station_key, on=on)}


def _locked(ref: UUID, occasion: Occasion) -> BuyFor:
    return locked_taken(BuyFor.objects.all(), ref, occasion=occasion, unknown=BuyForUnknown)


def _judge(row: BuyFor, *, to: BuyForState, base_version: int) -> None:
    state = BuyForState(row.state)
    if row.version != base_version:
        raise ChangedMeanwhile(field="ref", buy_for_state=state, version=row.version)
    judge_step(state, to=to)


def _tell(verb: str, row: BuyFor, *, station: Station, occasion: Occasion) -> None:
    record(
        verb=f"counter.{verb}",
        on=Subject("buy_for", row.key, station.village.code),
        by=occasion.by,
        at=occasion.received_at,
        total_fen=row.total_fen,
        station=row.station_key,
    )
