"""What a station's devices hold of orders and bills that have not ended, and of wares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moli.counter.models import Bill, BuyFor
from moli.counter.queries.wares import PricedWare, wares_on
from moli.counter.rules.states import BillKind, BillState, BuyForState
from moli.households.queries.at_the_scale import head_names
from moli.kernel.identifiers import masked_name


@dataclass(frozen=True)
class LinePart:
    """So many units of a ware."""

    ware: str
    name: str
    name_en: str
    units: int


@dataclass(frozen=True)
class BuyForPart:
    """An order that is not handed out; `person` is masked."""

    ref: UUID
    version: int
    state: BuyForState
    receipt_no: str
    person: str
    total_fen: int
    fee_fen: int
    ordered_on: date
    lines: tuple[LinePart, ...]


@dataclass(frozen=True)
class BillPart:
    """A bill that is not passed on; `person` is masked, of the number only the end is known."""

    ref: UUID
    version: int
    state: BillState
    receipt_no: str
    bill_kind: BillKind
    account_tail: str
    person: str
    amount_fen: int
    fee_fen: int
    taken_on: date


def wares_part(*, station_key: str, on: date) -> list[PricedWare]:
    """What the station may order on a day, with its price: one query."""
    return wares_on(station_key, on=on)


def buy_fors_part(*, station_key: str, on: date) -> list[BuyForPart]:
    """The station's orders that are not handed out or undone, oldest first: three queries."""
    rows = BuyFor.objects.filter(
        station_key=station_key, state__in=[BuyForState.ORDERED, BuyForState.ARRIVED]
    )
    found = list(rows.order_by("pk").prefetch_related("lines__ware"))
    people = _people(found)
    return [
        BuyForPart(
            ref=row.request_key,
            version=row.version,
            state=BuyForState(row.state),
            receipt_no=row.receipt_no,
            person=people[row.pk],
            total_fen=row.total_fen,
            fee_fen=row.fee_fen,
            ordered_on=row.ordered_on,
            lines=tuple(
                LinePart(line.ware.code, line.ware.name, line.ware.name_en, line.units)
                for line in row.lines.all()
            ),
        )
        for row in found
    ]


def bills_part(*, station_key: str, on: date) -> list[BillPart]:
    """The station's bills that are not passed on or undone, oldest first: two queries.

    The sealed number is not asked for.
    """
    rows = Bill.objects.filter(station_key=station_key, state=BillState.TAKEN)
    found = list(rows.order_by("pk").defer("account_number"))
    people = _people(found)
    return [
        BillPart(
            ref=row.request_key,
            version=row.version,
            state=BillState(row.state),
            receipt_no=row.receipt_no,
            bill_kind=BillKind(row.bill_kind),
            account_tail=row.account_tail,
            person=people[row.pk],
            amount_fen=row.amount_fen,
            fee_fen=row.fee_fen,
            taken_on=row.taken_on,
        )
        for row in found
    ]


def _people(rows: Iterable[BuyFor | Bill]) -> dict[int, str]:
    """For whom each is, masked: as said at the counter, or the household's head. One query."""
    told = {row.pk: (row.person_name, row.household_id) for row in rows}
    heads = head_names({key for name, key in told.values() if key is not None and not name})
    return {
        pk: masked_name(name or heads.get(household_id or 0, ""))
        for pk, (name, household_id) in told.items()
    }
