"""Orders for villagers: ordered, arrived, handed out, undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moli.counter.rules.buying import LINES_MAX, LineWanted
from moli.counter.services import buy_for
from moli.interfaces.counter.handlers.reading import (
    read_flag,
    read_rows,
    read_text,
    read_whole,
)
from moli.interfaces.counter.handlers.steps import stepped
from moli.interfaces.counter.handlers.who import (
    occasion_of,
    read_household_or_none,
    read_person,
)
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed


def order(pushed: Pushed, doing: Doing) -> Done:
    """An order, paid in cash."""
    body = pushed.body
    lines = [
        LineWanted(
            ware_code=read_text(line, "ware"),
            units=read_whole(line, "units"),
            unit_price_fen=read_whole(line, "unit_price_fen"),
        )
        for line in read_rows(body, "lines", most=LINES_MAX)
    ]
    ordered = buy_for.Ordered(
        lines=lines,
        receipt_no=read_text(body, "receipt_no"),
        is_read_back=read_flag(body, "is_read_back"),
        person=read_person(body),
        household=read_household_or_none(body, doing),
    )
    row = buy_for.order(ordered=ordered, occasion=occasion_of(pushed, doing))
    return Done(key=row.key, version=row.version)


HANDLERS: Final[Mapping[str, Handler]] = {
    "buy_for": order,
    "buy_for_arrived": stepped(buy_for.arrive),
    "buy_for_handed": stepped(buy_for.hand_over),
    "buy_for_undone": stepped(buy_for.undo),
}
