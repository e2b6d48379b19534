"""Whether a planned pair can be proposed to its two sides, and if not, why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from moli.pairing.rules.planning import Pair, Wish, those_that_fit


class Footing(StrEnum):
    """How a planned pair stands with what holds and waits today."""

    FREE = "FREE"  # can be proposed
    KEPT = "KEPT"  # it is the pairing in force
    WAITS = "WAITS"  # it was proposed, and its sides have not all answered
    OTHER_WAITS = "OTHER_WAITS"  # the helped has another proposal to answer
    DECLINED = "DECLINED"  # one of the two said no to it lately
    GONE = "GONE"  # one of the two may not help, or be helped, any more
    FULL = "FULL"  # the helper has no place left


@dataclass(frozen=True)
class Standing:
    """What stands of a kind of pairing: helpers by helped, and pairs that were declined lately."""

    in_force: Mapping[str, str]
    proposed: Mapping[str, str]
    declined: Collection[Pair] = ()

    @property
    def held(self) -> Counter[str]:
        """Places that each helper has given: pairings that nothing is to replace, and proposals.

        A pairing whose helped was proposed somebody else counts for whom it was proposed: it
        ends when that is agreed to.
        """
        stays = [helper for helped, helper in self.in_force.items() if helped not in self.proposed]
        return Counter([*stays, *self.proposed.values()])


@dataclass(frozen=True)
class Able:
    """Who may help and who may be helped today, by their keys."""

    helpers: Collection[str]
    helped: Collection[str]


def footings(
    pairs: Sequence[Pair], standing: Standing, able: Able, *, capacity: int
) -> dict[Pair, Footing]:
    """How each pair of a plan stands, all of them looked at together: ties that go free places."""
    found = {pair: _footing(pair, standing, able) for pair in pairs}
    wishes = [
        Wish(pair, leaves_key=standing.in_force.get(pair.helped_key, ""))
        for pair in pairs
        if found[pair] is Footing.FREE
    ]
    fitting = {wish.pair for wish in those_that_fit(wishes, held=standing.held, capacity=capacity)}
    full = {wish.pair: Footing.FULL for wish in wishes if wish.pair not in fitting}
    return found | full


def _footing(pair: Pair, standing: Standing, able: Able) -> Footing:
    """How a pair stands, places aside; the first that holds."""
    waits = standing.proposed.get(pair.helped_key)
    checks = (
        (Footing.WAITS, waits == pair.helper_key),
        (Footing.OTHER_WAITS, waits is not None),
        (Footing.KEPT, standing.in_force.get(pair.helped_key) == pair.helper_key),
        (Footing.GONE, pair.helper_key not in able.helpers or pair.helped_key not in able.helped),
        (Footing.DECLINED, pair in standing.declined),
    )
    return next((footing for footing, holds in checks if holds), Footing.FREE)


class PairChange(StrEnum):
    """What a plan does with one of the helped that it pairs."""

    KEPT = "KEPT"  # its tie stays
    CHANGED = "CHANGED"  # another helper takes over
    NEW = "NEW"  # it had nobody


def change_of(*, helper_key: str, tie_key: str) -> PairChange:
    """Whether a planned pair is a tie that stays, one that changes, or a new one."""
    if not tie_key:
        return PairChange.NEW
    return PairChange.KEPT if helper_key == tie_key else PairChange.CHANGED
