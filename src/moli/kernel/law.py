"""What a check of a data law found: how many rows it looked at, and how many break it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EXAMPLES_MAX = 5


@dataclass(frozen=True)
class LawCheck:
    """One law of the data and how it stands. `law` is its name, room first.

    `examples` are keys or codes of the first rows that break it, for whoever mends them; they
    never hold personal data.
    """

    law: str
    checked: int
    broken: int = 0
    examples: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether no row breaks the law."""
        return not self.broken


def found_law(law: str, *, checked: int, broken: Iterable[object]) -> LawCheck:
    """How a law stands whose breaks were found one by one, named by keys or numbers."""
    names = [str(each) for each in broken]
    return LawCheck(
        law=law, checked=checked, broken=len(names), examples=tuple(names[:EXAMPLES_MAX])
    )
