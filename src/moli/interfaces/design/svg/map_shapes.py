"""What goes into a map of one county, and what comes out ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from moli.interfaces.design.svg.labels import LINE_EM, Spot

WIDTH, HEIGHT = 1170, 1000  # units of the inner drawing; the style sheet keeps this shape

Ring = Sequence[tuple[float, float]]


class PointKind(StrEnum):
    """What a place is; the values are classes of the style sheet."""

    PLACE = "ring"
    FULL = "full"
    GAP = "gap"
    BUYER = "buyer"


class FlowKind(StrEnum):
    """What flows: goods green or blue, money persimmon."""

    GOODS = ""
    OTHER_GOODS = "blue"
    MONEY = "home"


@dataclass(frozen=True)
class Outline:
    """The border of a county as closed rings of longitude and latitude."""

    rings: tuple[Ring, ...]


@dataclass(frozen=True)
class MapPoint:
    """A village, a town or a destination; area follows the weight, `note` stands under the name.

    `inside` is a short word in the circle itself, such as how many are missing. A village is the
    finest place that may be shown; a household never is.
    """

    name: str
    lon: float
    lat: float
    weight: int = 0
    kind: PointKind = PointKind.PLACE
    note: str = ""
    inside: str = ""


@dataclass(frozen=True)
class MapFlow:
    """From one place to another, by their places in the list of points."""

    from_index: int
    to_index: int
    weight: int
    kind: FlowKind = FlowKind.GOODS


@dataclass(frozen=True)
class Dot:
    """A circle, in percent of the drawing."""

    x: float
    y: float
    radius: float
    css: str
    inside: str = ""

    @property
    def is_dark(self) -> bool:
        """Whether a word inside has to be white."""
        return self.css in {PointKind.FULL, PointKind.BUYER}


@dataclass(frozen=True)
class Line:
    """A curved flow with its arrow head, in units of the inner drawing."""

    path: str
    tip: str
    width: float
    css: str


@dataclass(frozen=True)
class Label:
    """A name and perhaps a line under it.

    `room` is the class of the style sheet that hides it in a figure too narrow for it, or "".
    """

    spot: Spot
    lines: tuple[str, ...]
    room: str

    @property
    def second_dy(self) -> float:
        """The shift of the line under the name."""
        return round(self.spot.dy + LINE_EM, 2)


@dataclass(frozen=True)
class CountyMap:
    """A map ready to draw; `unnamed` are the places whose names found no room."""

    land: str
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    unnamed: tuple[str, ...] = ()
