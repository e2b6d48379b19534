"""What flows between the places of a map: curves whose width is the weight, with arrow heads."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, copysign, hypot

from moli.interfaces.design.svg.map_places import ACROSS, Placed
from moli.interfaces.design.svg.map_shapes import WIDTH, Line, MapFlow

_LEAST_WIDTH, _MOST_WIDTH = 7.0, 26.0
_ALONE_BEND, _MOST_BEND = 0.12, 0.24
_HEAD_LENGTH, _HEAD_HALF = 28.0, 15.0


def draw_flows(placed: Sequence[Placed], flows: Sequence[MapFlow]) -> list[Line]:
    """Flows, the heaviest first so that thin ones stay visible on top of them.

    Flows to the same place fan out: sorted by direction, each is bent a little more than its
    neighbour, so they arrive side by side instead of on top of each other.
    """
    heaviest = max((flow.weight for flow in flows), default=0)
    lines: list[tuple[float, int, Line]] = []
    for target in sorted({flow.to_index for flow in flows}):
        end = placed[target]
        arriving = [i for i, flow in enumerate(flows) if flow.to_index == target]
        arriving.sort(key=lambda i: (_bearing(placed[flows[i].from_index], end), i))
        for rank, i in enumerate(arriving):
            share = flows[i].weight / heaviest if heaviest else 0
            width = max(_LEAST_WIDTH, _MOST_WIDTH * share)
            start = placed[flows[i].from_index]
            bend = _bend(start, end, rank=rank, count=len(arriving))
            line = _curve(start, end, width=width, bend=bend, css=flows[i].kind.value)
            lines.append((-width, i, line))
    return [line for _, _, line in sorted(lines, key=lambda item: item[:2])]


def _bend(start: Placed, end: Placed, *, rank: int, count: int) -> float:
    """Outer flows bulge outwards; a flow alone bulges up."""
    if count == 1:
        return copysign(_ALONE_BEND, start.x - end.x)
    return _MOST_BEND * (1 - 2 * rank / (count - 1))


def _bearing(start: Placed, end: Placed) -> float:
    """The direction in which a flow leaves its end, turned so that due west is not torn apart."""
    dx, dy = start.x - end.x, start.y - end.y
    return atan2(dy, dx) if end.x < WIDTH / 2 else atan2(-dy, -dx)


def _curve(start: Placed, end: Placed, *, width: float, bend: float, css: str) -> Line:
    """A curve from one place towards another; its arrow head ends at the other's circle."""
    dx, dy = end.x - start.x, end.y - start.y
    length = max(hypot(dx, dy), 1e-6)
    control = ((start.x + end.x) / 2 - dy * bend, (start.y + end.y) / 2 + dx * bend)
    ux, uy = end.x - control[0], end.y - control[1]
    unit = max(hypot(ux, uy), 1e-6)
    ux, uy = ux / unit, uy / unit
    stop = 0 if end.is_far else min(end.radius / 100 * ACROSS * WIDTH, length / 3)
    tip = (end.x - ux * stop, end.y - uy * stop)
    head = min(max(_HEAD_LENGTH, 1.5 * width), length / 2)
    base = (tip[0] - ux * head, tip[1] - uy * head)
    half = max(_HEAD_HALF, 0.95 * width)
    # The line runs a little into its head, or a pale seam would show between them.
    return Line(
        path=f"M{start.x:.0f} {start.y:.0f}Q{control[0]:.0f} {control[1]:.0f} "
        f"{base[0] + ux * 2:.0f} {base[1] + uy * 2:.0f}",
        tip=f"M{tip[0]:.0f} {tip[1]:.0f}L{base[0] - uy * half:.0f} {base[1] + ux * half:.0f}"
        f"L{base[0] + uy * half:.0f} {base[1] - ux * half:.0f}Z",
        width=round(width, 1),
        css=css,
    )
