"""Who acts: a person with an account, or the system itself under a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """The author of a change, as the audit trail keeps it.

    `key` is stable ("user:<uid>", "system:import"); `name` is what the trail shows, copied at
    the time so that the line still reads when the account is gone.
    """

    key: str
    name: str
