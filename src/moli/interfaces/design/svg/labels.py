"""Where names go on a map or chart so that none covers another; always the same for the same input.

A place is measured in `em` of the label's own type. Names that must be readable in the narrowest
figure are placed first, reckoned at that width; the rest is tried at a wider one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise

LINE_EM = 1.35
_ASCENT_EM = 0.95
_GAP_EM = 0.4
_WIDEST_EM = 120.0  # a wall is about as wide
_NO_SHARE = 1e-9


class Anchor(StrEnum):
    """Which end of the words stands at their point; the values are those of SVG."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Box:
    """A rectangle in em; y runs down."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


Edge = tuple[float, float]


@dataclass(frozen=True)
class Stretching:
    """A rectangle whose place depends on how wide the drawing is; every edge is (share, shift).

    An edge stands at `share` times the width plus `shift` em, because words keep their size while
    what they stand beside moves apart. Words that keep clear of each other in a narrow drawing
    may still meet in a wider one: those of a low dot written above it, and of a high dot below it.
    """

    left: Edge
    top: Edge
    right: Edge
    bottom: Edge

    def at(self, width: float) -> Box:
        """The rectangle in a drawing of some width in em."""
        left, top, right, bottom = (
            share * width + shift for share, shift in (self.left, self.top, self.right, self.bottom)
        )
        return Box(left, top, right, bottom)

    def meets(self, other: Stretching, *, from_width: float) -> bool:
        """Whether the two overlap in a drawing of this width or any wider one."""
        least, most = from_width, _WIDEST_EM
        for before, after in (
            (self.left, other.right),
            (other.left, self.right),
            (self.top, other.bottom),
            (other.top, self.bottom),
        ):
            share, shift = after[0] - before[0], after[1] - before[1]
            if abs(share) < _NO_SHARE:
                most = most if shift > 0 else least
            elif share > 0:
                least = max(least, -shift / share)
            else:
                most = min(most, -shift / share)
        return least < most


@dataclass(frozen=True)
class Spot:
    """Where a label stands: percent of the drawing, then a shift in em, then the anchor."""

    x: float
    y: float
    dx: float
    dy: float
    anchor: Anchor


def width_em(text: str) -> float:
    """How wide words are: a Chinese character an em, a latin letter somewhat over half."""
    return sum(1.0 if ord(letter) > 0x2E7F else 0.58 for letter in text)


def place_of(spot: Spot, lines: Sequence[str], *, shape: float) -> Stretching:
    """The rectangle of a label in a drawing whose height is `shape` times its width."""
    long = max(width_em(line) for line in lines)
    before = {Anchor.START: 0.0, Anchor.MIDDLE: long / 2, Anchor.END: long}[spot.anchor]
    across, along = spot.x / 100, spot.y / 100 * shape
    left, top = spot.dx - before, spot.dy - _ASCENT_EM
    return Stretching(
        (across, left),
        (along, top),
        (across, left + long),
        (along, top + LINE_EM * len(lines)),
    )


def spots_around(
    x: float, y: float, *, reach: tuple[float, float], lines: int, prefers_left: bool
) -> list[Spot]:
    """Right, left, above, below, then the corners of a dot; `reach` is its radius in percent."""
    across, along = reach
    above, below = -_GAP_EM - LINE_EM * (lines - 1), _GAP_EM + _ASCENT_EM
    level = 0.35 - LINE_EM * (lines - 1) / 2
    right = Spot(x + across, y, _GAP_EM, level, Anchor.START)
    left = Spot(x - across, y, -_GAP_EM, level, Anchor.END)
    sides = [left, right] if prefers_left else [right, left]
    over = Spot(x, y - along, 0, above, Anchor.MIDDLE)
    under = Spot(x, y + along, 0, below, Anchor.MIDDLE)
    corners = [
        Spot(x + across / 2, y - along / 2, 0.3, above, Anchor.START),
        Spot(x - across / 2, y - along / 2, -0.3, above, Anchor.END),
        Spot(x + across / 2, y + along / 2, 0.3, below, Anchor.START),
        Spot(x - across / 2, y + along / 2, -0.3, below, Anchor.END),
    ]
    return [*sides, over, under, *corners]


def flush_spots(y: float, *, reach: float, lines: int, is_left: bool) -> list[Spot]:
    """Under or over a dot near a side of the drawing, flush with that side."""
    x, anchor = (0.0, Anchor.START) if is_left else (100.0, Anchor.END)
    return [
        Spot(x, y + reach, 0, _GAP_EM + _ASCENT_EM, anchor),
        Spot(x, y - reach, 0, -_GAP_EM - LINE_EM * (lines - 1), anchor),
    ]


def first_free(
    spots: Iterable[Spot],
    lines: Sequence[str],
    *,
    width: float,
    shape: float,
    taken: Iterable[Stretching],
) -> Spot | None:
    """The first spot whose words stay in a drawing of some width and cover nothing taken.

    What is free at this width is free at every wider one.
    """
    occupied = list(taken)
    frame = Box(0, 0, width, width * shape)
    for spot in spots:
        place = place_of(spot, lines, shape=shape)
        if frame.holds(place.at(width)) and not any(
            place.meets(other, from_width=width) for other in occupied
        ):
            return spot
    return None


def place_in_row(
    centres: Sequence[float], lines: Sequence[Sequence[str]], *, width: float
) -> list[Anchor]:
    """Anchors for words under an axis so that neighbours keep apart; the middle if it can be.

    `centres` are percent of a drawing of `width` em, from left to right. When no choice keeps all
    apart, the one that overlaps least is taken.
    """
    wide = [max(width_em(line) for line in group) for group in lines]
    best: list[Anchor] = [Anchor.MIDDLE] * len(centres)
    least = float("inf")
    order = (Anchor.MIDDLE, Anchor.START, Anchor.END)
    for choice in _choices(order, len(centres)):
        spans = [
            _span(centre / 100 * width, long, anchor)
            for centre, long, anchor in zip(centres, wide, choice, strict=True)
        ]
        fault = _fault(spans, width=width) + 0.01 * sum(a is not Anchor.MIDDLE for a in choice)
        if fault < least - 1e-9:
            best, least = list(choice), fault
    return best


def _choices(order: Sequence[Anchor], count: int) -> Iterable[tuple[Anchor, ...]]:
    if count == 0:
        return [()]
    rest = list(_choices(order, count - 1))
    return chain.from_iterable(((first, *tail) for tail in rest) for first in order)


def _span(centre: float, long: float, anchor: Anchor) -> tuple[float, float]:
    left = {Anchor.START: centre - 0.5, Anchor.MIDDLE: centre - long / 2}.get(
        anchor, centre - long + 0.5
    )
    return left, left + long


def _fault(spans: Sequence[tuple[float, float]], *, width: float) -> float:
    """How much words stand out of the drawing or over each other, in em."""
    out = sum(max(0.0, -left) + max(0.0, right - width) for left, right in spans)
    over = sum(max(0.0, before[1] + _GAP_EM - after[0]) for before, after in pairwise(spans))
    return out + over
