"""Chance that always falls the same: what is made up in the demo is made up once."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance:
    """A stream of choices that a name determines, on every machine and Python alike."""

    def __init__(self, name: str) -> None:
        digest = hashlib.sha256(f"moli demo 2016 {name}".encode()).digest()
        self._random = random.Random(int.from_bytes(digest[:8]))  # noqa: S311 - demo data

    def share(self) -> float:
        """A number from 0 to 1."""
        return self._random.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included, from `share` alone: it never changes by version."""
        return low + int(self._random.random() * (high - low + 1))

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of some things."""
        return things[self.whole(0, len(things) - 1)]

    def weighed(self, things: Sequence[Thing], weights: Sequence[int]) -> Thing:
        """One of some things, each as likely as its weight."""
        left = self.share() * sum(weights)
        for thing, weight in zip(things, weights, strict=True):
            left -= weight
            if left < 0:
                return thing
        return things[-1]

    def some_of(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """Some of the things, none twice, in their own order."""
        places = list(range(len(things)))
        picked = [places.pop(self.whole(0, len(places) - 1)) for _ in range(count)]
        return [things[place] for place in sorted(picked)]
