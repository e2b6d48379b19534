"""Where a village is drawn when nobody has measured it: somewhere honest, always the same.

No public source gives the coordinates of villages. Points are taken from a fixed low-discrepancy
sequence inside the outline and dealt to the towns by nearness, so that the map is even, stays
inside the county, and does not change from run to run. Every such point is marked approximate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

Point = tuple[float, float]
Ring = Sequence[Sequence[float]]


def inside(point: Point, ring: Ring) -> bool:
    """Whether a point lies inside a closed ring (even-odd rule)."""
    x, y = point
    within = False
    for (x_a, y_a), (x_b, y_b) in pairwise(ring):
        if (y_a > y) != (y_b > y) and x < (x_b - x_a) * (y - y_a) / (y_b - y_a) + x_a:
            within = not within
    return within


def _halton(index: int, base: int) -> float:
    """The radical inverse of an index (Halton 1960): even cover without chance."""
    result, fraction = 0.0, 1.0
    while index:
        fraction /= base
        result += fraction * (index % base)
        index //= base
    return result


def points_inside(ring: Ring, *, count: int) -> list[Point]:
    """`count` points spread evenly inside a ring of longitude and latitude."""
    west, east = min(p[0] for p in ring), max(p[0] for p in ring)
    south, north = min(p[1] for p in ring), max(p[1] for p in ring)
    found: list[Point] = []
    index = 0
    while len(found) < count:
        index += 1
        if index > 200 * count + 1000:
            raise ValueError("the outline is too thin to hold its villages")
        point = (
            west + (east - west) * _halton(index, 2),
            south + (north - south) * _halton(index, 3),
        )
        if inside(point, ring):
            found.append(point)
    return found


def _apart(a: Point, b: Point) -> float:
    """Squared distance with a degree of longitude shortened as at 22.7° north."""
    return ((a[0] - b[0]) * 0.92) ** 2 + (a[1] - b[1]) ** 2


def place_villages(
    ring: Ring, *, seats: Mapping[str, Point], villages: Mapping[str, Sequence[str]]
) -> dict[str, Point]:
    """A point for every village, near its town's seat and inside the outline.

    `seats` maps town codes to seats; `villages` maps town codes to the codes of their villages.
    Towns take turns, the one with most left to place first, each taking the free point nearest
    to its seat; so a town with many villages spreads and none is squeezed out.
    """
    wanted = sum(len(codes) for codes in villages.values())
    free = points_inside(ring, count=wanted + wanted // 10 + 8)
    left = {town: list(codes) for town, codes in sorted(villages.items()) if codes}
    placed: dict[str, Point] = {}
    while left:
        town = max(left, key=lambda code: (len(left[code]), code))
        seat = seats[town]
        nearest = min(range(len(free)), key=lambda i: (_apart(free[i], seat), i))
        placed[left[town].pop(0)] = free.pop(nearest)
        if not left[town]:
            del left[town]
    return placed


def place_seats(ring: Ring, *, towns: Sequence[str]) -> dict[str, Point]:
    """A seat for every town where none is known: evenly spread, in the order of the codes."""
    return dict(zip(sorted(towns), points_inside(ring, count=len(towns)), strict=True))
