"""Bills that villagers pay at the counter: taken in cash, passed on; or undone, and paid back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import made_before, whole
from moli.counter.models import Bill
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
from moli.counter.services.ending import end, is_ended, locked_taken
from moli.counter.services.locking import locked_station
from moli.counter.services.written import written
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
            occasion=occasion,
        )
    move_cash(
        cash_kind=CashKind.BILL,
        amount_fen=row.amount_fen + row.fee_fen,
        subject_key=row.key,
        occasion=occasion,
    )
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
    if not is_ended(row, BillState.PAID, occasion):
        _judge(row, base_version=base_version)
        row.slip_no = number
        end(row, BillState.PAID, occasion, also=["slip_no"])
        _tell("pass_bill_on", row, station=station, occasion=occasion)
    return row


@whole
def undo(*, ref: UUID, base_version: int, occasion: Occasion) -> Bill:
    """Give a bill's sum and its fee back, at the villager's wish.

    Twice and refusals as `pass_on`: what was passed on stays so.
    """
    station = locked_station(occasion.station_key)
    row = _locked(ref, occasion)
    if is_ended(row, BillState.UNDONE, occasion):
        return row
    _judge(row, base_version=base_version)
    end(row, BillState.UNDONE, occasion)
    undo_act(act_kind=ActKind.BILL, subject_key=row.key, by=occasion.by, at=occasion.at)
    move_cash(
        cash_kind=CashKind.BILL_BACK,
        amount_fen=-(row.amount_fen + row.fee_fen),
        subject_key=row.key,
        occasion=occasion,
        # Given back on the day of its end: more than was taken by then is owed to nobody.
        not_before=row.ended_on,
    )
    _tell("undo_bill", row, station=station, occasion=occasion)
    return row


def _row(taken: Taken, occasion: Occasion) -> Bill:
    judge_sums(taken.facts)
    number = judged_account(taken.facts.account_number)
    person = judged_person(taken.person, has_household=taken.household is not None)
    return Bill(
        **written(occasion),
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
    return locked_taken(Bill.objects.all(), ref, occasion=occasion, unknown=BillUnknown)


def _judge(row: Bill, *, base_version: int) -> None:
    state = BillState(row.state)
    if row.version != base_version:
        raise ChangedMeanwhile(field="ref", bill_state=state, version=row.version)
    judge_step(state)


def _tell(verb: str, row: Bill, *, station: Station, occasion: Occasion) -> None:
    record(
        verb=f"counter.{verb}",
        on=Subject("bill", row.key, station.village.code),
        by=occasion.by,
        at=occasion.received_at,
        amount_fen=row.amount_fen,
        station=row.station_key,
    )
