"""Whom an operation is for: a household on record, or a name and the end of a number."""

from __future__ import annotations

from typing import Any

from moli.counter.queries.places import household_here
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.who import PersonSaid
from moli.interfaces.counter.handlers.reading import (
    Body,
    FieldMissing,
    read_text_or_none,
    read_uuid_or_none,
)
from moli.sync.rules.pushing import Doing, Pushed


def occasion_of(pushed: Pushed, doing: Doing) -> Occasion:
    """At which counter, by whom and when an operation was done."""
    return Occasion(
        station_key=doing.owner_key,
        request_key=pushed.uid,
        by=doing.by,
        at=doing.done_at,
        received_at=doing.received_at,
    )


def read_household_or_none(body: Body, doing: Doing) -> Any:
    """The household that an operation names by uid or by its number, or nothing.

    Refuses one that is not on record in the station's town.
    """
    uid = read_uuid_or_none(body, "household")
    code = read_text_or_none(body, "household_code", most=30)
    if uid is None and not code:
        return None
    return household_here(doing.owner_key, uid=uid, national_code=code)


def read_household(body: Body, doing: Doing) -> Any:
    """The household that an operation names. Refuses none."""
    found = read_household_or_none(body, doing)
    if found is None:
        raise FieldMissing(field="household")
    return found


def read_person(body: Body) -> PersonSaid:
    """The person that an operation names beside a household, or instead of one; maybe nobody."""
    return PersonSaid(
        name=read_text_or_none(body, "person_name"),
        phone_tail=read_text_or_none(body, "phone_tail"),
    )
