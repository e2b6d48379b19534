"""Plans that change no more than so many of the ties that exist.

A change gets a price: a tie that stays is worth so much more. The dearer changes are, the fewer
there are; the price at which they are few enough gives a plan, and together with the prices of
helpers the proof of how much a better one could gain. Small problems are then searched to the
end, tie by tie; the proof is told as the prices give it all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from moli.planner.columns import Ints
from moli.planner.pairing.engines import Answer, answer, gain_of
from moli.planner.pairing.kernels import gains_of_pairs
from moli.planner.pairing.layout import Layout
from moli.planner.pairing.problem import NOBODY

# Up to so many pairs the search goes on until nothing better can be left, within so many steps.
SEARCHED_PAIRS = 400
_STEPS_MAX = 2_000
_PRICE_MAX = 2**28


@dataclass(frozen=True, eq=False)
class Bounded:
    """An answer in the gains of the problem, the price of changes, and how many there are."""

    answer: Answer
    change_price: int
    changed: int


def changed_in(layout: Layout, chosen: Ints) -> int:
    """How many ties an answer changes: another helper, or none."""
    tie = layout.asking.tie
    return int(((tie != NOBODY) & (chosen != tie)).sum())


def with_few_changes(layout: Layout, *, changes_max: int) -> Bounded:
    """The best plan found that changes at most so many ties, with its proof.

    Needs a bound that capacities allow.
    """
    found = _priced(layout, 0, changes_max)
    if found.changed <= changes_max:
        return found
    best, tightest = _by_price(layout, found, changes_max)
    if layout.pairs <= SEARCHED_PAIRS and best.answer.gain < tightest.answer.bound:
        best = _searched(layout, best, changes_max)
    return Bounded(
        replace(best.answer, prices=tightest.answer.prices, bound=tightest.answer.bound),
        tightest.change_price,
        best.changed,
    )


def _priced(layout: Layout, price: int, changes_max: int) -> Bounded:
    """The best answer at a price of changes; gain and bound without it."""
    dear = answer(layout.with_change_price(price))
    # Whoever changes no more than allowed keeps so many ties at least.
    least_kept = layout.ties_count - changes_max
    found = replace(dear, gain=gain_of(layout, dear.chosen), bound=dear.bound - price * least_kept)
    return Bounded(found, price, changed_in(layout, dear.chosen))


def _by_price(layout: Layout, free: Bounded, changes_max: int) -> tuple[Bounded, Bounded]:
    """The best allowed answer at any price that was tried, and the one that proves most."""
    tried, allowed = [free], [_all_ties_stay(layout)]
    low, high = 0, 1
    while high < _PRICE_MAX:
        found = _priced(layout, high, changes_max)
        tried.append(found)
        if found.changed <= changes_max:
            allowed.append(found)
            break
        low, high = high, 4 * high
    while high - low > 1 and high < _PRICE_MAX:
        middle = (low + high) // 2
        found = _priced(layout, middle, changes_max)
        tried.append(found)
        if found.changed <= changes_max:
            allowed.append(found)
            high = middle
        else:
            low = middle
    best = max(allowed, key=lambda each: each.answer.gain)
    return best, min(tried, key=lambda each: each.answer.bound)


def _all_ties_stay(layout: Layout) -> Bounded:
    """As many ties as capacity allows stay, those that gain most first; the rest is free."""
    tie = layout.asking.tie.astype(np.int64)
    gains = _gains_of_ties(layout)
    chosen = np.full(len(tie), NOBODY, dtype=np.int64)
    left = layout.capacity.copy()
    for row in np.argsort(-gains, kind="stable"):
        if tie[row] != NOBODY and left[tie[row]]:
            chosen[row] = tie[row]
            left[tie[row]] -= 1
    free = np.flatnonzero(chosen == NOBODY)
    rest = answer(layout.of_rows(free, left))
    chosen[free] = rest.chosen
    found = Answer(chosen, rest.prices, gain_of(layout, chosen), 0, rest.engine)
    return Bounded(found, 0, changed_in(layout, chosen))


def _gains_of_ties(layout: Layout) -> Ints:
    """What each row gains if its tie stays."""
    tie = layout.asking.tie.astype(np.int64)
    return np.asarray(gains_of_pairs(layout.helping, layout.asking, layout.points_per_km, tie))


def _searched(layout: Layout, best: Bounded, changes_max: int) -> Bounded:
    """Look through all ways to keep or change ties, as long as any may be better."""
    tied = np.flatnonzero(layout.asking.tie != NOBODY)
    waiting: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((), ())]
    for _ in range(_STEPS_MAX):
        if not waiting:
            break
        kept, changed = waiting.pop()
        if len(changed) == changes_max:
            kept = tuple(row for row in tied.tolist() if row not in changed)
        found = _with_decided(layout, kept, changed)
        if found is None or found.answer.bound <= best.answer.gain:
            continue
        if found.changed <= changes_max:
            best = found
            continue
        open_rows = [row for row in tied.tolist() if row not in {*kept, *changed}]
        if open_rows:
            row = open_rows[0]
            waiting.append(((*kept, row), changed))
            waiting.append((kept, (*changed, row)))
    return best


def _with_decided(
    layout: Layout, kept: tuple[int, ...], changed: tuple[int, ...]
) -> Bounded | None:
    """The best answer when some ties stay and some do not; None where places do not allow it."""
    tie = layout.asking.tie.astype(np.int64)
    left = layout.capacity - np.bincount(tie[list(kept)], minlength=len(layout.capacity))
    if (left < 0).any():
        return None
    free = np.array([row for row in range(len(tie)) if row not in kept], dtype=np.int64)
    part = layout.of_rows(free, left)
    bonus = part.asking.bonus.copy()
    bonus[np.isin(free, changed)] = -_PRICE_MAX
    part = replace(part, asking=part.asking._replace(bonus=bonus))
    rest = answer(part)
    chosen = np.full(len(tie), NOBODY, dtype=np.int64)
    chosen[list(kept)] = tie[list(kept)]
    chosen[free] = rest.chosen
    gain = gain_of(layout, chosen)
    bound = gain - rest.gain + rest.bound
    return Bounded(
        Answer(chosen, rest.prices, gain, bound, rest.engine), 0, changed_in(layout, chosen)
    )
