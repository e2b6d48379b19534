"""What was taken at a counter in cash and ends once: an order or a bill, handed on or undone."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from moli.counter.models import Bill, BuyFor, CashMove
from moli.counter.queries.days import counted_on
from moli.counter.rules.occasion import Occasion
from moli.kernel.refusal import Refusal

Taken = TypeVar("Taken", BuyFor, Bill)
_ENDED: Final = ("state", "version", "ended_on", "ended_at", "ended_by_key", "ended_by_name")


def locked_taken(
    rows: QuerySet[Taken], ref: UUID, *, occasion: Occasion, unknown: type[Refusal]
) -> Taken:
    """What an operation names, held. Refuses (`unknown`) what the station does not have."""
    held = rows.select_for_update(of=("self",))
    row = held.filter(station_key=occasion.station_key, request_key=ref).first()
    if row is None:
        raise unknown(field="ref")
    return row


def is_ended(row: BuyFor | Bill, to: StrEnum, occasion: Occasion) -> bool:
    """Whether this very step was taken: to the same state, by the same person and moment."""
    said = (row.state, row.ended_at, row.ended_by_key)
    return said == (to, occasion.at, occasion.by.key)


def end(row: BuyFor | Bill, to: StrEnum, occasion: Occasion, *, also: Collection[str] = ()) -> None:
    """Let a held row end, one version on; `also` names what else was set on it.

    Its end is counted on the day of its moment that is open, and never before its own cash was.
    """
    taken_on = CashMove.objects.get(request_key=row.request_key).on
    row.state, row.version = to, row.version + 1
    row.ended_on = counted_on(row.station_key, at=occasion.at, not_before=taken_on)
    row.ended_at = occasion.at
    row.ended_by_key, row.ended_by_name = occasion.by.key, occasion.by.name
    row.save(update_fields=[*_ENDED, *also])
