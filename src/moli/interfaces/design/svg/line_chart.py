"""A line chart that starts at zero: few lines, each named at its end.

Values are whole numbers in any unit; `show` turns them into words for the axis and the line ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from moli.interfaces.design.svg.labels import width_em

_PLOT_TOP, _PLOT_BOTTOM = 12.0, 87.0  # percent of the drawing's height
_PLOT_RIGHT = 82.0  # the rest of the width is for the names at the line ends
_NARROW_EM = 14.0  # the narrowest figure, in em of its words
_APART = 11.0  # percent of the height that a name and its value need


class SeriesKind(StrEnum):
    """What a line stands for; the values are classes of the style sheet."""

    HOME = "s1"
    SECOND = "s2"
    BEFORE = "s4"
    TOTAL = "s5"


@dataclass(frozen=True)
class Series:
    """One line: a value or a gap for each place on the axis."""

    name: str
    values: Sequence[int | None]
    kind: SeriesKind = SeriesKind.TOTAL


@dataclass(frozen=True)
class Tick:
    """A word on an axis, in percent of the drawing."""

    at: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Trace:
    """A line ready to draw, its last point and the name beside it."""

    path: str
    css: str
    x: float
    y: float
    name: str
    value: str
    name_at: float
    is_home: bool


@dataclass(frozen=True)
class LineChart:
    """A chart ready to draw; plot edges in percent of the drawing."""

    top: float
    height: float
    width: float
    rules: tuple[float, ...]
    heights: tuple[Tick, ...]
    places: tuple[Tick, ...]
    traces: tuple[Trace, ...]


def build_line_chart(
    *,
    series: Sequence[Series],
    places: Sequence[str],
    show: Callable[[int], str],
    unit: str = "",
) -> LineChart:
    """The chart of some lines over the same places (days, months), on an axis from zero.

    Raises ValueError when a line has another number of values than there are places, or a value
    below zero.
    """
    for one in series:
        if len(one.values) != len(places):
            raise ValueError(f"{one.name} has {len(one.values)} values for {len(places)} places")
    known = [value for one in series for value in one.values if value is not None]
    if min(known, default=0) < 0:
        raise ValueError("a line chart of prices or sums starts at zero")
    top = round_axis(max(known, default=0))
    traces = [_trace(one, len(places), top, show) for one in series if any_value(one)]
    heights = (
        Tick(_PLOT_TOP - 3, f"{show(top)}{unit and ' ' + unit}"),
        Tick(_height(top // 2, top) - 2, show(top // 2)),
        Tick(_PLOT_BOTTOM - 1.5, "0"),
    )
    return LineChart(
        top=_PLOT_TOP,
        height=_PLOT_BOTTOM - _PLOT_TOP,
        width=_PLOT_RIGHT,
        rules=(0.0, 25.0, 50.0, 75.0),
        heights=heights,
        places=_places(places),
        traces=tuple(_name_apart(traces)),
    )


def any_value(one: Series) -> bool:
    """Whether a line has anything to draw."""
    return any(value is not None for value in one.values)


def round_axis(highest: int) -> int:
    """The least even round number that is not below the highest value."""
    step = 2
    while True:
        for digit in (1, 2, 3, 4, 5, 6, 8):
            if digit * step >= highest:
                return digit * step
        step *= 10


def _height(value: int, top: int) -> float:
    return round(_PLOT_BOTTOM - (_PLOT_BOTTOM - _PLOT_TOP) * value / top, 2)


def _across(place: int, count: int) -> float:
    return place / max(count - 1, 1)


def _trace(one: Series, count: int, top: int, show: Callable[[int], str]) -> Trace:
    path, pen = "", "M"
    last, last_value = 0, 0
    for place, value in enumerate(one.values):
        if value is None:
            pen = "M"
            continue
        x, y = 1000 * _across(place, count), 100 - 100 * value / top
        path += f"{pen}{x:.0f} {y:.1f}"
        pen, last, last_value = "L", place, value
    y = _height(last_value, top)
    x = round(_PLOT_RIGHT * _across(last, count), 2)
    is_home = one.kind is SeriesKind.HOME
    return Trace(path, one.kind.value, x, y, one.name, show(last_value), y, is_home)


def _name_apart(traces: Sequence[Trace]) -> list[Trace]:
    """Names that would cover each other are pushed apart, in the order of their line ends."""
    order = sorted(range(len(traces)), key=lambda i: (traces[i].y, i))
    at: dict[int, float] = {}
    reached = _PLOT_TOP - _APART
    for i in order:
        reached = max(traces[i].y, reached + _APART)
        at[i] = reached
    lift = max(0.0, reached + _APART / 2 - _PLOT_BOTTOM)
    return [
        Trace(t.path, t.css, t.x, t.y, t.name, t.value, round(at[i] - lift, 2), t.is_home)
        for i, t in enumerate(traces)
    ]


def _places(places: Sequence[str]) -> tuple[Tick, ...]:
    """As many words under the axis as keep apart on the narrowest phone, evenly chosen."""
    if not places:
        return ()
    long = max(width_em(place) for place in places)
    apart = _PLOT_RIGHT / 100 * _NARROW_EM / max(len(places) - 1, 1)
    step = max(1, ceil((1.5 * long + 0.1) / apart))
    chosen = range(0, len(places), step)
    return tuple(
        Tick(
            round(_PLOT_RIGHT * _across(i, len(places)), 2),
            places[i],
            "start" if i == 0 else "middle",
        )
        for i in chosen
    )
