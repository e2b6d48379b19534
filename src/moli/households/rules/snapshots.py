"""When a household is frozen as it was, and what is left of it when its people are made nameless.

A snapshot's content: {"household": {…}, "people": [{…}], "income": {…} or null, "living": {…} or
null, "statuses": [{…}]}, each with the columns of its row. No identity number, no official
number, no telephone number and no address is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any


class SnapshotReason(StrEnum):
    """Why a snapshot was taken."""

    YEAR = "YEAR"
    DECISION = "DECISION"


# What a snapshot says of a person that would tell who it was, or how ill.
_PERSONAL = frozenset({"name", "health", "absence_reason"})


def nameless(content: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot's content without what tells who the people are; of birthdays the year stays."""
    return {
        **content,
        "household": {**content["household"], "group_name": ""},
        "people": [
            {
                **{name: value for name, value in person.items() if name not in _PERSONAL},
                "born_on": first_of_year(date.fromisoformat(person["born_on"])).isoformat(),
            }
            for person in content["people"]
        ],
        # How it became known is told in free words.
        **{
            name: {**content[name], "source": ""}
            for name in ("income", "living")
            if content[name] is not None and "source" in content[name]
        },
    }


def first_of_year(day: date) -> date:
    """A birthday of which only the year is kept."""
    return day.replace(month=1, day=1)
