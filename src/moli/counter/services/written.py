"""What every row at a counter says of how it came to be."""

from __future__ import annotations

from typing import Any

from moli.counter.rules.occasion import Occasion


def written(occasion: Occasion) -> dict[str, Any]:
    """The columns of `models.AtCounter`: by which operation, where, by whom and when."""
    return {
        "request_key": occasion.request_key,
        "station_key": occasion.station_key,
        "by_key": occasion.by.key,
        "by_name": occasion.by.name,
        "at": occasion.at,
        "received_at": occasion.received_at,
    }
