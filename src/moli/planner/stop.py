"""When a planner lays down its pen: never early, after some rounds, or after some seconds.

Every planner returns a feasible plan even when its stop fires at once. `Never` and `AfterRounds`
keep equal problems at equal plans; `AfterSeconds` cannot, because no two machines are alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol


class Stop(Protocol):
    """Asked before each round of work; `rounds` counts those already done on this part."""

    def __call__(self, *, rounds: int) -> bool:
        """Whether to stop now."""


@dataclass(frozen=True)
class Never:
    """Go on until the plan is proved best."""

    def __call__(self, *, rounds: int) -> bool:
        """Never."""
        return False


@dataclass(frozen=True)
class AfterRounds:
    """Stop a part of the problem (a product) after so many rounds; 0 stops at once."""

    rounds: int

    def __call__(self, *, rounds: int) -> bool:
        """Whether this part has had its rounds."""
        return rounds >= self.rounds


@dataclass(frozen=True)
class AfterSeconds:
    """Stop when so many seconds have passed since this stop was made."""

    seconds: float
    started: float = field(default_factory=monotonic)

    def __call__(self, *, rounds: int) -> bool:
        """Whether the time is up."""
        return monotonic() - self.started >= self.seconds
