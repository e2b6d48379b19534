"""A network simplex for one large product that goes on from where it stopped.

Lots, demands and a root form a tree; each node hangs on its parent by one arc: a link, or to the
root what a lot keeps unsold or a demand does not get. No arc has an upper bound, so whatever is
not in the tree carries nothing: links may be added and forgotten between runs, and the tree
stays a feasible plan. Prices are whole numbers and exact: price of lot + price of demand = value
on every link of the tree, and 0 on whoever hangs on the root.

Method: Dantzig (1951); strongly feasible trees after Cunningham (1976), which cannot cycle; block
search as in Kovács (2015), doi:10.1080/10556788.2014.895828.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from moli.planner.columns import Ints
from moli.planner.compiled import compiled

_NOBODY = -1
# Violations looked at before the greatest is taken, as a share of the square root of the links.
_BLOCK_SHARE = 1.5
_BLOCK_MIN = 64


class Tree(NamedTuple):
    """Lots are nodes 0…, demands follow, the root is last; `flow` is on the arc to the parent."""

    parent: Any
    depth: Any
    flow: Any
    price: Any
    first_child: Any
    next_sibling: Any
    previous_sibling: Any


def bare_tree(lot_units: Ints, demand_units: Ints) -> Tree:
    """Nobody sells anything: everybody hangs on the root with all their weight, at price 0."""
    nodes = len(lot_units) + len(demand_units)
    root = nodes
    parent = np.full(nodes + 1, root, dtype=np.int32)
    parent[root] = _NOBODY
    depth = np.ones(nodes + 1, dtype=np.int32)
    depth[root] = 0
    flow = np.zeros(nodes + 1, dtype=np.int64)
    flow[:nodes] = np.concatenate([lot_units, demand_units])
    first_child = np.full(nodes + 1, _NOBODY, dtype=np.int32)
    next_sibling = np.arange(1, nodes + 2, dtype=np.int32)
    previous_sibling = np.arange(-1, nodes, dtype=np.int32)
    next_sibling[nodes - 1 :] = _NOBODY
    previous_sibling[root] = _NOBODY
    if nodes:
        first_child[root] = 0
    price = np.zeros(nodes + 1, dtype=np.int64)
    return Tree(parent, depth, flow, price, first_child, next_sibling, previous_sibling)


def flows_of(tree: Tree, lots: int) -> tuple[Ints, Ints, Ints]:
    """Lot, demand (counted from 0) and units of every link that carries something."""
    root = len(tree.parent) - 1
    hung = np.flatnonzero((tree.parent[:root] != root) & (tree.flow[:root] > 0))
    above = tree.parent[hung].astype(np.int64)
    lot, demand = np.minimum(hung, above), np.maximum(hung, above) - lots
    order = np.lexsort((demand, lot))
    return lot[order], demand[order], tree.flow[hung][order]


def block_of(links: int) -> int:
    """How many links to look at before pivoting."""
    return max(_BLOCK_MIN, int(_BLOCK_SHARE * links**0.5))


@compiled
def _violation(tree: Tree, lots: int, links: Any, place: int) -> int:
    """By how much a link (or, beyond the links, a node's own arc to the root) would gain."""
    lot, demand, value = links
    if place < lot.shape[0]:
        return int(value[place] - tree.price[lot[place]] - tree.price[lots + demand[place]])
    return int(-tree.price[place - lot.shape[0]])


@compiled
def _leaving(tree: Tree, lots: int, lot_end: int, demand_end: int) -> Any:
    """The node whose arc blocks the cycle, the units that can move, and on whose side it lies.

    Units go from lot_end over the entering arc to demand_end and back through the tree. Of
    several blocking arcs the last one along the cycle leaves: that keeps the tree strongly
    feasible.
    """
    parent, depth, flow = tree.parent, tree.depth, tree.flow
    near, far = lot_end, demand_end
    near_least, far_least = np.int64(2**62), np.int64(2**62)
    near_out, far_out = _NOBODY, _NOBODY
    while near != far:
        if depth[near] >= depth[far]:
            if near < lots and flow[near] < near_least:
                near_least, near_out = flow[near], near
            near = parent[near]
        else:
            if far >= lots and flow[far] <= far_least:
                far_least, far_out = flow[far], far
            far = parent[far]
    if far_least <= near_least:
        return far_out, far_least, False, near
    return near_out, near_least, True, near


@compiled
def _send(tree: Tree, lots: int, ends: Any, join: int, units: int) -> None:
    """Move units around the cycle."""
    parent, flow = tree.parent, tree.flow
    node = ends[0]
    while node != join:
        flow[node] += -units if node < lots else units
        node = parent[node]
    node = ends[1]
    while node != join:
        flow[node] += units if node < lots else -units
        node = parent[node]


@compiled
def _detach(tree: Tree, node: int) -> None:
    before, after = tree.previous_sibling[node], tree.next_sibling[node]
    if before == _NOBODY:
        tree.first_child[tree.parent[node]] = after
    else:
        tree.next_sibling[before] = after
    if after != _NOBODY:
        tree.previous_sibling[after] = before


@compiled
def _attach(tree: Tree, node: int, parent: int) -> None:
    head = tree.first_child[parent]
    tree.parent[node] = parent
    tree.previous_sibling[node] = _NOBODY
    tree.next_sibling[node] = head
    if head != _NOBODY:
        tree.previous_sibling[head] = node
    tree.first_child[parent] = node


@compiled
def _rehang(tree: Tree, top: int, below: int, above: int, units: int) -> None:
    """Cut the subtree of `top` off and hang it, turned over, by its node `below` on `above`."""
    node, parent, carried = below, above, np.int64(units)
    while True:
        old_parent, old_flow = tree.parent[node], tree.flow[node]
        _detach(tree, node)
        _attach(tree, node, parent)
        tree.flow[node] = carried
        if node == top:
            return
        node, parent, carried = old_parent, node, old_flow


@compiled
def _reprice(tree: Tree, lots: int, top: int, lot_gain: int) -> None:
    """Shift the prices of a subtree, and count its depths anew."""
    node = top
    while True:
        tree.price[node] += lot_gain if node < lots else -lot_gain
        tree.depth[node] = tree.depth[tree.parent[node]] + 1
        if tree.first_child[node] != _NOBODY:
            node = tree.first_child[node]
            continue
        while node != top and tree.next_sibling[node] == _NOBODY:
            node = tree.parent[node]
        if node == top:
            return
        node = tree.next_sibling[node]


@compiled
def _pivot(tree: Tree, lots: int, links: Any, entering: int, gain: int) -> None:
    """Bring one arc into the tree."""
    lot, demand, _ = links
    root = tree.parent.shape[0] - 1
    if entering < lot.shape[0]:
        ends = (int(lot[entering]), int(lots + demand[entering]))
    elif entering - lot.shape[0] < lots:
        ends = (int(entering - lot.shape[0]), int(root))
    else:
        ends = (int(root), int(entering - lot.shape[0]))
    top, units, is_lot_side, join = _leaving(tree, lots, ends[0], ends[1])
    _send(tree, lots, ends, join, units)
    below, above = (ends[0], ends[1]) if is_lot_side else (ends[1], ends[0])
    _rehang(tree, top, below, above, units)
    _reprice(tree, lots, below, gain if is_lot_side else -gain)


@compiled
def improve(tree: Tree, lots: int, links: Any, block: int) -> int:
    """Pivot until no link, and no arc to the root, would gain; the number of pivots."""
    arcs = links[0].shape[0] + tree.parent.shape[0] - 1
    pivots, place, idle = 0, 0, 0
    while idle < arcs:
        best, best_gain = _NOBODY, 0
        for _ in range(block):
            gain = _violation(tree, lots, links, place)
            if gain > best_gain:
                best, best_gain = place, gain
            place += 1
            if place == arcs:
                place = 0
        if best == _NOBODY:
            idle += block
        else:
            _pivot(tree, lots, links, best, best_gain)
            pivots += 1
            idle = 0
    return pivots
