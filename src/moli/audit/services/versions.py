"""Entering the next version of something that holds for a time: it ends the one before."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from moli.audit.models import DatedRow
from moli.kernel.refusal import Refusal

Row = TypeVar("Row", bound=DatedRow)


def locked_version(versions: QuerySet[Row]) -> Row | None:
    """The version without an end, with all versions of the same thing locked.

    Whoever enters another one meanwhile waits here, and then finds the one that was entered.
    """
    list(versions.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    # Asked again: whoever waited would not see what was entered since he first looked.
    return versions.filter(to_on=None).order_by("pk").first()


def end_version(row: DatedRow, *, on: date, too_early: type[Refusal]) -> None:
    """End a version, that its caller has locked, on the day on which the next one begins.

    Refuses, by `too_early`, a day that is not after its own beginning.
    """
    if on <= row.from_on:
        raise too_early(field="from_on", from_on=row.from_on.isoformat())
    row.to_on = on
    row.save(update_fields=["to_on"])
