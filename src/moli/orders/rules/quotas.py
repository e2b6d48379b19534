"""Sharing a load out among households: poor households first, then whoever has least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from moli.kernel.weight import GRAMS_PER_KG

PER_MILLE = 1_000
# Half of a load is offered to poor households first, unless an order says otherwise.
POOR_PER_MILLE_USUAL = 500
# Ten jin: large shares are told in these, small ones in kilograms, so that a step is at most a
# twentieth of an equal share.
LARGE_STEP_GRAMS = 5 * GRAMS_PER_KG
_STEPS_OF_A_LARGE_SHARE = 20


@dataclass(frozen=True)
class Want:
    """One household as sharing out needs it: what it can bring in all, and has been granted.

    `key` tells households apart and settles ties: the smaller one first.
    """

    key: int
    most_grams: int
    is_poor: bool
    has_grams: int = 0

    def room(self, cap_grams: int | None) -> int:
        """What it may still be granted."""
        most = self.most_grams if cap_grams is None else min(self.most_grams, cap_grams)
        return max(0, most - self.has_grams)


def share_out(
    total_grams: int,
    wants: Sequence[Want],
    *,
    poor_per_mille: int,
    cap_grams: int | None,
) -> dict[int, int]:
    """How many grams more each household is granted of a load; the sum is at most `total_grams`.

    Nobody is granted more than it can bring, or more than `cap_grams` in all. Of the load at least
    `poor_per_mille` thousandths, rounded up to a kilogram, go to poor households as far as they
    can bring that; what then is left goes to whoever has least, poor or not. Both times the lowest
    are raised first, all to the same level in steps of a kilogram, of five where an equal share
    is a hundred or more; the last step goes as far as it goes, by key. Less than the load is
    shared only when nobody can bring more.
    """
    step = _step(total_grams, wants)
    poor = [want for want in wants if want.is_poor]
    first_grams = min(
        grams_for_poor(total_grams, poor_per_mille=poor_per_mille),
        sum(want.room(cap_grams) for want in poor),
    )
    first = _raise_lowest(first_grams, poor, cap_grams=cap_grams, step=step)
    raised = [
        replace(want, has_grams=want.has_grams + first.get(want.key, 0))
        for want in sorted(wants, key=lambda want: want.key)
    ]
    then = _raise_lowest(total_grams - first_grams, raised, cap_grams=cap_grams, step=step)
    return {want.key: first.get(want.key, 0) + then[want.key] for want in raised}


def grams_for_poor(total_grams: int, *, poor_per_mille: int) -> int:
    """What poor households come first for: a part of a load, rounded up to a kilogram."""
    return min(total_grams, _whole_kilograms(total_grams * poor_per_mille, PER_MILLE))


def _raise_lowest(
    grams: int, wants: Sequence[Want], *, cap_grams: int | None, step: int
) -> dict[int, int]:
    """Fill like water: the highest level, in whole steps, that the grams reach for everybody.

    What is left then raises households by one step more, by key, until nothing is left.
    """
    rooms = {want.key: want.room(cap_grams) for want in wants}
    grams = min(grams, sum(rooms.values()))
    level = _level(grams, wants, rooms=rooms, step=step)
    given = {want.key: _up_to(level, want, rooms[want.key]) for want in wants}
    left = grams - sum(given.values())
    for want in sorted(wants, key=lambda want: want.key):
        more = min(left, _up_to(level + step, want, rooms[want.key]) - given[want.key])
        given[want.key] += more
        left -= more
    return given


def _level(grams: int, wants: Sequence[Want], *, rooms: Mapping[int, int], step: int) -> int:
    """The highest multiple of the step to which the grams raise everybody who is below it."""
    low, high = 0, 1 + max((want.has_grams + rooms[want.key] for want in wants), default=0) // step
    while low < high:
        middle = (low + high + 1) // 2
        needed = sum(_up_to(middle * step, want, rooms[want.key]) for want in wants)
        low, high = (middle, high) if needed <= grams else (low, middle - 1)
    return low * step


def _up_to(level: int, want: Want, room: int) -> int:
    """What raises a household to a level, as far as its room goes."""
    return min(room, max(0, level - want.has_grams))


def _step(total_grams: int, wants: Sequence[Want]) -> int:
    is_large = total_grams >= _STEPS_OF_A_LARGE_SHARE * LARGE_STEP_GRAMS * len(wants)
    return LARGE_STEP_GRAMS if is_large else GRAMS_PER_KG


def _whole_kilograms(numerator: int, denominator: int) -> int:
    """A fraction of grams, rounded up to a whole kilogram."""
    return -(-numerator // (denominator * GRAMS_PER_KG)) * GRAMS_PER_KG
