"""Handing a household a copy of its own record (PIPL, article 45)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moli.households.services.locking import locked_household, tell
from moli.kernel.actor import Actor


@transaction.atomic
def record_print_out(*, household_id: int, by: Actor, at: datetime) -> None:
    """Keep in the trail that a copy of a record was made. Each call is a copy of its own.

    Refuses a household that was withdrawn.
    """
    tell("print", locked_household(household_id), by=by, at=at)
