"""Cash moved by hand: change brought in, handed in to the office, fees taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moli.counter.rules.states import CashKind
from moli.counter.services.cash import move_by_hand
from moli.interfaces.counter.handlers.reading import read_choice, read_whole
from moli.interfaces.counter.handlers.who import occasion_of
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed


def move(pushed: Pushed, doing: Doing) -> Done:
    """A move by hand; its kind says which way the cash went."""
    row = move_by_hand(
        cash_kind=read_choice(pushed.body, "cash_kind", CashKind),
        amount_fen=read_whole(pushed.body, "amount_fen"),
        occasion=occasion_of(pushed, doing),
    )
    return Done(key=row.key)


HANDLERS: Final[Mapping[str, Handler]] = {"cash": move}
