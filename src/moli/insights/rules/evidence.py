"""Which rows prove that a unit of an indicator is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EvidenceKind(StrEnum):
    """What kind of row it is, and so what its key names."""

    INTRODUCTION = "INTRODUCTION"  # of a proposal, by the proposal's key
    CONTRACT = "CONTRACT"
    BULK_ORDER = "BULK_ORDER"  # from an accepted quote
    DELIVERY = "DELIVERY"  # accepted by its buyer
    BATCH = "BATCH"  # units packed from what was weighed in, which a paid order took; by its key
    PAIRING = "PAIRING"
    STATION = "STATION"  # open
    DEMO_POST = "DEMO_POST"  # granted
    WEIGH_INS = "WEIGH_INS"  # at a station, by the station's key
    PARCELS = "PARCELS"  # packed or sent from a station's articles, by the station's key
    LOT = "LOT"  # posted by a station's operator
    # At a station's counter, by the station's key.
    COUNTER_PARCELS = "COUNTER_PARCELS"  # came for villagers, sent by them, fetched
    BUY_FORS = "BUY_FORS"  # ordered for villagers
    BILLS = "BILLS"  # taken from villagers


@dataclass(frozen=True, order=True)
class Evidence:
    """A row that proves something: of which kind, by which key, of which day.

    Where a key names many rows, `rows` says how many, and the day is the last one's.
    """

    on: date
    kind: EvidenceKind
    key: str
    rows: int = 1


def newest_first(found: set[Evidence]) -> tuple[Evidence, ...]:
    """Rows that prove something, the newest first; on a day in the order of kinds and keys."""
    return tuple(sorted(found, key=lambda each: (-each.on.toordinal(), each.kind, each.key)))
