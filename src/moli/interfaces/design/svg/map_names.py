"""Which places of a map are named, and where their names stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from moli.interfaces.design.svg.labels import (
    Spot,
    Stretching,
    first_free,
    flush_spots,
    place_of,
    spots_around,
)
from moli.interfaces.design.svg.map_places import ACROSS, ALONG, Placed
from moli.interfaces.design.svg.map_shapes import (
    HEIGHT,
    WIDTH,
    Label,
    MapFlow,
    PointKind,
)

MOST_NAMES = 7
SHAPE = HEIGHT / WIDTH
# How wide a figure must be for names to keep apart, in em of their own type, and the class that
# hides the others below it. The style sheet has the same widths in rem: 1 em of a name is 0.8125.
ROOMS = ((13.5, ""), (17.5, "m"), (28.0, "x"))
_FLUSH_WITHIN = 15  # percent from a side at which a far place's name stands flush with it


def name_places(
    placed: Sequence[Placed], flows: Sequence[MapFlow], *, most: int = MOST_NAMES
) -> list[Label]:
    """Names of the `most` weightiest places, destinations before all; then whoever has room.

    A name is first tried so that it fits the narrowest figure (a phone of 320 px in large type).
    What does not, is tried for wider ones; what finds no room there either stays unnamed.
    """
    order = sorted((i for i in range(len(placed)) if placed[i].point.name), key=_rank(placed))
    found: dict[int, Label] = {}
    for group in (order[:most], order[most:]):
        for room in ROOMS:
            _name(group, placed, flows, found, room=room, most=most)
    return [found[i] for i in sorted(found)]


def _circle(one: Placed) -> Stretching:
    """The square around a dot that no other name may cover."""
    x, y = one.x / WIDTH, one.y / WIDTH
    reach = 0.9 * one.radius / 100 * ACROSS
    return Stretching((x - reach, 0), (y - reach, 0), (x + reach, 0), (y + reach, 0))


def _rank(placed: Sequence[Placed]) -> Callable[[int], tuple[bool, bool, int, int]]:
    """The order in which places deserve a name."""

    def rank(i: int) -> tuple[bool, bool, int, int]:
        one = placed[i]
        return (not one.is_far, one.point.kind is not PointKind.BUYER, -one.point.weight, i)

    return rank


def _name(
    group: Iterable[int],
    placed: Sequence[Placed],
    flows: Sequence[MapFlow],
    found: dict[int, Label],
    *,
    room: tuple[float, str],
    most: int,
) -> None:
    """Name those of a group that fit a figure of this width beside what is named already."""
    width, css = room
    named = [place_of(label.spot, label.lines, shape=SHAPE) for label in found.values()]
    for i in group:
        if i in found or len(found) >= most:
            continue
        one = placed[i]
        lines = tuple(line for line in (one.point.name, one.point.note) if line)
        circles = [_circle(other) for j, other in enumerate(placed) if j != i]
        spots = _spots(one, lines=len(lines), prefers_left=_leans_left(i, placed, flows))
        taken = [*named, *circles]
        spot = first_free(spots, lines, width=width, shape=SHAPE, taken=taken)
        if spot is not None:
            found[i] = Label(spot, lines, css)
            named.append(place_of(spot, lines, shape=SHAPE))


def _spots(one: Placed, *, lines: int, prefers_left: bool) -> list[Spot]:
    """Spots around the dot; a far place's name rather stands flush with the drawing's side."""
    x, y = one.percent
    reach = (round(one.radius * ACROSS, 2), round(one.radius * ALONG, 2))
    around = spots_around(x, y, reach=reach, lines=lines, prefers_left=prefers_left)
    if one.is_far and not _FLUSH_WITHIN < x < 100 - _FLUSH_WITHIN:
        return [*flush_spots(y, reach=reach[1], lines=lines, is_left=x < 50), *around]
    return around


def _leans_left(index: int, placed: Sequence[Placed], flows: Sequence[MapFlow]) -> bool:
    """Whether most of what touches a place lies to the right, so its name had better stand left."""
    pull = 0.0
    for flow in flows:
        ends = {flow.from_index, flow.to_index}
        if index in ends:
            other = (ends - {index} or ends).pop()
            pull += flow.weight * (placed[other].x - placed[index].x)
    return pull > 0
