"""Bills: taken in cash, passed on, undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moli.counter.rules.bills import BillFacts
from moli.counter.rules.states import BillKind
from moli.counter.services import bills
from moli.interfaces.counter.handlers.reading import (
    base_version_of,
    read_choice,
    read_flag,
    read_text,
    read_uuid,
    read_whole,
)
from moli.interfaces.counter.handlers.steps import stepped
from moli.interfaces.counter.handlers.who import (
    occasion_of,
    read_household_or_none,
    read_person,
)
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed


def take(pushed: Pushed, doing: Doing) -> Done:
    """A bill whose sum was taken."""
    body = pushed.body
    facts = BillFacts(
        bill_kind=read_choice(body, "bill_kind", BillKind),
        account_number=read_text(body, "account_number"),
        amount_fen=read_whole(body, "amount_fen"),
        fee_fen=read_whole(body, "fee_fen"),
    )
    taken = bills.Taken(
        facts=facts,
        receipt_no=read_text(body, "receipt_no"),
        is_read_back=read_flag(body, "is_read_back"),
        person=read_person(body),
        household=read_household_or_none(body, doing),
    )
    row = bills.take(taken=taken, occasion=occasion_of(pushed, doing))
    return Done(key=row.key, version=row.version)


def pass_on(pushed: Pushed, doing: Doing) -> Done:
    """A bill that the wallet has paid."""
    row = bills.pass_on(
        ref=read_uuid(pushed.body, "ref"),
        slip_no=read_text(pushed.body, "slip_no"),
        base_version=base_version_of(pushed),
        occasion=occasion_of(pushed, doing),
    )
    return Done(key=row.key, version=row.version)


HANDLERS: Final[Mapping[str, Handler]] = {
    "bill": take,
    "bill_paid": pass_on,
    "bill_undone": stepped(bills.undo),
}
