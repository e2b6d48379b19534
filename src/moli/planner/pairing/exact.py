"""The exact engine, compiled: pairs of greatest gain in a matrix, and the prices that prove it.

Rows come one by one. Each finds the cheapest chain of moves that makes room for it: to a helper
that has a place left, or to a row that gives its helper up and stays alone. Prices move so that
no pair anywhere is left that would gain (Kuhn 1955, Munkres 1957; by shortest paths: Jonker and
Volgenant 1987; here with capacities).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from moli.planner.columns import Ints
from moli.planner.compiled import compiled
from moli.planner.pairing.layout import Int32s

_NONE = -1
_FAR = 2**60


class _State(NamedTuple):
    """What stands: prices, rests and choices; and the search for one row's chain.

    The rows of a helper hang in a chain: `first` of the helper, then `after` of each row.
    `tree` lists the rows that the search has reached, at `row_way`; `way` leads to helpers.
    """

    gains: Any
    capacity: Any
    price: Any
    rest: Any
    chosen: Any
    used: Any
    first: Any
    after: Any
    tree: Any
    row_way: Any
    way: Any
    came_from: Any
    is_done: Any


def best_pairs(gains: Int32s, capacity: Ints) -> tuple[Ints, Ints]:
    """Who helps each row (-1 nobody), and the price of each helper, at least nothing."""
    rows, helpers = gains.shape
    state = _State(
        gains=gains,
        capacity=np.asarray(capacity, dtype=np.int64),
        price=np.zeros(helpers, dtype=np.int64),
        rest=np.zeros(rows, dtype=np.int64),
        chosen=np.full(rows, _NONE, dtype=np.int64),
        used=np.zeros(helpers, dtype=np.int64),
        first=np.full(helpers, _NONE, dtype=np.int64),
        after=np.full(rows, _NONE, dtype=np.int64),
        tree=np.empty(rows, dtype=np.int64),
        row_way=np.empty(rows, dtype=np.int64),
        way=np.empty(helpers, dtype=np.int64),
        came_from=np.empty(helpers, dtype=np.int64),
        is_done=np.empty(helpers, dtype=np.bool_),
    )
    _place_all(state)
    return state.chosen, state.price


@compiled
def _place_all(state: _State) -> None:
    for row in range(state.gains.shape[0]):
        state.rest[row] = _greatest_rest(state, row)
        end, end_way, gives_up, reached = _search(state, row)
        _move_prices(state, end_way, reached)
        if gives_up != _NONE:
            end = state.chosen[gives_up]
            if end != _NONE:
                _leave(state, gives_up, end)
        _shift(state, end)


@compiled
def _greatest_rest(state: _State, row: int) -> int:
    best = np.int64(0)
    for i in range(state.price.shape[0]):
        best = max(best, state.gains[row, i] - state.price[i])
    return int(best)


@compiled
def _search(state: _State, start: int) -> Any:
    """Where the cheapest chain ends: a helper, or a row that gives up; its length, rows reached."""
    state.way[:] = _FAR
    state.is_done[:] = False
    state.tree[0] = start
    state.row_way[start] = 0
    reached, seen = 1, 0
    end_way, gives_up = np.int64(_FAR), _NONE
    while True:
        while seen < reached:
            row = state.tree[seen]
            seen += 1
            alone = state.row_way[row] + state.rest[row]
            if alone < end_way:
                end_way, gives_up = alone, row
            _look(state, row)
        at = _nearest(state)
        if at == _NONE or state.way[at] >= end_way:
            return _NONE, end_way, gives_up, reached
        state.is_done[at] = True
        if state.used[at] < state.capacity[at]:
            return at, state.way[at], _NONE, reached
        reached = _reach(state, at, reached)


@compiled
def _look(state: _State, row: int) -> None:
    """Shorten ways to helpers through a row."""
    so_far = state.row_way[row] + state.rest[row]
    for i in range(state.way.shape[0]):
        longer = so_far - (state.gains[row, i] - state.price[i])
        if not state.is_done[i] and longer < state.way[i]:
            state.way[i] = longer
            state.came_from[i] = row


@compiled
def _nearest(state: _State) -> int:
    nearest, at = np.int64(_FAR), _NONE
    for i in range(state.way.shape[0]):
        if not state.is_done[i] and state.way[i] < nearest:
            nearest, at = state.way[i], i
    return at


@compiled
def _reach(state: _State, helper: int, reached: int) -> int:
    """Add the rows of a helper to the tree."""
    row = state.first[helper]
    while row != _NONE:
        state.tree[reached] = row
        state.row_way[row] = state.way[helper]
        reached += 1
        row = state.after[row]
    return reached


@compiled
def _move_prices(state: _State, end_way: int, reached: int) -> None:
    for i in range(state.price.shape[0]):
        if state.is_done[i] and state.way[i] < end_way:
            state.price[i] += end_way - state.way[i]
    for place in range(reached):
        row = state.tree[place]
        state.rest[row] -= end_way - state.row_way[row]


@compiled
def _shift(state: _State, end: int) -> None:
    """Let each row of the chain take the place that the next one leaves."""
    at = end
    while at != _NONE:
        row = state.came_from[at]
        before = state.chosen[row]
        if before != _NONE:
            _leave(state, row, before)
        state.chosen[row] = at
        state.after[row] = state.first[at]
        state.first[at] = row
        state.used[at] += 1
        at = before


@compiled
def _leave(state: _State, row: int, helper: int) -> None:
    """Take a row out of its helper's chain."""
    if state.first[helper] == row:
        state.first[helper] = state.after[row]
    else:
        before = state.first[helper]
        while state.after[before] != row:
            before = state.after[before]
        state.after[before] = state.after[row]
    state.after[row] = _NONE
    state.chosen[row] = _NONE
    state.used[helper] -= 1
