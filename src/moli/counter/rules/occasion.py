"""At which counter something is done, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from moli.kernel.actor import Actor


@dataclass(frozen=True)
class Occasion:
    """One operation at one counter.

    `request_key` is the operation's own; `at` is when it was done, `received_at` when it came here.
    """

    station_key: str
    request_key: UUID
    by: Actor
    at: datetime
    received_at: datetime
