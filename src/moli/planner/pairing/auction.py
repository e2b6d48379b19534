"""The engine for very many pairs, compiled: an auction in which the helped bid for helpers.

No matrix is kept. Each of the helped remembers the few best helpers that it saw, and how good all
others were at most: while prices only rise, that is enough until its second best falls below it
(Bertsekas 1988, with capacities). What a bid lifts a price by at least, `least`, is what each pair
may miss to the best, and so weighs speed against proof.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from moli.planner.columns import Ints
from moli.planner.compiled import compiled
from moli.planner.pairing.kernels import fill_gains
from moli.planner.pairing.layout import Int32s, Layout
from moli.planner.pairing.problem import NOBODY

REMEMBERED = 16
_NONE = -1
# Below every gain at every price, and above where 32 bits turn around.
_WORST = np.int32(-(2**31) + 1)


class _Held(NamedTuple):
    """What helpers hold: `count` bids each, from `room` on, the smallest first; and of whom."""

    room: Any
    bid: Any
    row: Any
    count: Any
    chosen: Any


class _Memory(NamedTuple):
    """What rows remember: few `helpers`, what they gain, what all others leave at most."""

    helpers: Any
    kept: Any
    others: Any
    knows: Any


class _Look(NamedTuple):
    """What a row needs to look at all helpers."""

    helping: Any
    asking: Any
    points_per_km: float
    gains: Any
    heap: Any


def auction(layout: Layout, *, begin: Int32s, least: int) -> tuple[Ints, Int32s, Ints]:
    """Who helps each row (NOBODY: alone), the prices, and how many places each helper filled.

    Prices begin as given and only rise.
    """
    rows = len(layout.helped_rows)
    room = np.concatenate([[0], np.cumsum(layout.capacity)]).astype(np.int64)
    held = _Held(
        room=room,
        bid=np.zeros(room[-1], dtype=np.int32),
        row=np.zeros(room[-1], dtype=np.int64),
        count=np.zeros(len(begin), dtype=np.int64),
        chosen=np.full(rows, NOBODY, dtype=np.int64),
    )
    memory = _Memory(
        helpers=np.zeros((rows, REMEMBERED), dtype=np.int32),
        kept=np.zeros((rows, REMEMBERED), dtype=np.int32),
        others=np.zeros(rows, dtype=np.int32),
        knows=np.zeros(rows, dtype=np.bool_),
    )
    look = _Look(
        helping=layout.helping,
        asking=layout.asking,
        points_per_km=layout.points_per_km,
        gains=np.empty(len(begin), dtype=np.int32),
        heap=np.empty(REMEMBERED, dtype=np.int32),
    )
    prices = begin.copy()
    _bid_all(held, memory, look, prices, least)
    return held.chosen, prices, held.count


@compiled
def _bid_all(held: _Held, memory: _Memory, look: _Look, prices: Any, least: int) -> None:
    """Each row bids until it has a place or rather stays alone; whoever it ousts bids again."""
    helpers, kept, others, knows = memory.helpers, memory.kept, memory.others, memory.knows
    for begin in range(knows.shape[0]):
        row = begin
        while row != _NONE:
            if not knows[row]:
                _remember(row, memory, look, prices)
            best, second, at = _best_remembered(helpers[row], kept[row], prices)
            if second < others[row]:
                _remember(row, memory, look, prices)
                best, second, at = _best_remembered(helpers[row], kept[row], prices)
            if at == _NONE or best <= 0:
                break
            # Staying alone is a choice too, and leaves nothing.
            bid = prices[at] + (best - max(second, np.int32(0))) + least
            row = _take(held, prices, row, at, bid)


@compiled
def _best_remembered(helpers: Any, kept: Any, prices: Any) -> Any:
    best, second, at = _WORST, _WORST, np.int32(_NONE)
    for place in range(helpers.shape[0]):
        helper, gain = helpers[place], kept[place]
        if gain == _WORST:
            continue
        left = np.int32(gain - prices[helper])
        if left > best or (left == best and helper < at):
            second = best
            best, at = left, helper
        elif left > second:
            second = left
    return best, second, at


@compiled
def _remember(row: int, memory: _Memory, look: _Look, prices: Any) -> None:
    """Look at all helpers, keep the few best at prices, and what the others leave at most."""
    gains, heap, helpers, kept = look.gains, look.heap, memory.helpers[row], memory.kept[row]
    fill_gains(row, look.helping, look.asking, look.points_per_km, gains)
    heap[:] = _WORST
    helpers[:] = 0
    _keep_best(gains, prices, heap, helpers)
    for place in range(heap.shape[0]):
        kept[place] = gains[helpers[place]] if heap[place] > _WORST else _WORST
    memory.others[row] = heap[0]
    memory.knows[row] = True


@compiled
def _keep_best(gains: Any, prices: Any, heap: Any, helpers: Any) -> None:
    """Keep the helpers that leave most; the worst of them stands first in the heap."""
    least = heap[0]
    for helper in range(gains.shape[0]):
        left = gains[helper] - prices[helper]
        if left <= least:
            continue
        place = 0
        while True:
            child = _lesser_child(heap, place)
            if child == _NONE or heap[child] >= left:
                break
            heap[place] = heap[child]
            helpers[place] = helpers[child]
            place = child
        heap[place] = left
        helpers[place] = helper
        least = heap[0]


@compiled
def _take(held: _Held, prices: Any, row: int, at: int, bid: int) -> Any:
    """Give a row a place with a helper; the row that loses its place for it, or nobody."""
    begin, places = held.room[at], held.room[at + 1] - held.room[at]
    bids, rows = held.bid[begin : begin + places], held.row[begin : begin + places]
    out = np.int64(_NONE)
    if held.count[at] < places:
        _raise(bids, rows, held.count[at], bid, row)
        held.count[at] += 1
    else:
        out = rows[0]
        held.chosen[out] = _NONE
        _sink(bids, rows, bid, row)
    held.chosen[row] = at
    if held.count[at] == places:
        prices[at] = max(prices[at], bids[0])
    return out


@compiled
def _raise(bids: Any, rows: Any, place: int, bid: int, row: int) -> None:
    """Add a bid at the end of a helper's heap."""
    while place > 0:
        above = (place - 1) >> 1
        if bids[above] <= bid:
            break
        bids[place], rows[place] = bids[above], rows[above]
        place = above
    bids[place], rows[place] = bid, row


@compiled
def _sink(bids: Any, rows: Any, bid: int, row: int) -> None:
    """Put a bid in the place of the smallest of a helper's heap."""
    place = 0
    while True:
        child = _lesser_child(bids, place)
        if child == _NONE or bids[child] >= bid:
            break
        bids[place], rows[place] = bids[child], rows[child]
        place = child
    bids[place], rows[place] = bid, row


@compiled
def _lesser_child(heap: Any, place: int) -> int:
    """The lesser of the two below a place of a heap; -1 where there is none."""
    child = 2 * place + 1
    if child >= heap.shape[0]:
        return _NONE
    if child + 1 < heap.shape[0] and heap[child + 1] < heap[child]:
        return child + 1
    return child
