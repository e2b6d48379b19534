"""Bills that villagers pay at the counter: taken in cash, passed on; or undone, and paid back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import made_before, whole
from moli.counter.models import Bill, CashMove
from moli.counter.queries.days import counted_on
from moli.counter.rules.bills import (
    TAIL_SIGNS,
    BillFacts,
    BillUnknown,
    judge_step,
    judge_sums,
    judged_account,
    judged_slip,
)
from moli.counter.rules.deputising import judged_receipt
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.states import ActKind, BillState, CashKind
from moli.counter.rules.who import PersonSaid, judged_person
from moli.counter.services.cash import move_cash
from moli.counter.services.deputising import act_for, undo_act
from moli.counter.services.locking import locked_station
from moli.households.models import Household
from moli.stations.models import Station
from moli.sync.rules.pushing import ChangedMeanwhile


@dataclass(frozen=True)
class Taken:
    """A bill as it was brought, for whom, and that it was read back."""

    facts: BillFacts
    receipt_no: str
    is_read_back: bool
    person: PersonSaid
    household: Household | None = None


@whole
def take(*, taken: Taken, occasion: Occasion) -> Bill:
    """Take a bill's sum and the fee beside it, in cash. The same key again answers with the first.

    The customer's number is sealed. Refuses a number that is none, a sum out of range, a fee above
    our cap, nobody, what was not read back or has no receipt's number, and a household without
    its deputy consent.
    """
    station = locked_station(occasion.station_key)
    known = made_before(Bill.objects.all(), occasion.request_key)
    if known is not None:
        return known
    row = _row(taken, occasion)
    row.save(force_insert=True)
    if row.household is not None:
        act_for(
            household=row.household,
            act_kind=ActKind.BILL,
            subject_key=row.key,
            receipt_no=row.receipt_no,
            is_read_back=taken.is_read_back,
            station_key=occasion.station_key,
            request_key=occasion.request_key,
            by=occasion.by,
            at=occasion.at,
            received_at=occasion.received_at,
        )
    _move(row, CashKind.BILL, row.amount_fen + row.fee_fen, occasion=occasion)
    _tell("take_bill", row, station=station, occasion=occasion)
    return row


@whole
def pass_on(*, ref: UUID, slip_no: str, base_version: int, occasion: Occasion) -> Bill:
    """Write down that the station's wallet has paid a bill, with the number of that payment.

    The same person's step of the same moment again answers the bill as it is. Refuses no number,
    a bill that the station does not have, that is not as the device knows it
    (`ChangedMeanwhile`), or that was passed on or undone.
    """
    number = judged_slip(slip_no)
    station = locked_station(occasion.station_key)
    row = _locked(ref, occasion)
    if not _is_done(row, BillState.PAID, occasion):
        _judge(row, base_version=base_version)
        _end(row, BillState.PAID, occasion, slip_no=number)
        _tell("pass_bill_on", row, station=station, occasion=occasion)
    return row


@whole
def undo(*, ref: UUID, base_version: int, occasion: Occasion) -> Bill:
    """Give a bill's sum and its fee back, at the villager's wish.

    Twice and refusals as `pass_on`: what was passed on stays so.
    """
    station = locked_station(occasion.station_key)
    row = _locked(ref, occasion)
    if _is_done(row, BillState.UNDONE, occasion):
        return row
    _judge(row, base_version=base_version)
    _end(row, BillState.UNDONE, occasion)
    undo_act(act_kind=ActKind.BILL, subject_key=row.key, by=occasion.by, at=occasion.at)
    _move(row, CashKind.BILL_BACK, -(row.amount_fen + row.fee_fen), occasion=occasion)
    _tell("undo_bill", row, station=station, occasion=occasion)
    return row


def _row(taken: Taken, occasion: Occasion) -> Bill:
    judge_sums(taken.facts)
    number = judged_account(taken.facts.account_number)
    person = judged_person(taken.person, has_household=taken.household is not None)
    return Bill(
        request_key=occasion.request_key,
        station_key=occasion.station_key,
        by_key=occasion.by.key,
        by_name=occasion.by.name,
        at=occasion.at,
        received_at=occasion.received_at,
        receipt_no=judged_receipt(taken.receipt_no, is_read_back=taken.is_read_back),
        bill_kind=taken.facts.bill_kind,
        account_number=number,
        account_tail=number[-TAIL_SIGNS:],
        person_name=person.name,
        household=taken.household,
        amount_fen=taken.facts.amount_fen,
        fee_fen=taken.facts.fee_fen,
        state=BillState.TAKEN,
        taken_on=timezone.localdate(occasion.at),
    )


def _locked(ref: UUID, occasion: Occasion) -> Bill:
    rows = Bill.objects.select_for_update(of=("self",))
    row = rows.filter(station_key=occasion.station_key, request_key=ref).first()
    if row is None:
        raise BillUnknown(field="ref")
    return row


def _is_done(row: Bill, to: BillState, occasion: Occasion) -> bool:
    """Whether this very step was taken: to the same state, by the same person and moment."""
    said = (row.state, row.ended_at, row.ended_by_key)
    return said == (to, occasion.at, occasion.by.key)


def _judge(row: Bill, *, base_version: int) -> None:
    state = BillState(row.state)
    if row.version != base_version:
        raise ChangedMeanwhile(field="ref", bill_state=state, version=row.version)
    judge_step(state)


def _end(row: Bill, to: BillState, occasion: Occasion, *, slip_no: str = "") -> None:
    taken_on = CashMove.objects.get(request_key=row.request_key).on
    row.state, row.version, row.slip_no = to, row.version + 1, slip_no
    # Never counted before its own cash was.
    row.ended_on = counted_on(row.station_key, at=occasion.at, not_before=taken_on)
    row.ended_at = occasion.at
    row.ended_by_key, row.ended_by_name = occasion.by.key, occasion.by.name
    row.save(
        update_fields=[
            *("state", "version", "slip_no", "ended_on", "ended_at"),
            *("ended_by_key", "ended_by_name"),
        ]
    )


def _move(row: Bill, cash_kind: CashKind, amount_fen: int, *, occasion: Occasion) -> None:
    move_cash(
        station_key=row.station_key,
        cash_kind=cash_kind,
        amount_fen=amount_fen,
        subject_key=row.key,
        request_key=occasion.request_key,
        by=occasion.by,
        at=occasion.at,
        received_at=occasion.received_at,
    )


def _tell(verb: str, row: Bill, *, station: Station, occasion: Occasion) -> None:
    record(
        verb=f"counter.{verb}",
        on=Subject("bill", row.key, station.village.code),
        by=occasion.by,
        at=occasion.received_at,
        amount_fen=row.amount_fen,
        station=row.station_key,
    )
