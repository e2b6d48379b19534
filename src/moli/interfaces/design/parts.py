"""What the parts of a page are given: rows of a timeline, of bars, of a data table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from moli.interfaces.words import amounts


class Kind(StrEnum):
    """A signal. Each has its own colour and its own shape."""

    PLAIN = ""
    OK = "ok"
    WARN = "warn"
    ALERT = "alert"
    INFO = "info"
    HOME = "home"  # money that reaches a household, nothing else

    @property
    def icon(self) -> str:
        """The shape that says the same as the colour."""
        return _ICONS[self]


_ICONS = {
    Kind.PLAIN: "info",
    Kind.OK: "ok",
    Kind.WARN: "tri",
    Kind.ALERT: "oct",
    Kind.INFO: "info",
    Kind.HOME: "yuan",
}


class Fill(StrEnum):
    """Colours of bars and chart areas, in the order of the palette."""

    HOME = "f1"
    WAGES = "f2"
    PROPERTY = "f3"
    NOW = "f4"
    TOTAL = "f5"
    LEAF = "f6"
    PALE = "f-pale"
    WARM = "f-warm"
    ALERT = "f-alert"
    WARN = "f-warn"


@dataclass(frozen=True)
class TimelineEvent:
    """What happened, when it did, and a line about it; `to_come` has not happened yet."""

    when: str
    what: str
    note: str = ""
    is_bad: bool = False
    is_to_come: bool = False


@dataclass(frozen=True)
class BarRow:
    """One bar of a list: its words, its length, the figure beside it."""

    label: str
    amount: int
    text: str
    hint: str = ""
    fill: Fill = Fill.PALE
    url: str = ""

    @property
    def emphasis(self) -> str:
        """How the words stand out: the household's share warm, the total bold."""
        return {Fill.HOME: "strong warm", Fill.TOTAL: "strong"}.get(self.fill, "")


@dataclass(frozen=True)
class DataTable:
    """The figures behind a chart or a map, a tap away from it."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class KeyEntry:
    """What a colour of a chart or a map stands for."""

    fill: Fill
    label: str


@dataclass(frozen=True)
class Segment:
    """A stretch of a bar, from and length in percent."""

    start: str
    length: str
    fill: Fill


@dataclass(frozen=True)
class Bar:
    """A bar ready to draw: its stretches, and the target as an upright line."""

    segments: tuple[Segment, ...]
    marker: str = ""


def percent(amount: int, whole: int) -> str:
    """A length in percent to one decimal, kept between nothing and all of it."""
    if whole <= 0:
        return "0%"
    permille = amounts.rounded(1000 * min(max(amount, 0), whole), step=whole)
    return f"{amounts.decimal(permille, places=1)}%"


def build_bar(
    amounts_and_fills: Sequence[tuple[int, Fill]], *, whole: int, marker: int | None = None
) -> Bar:
    """A bar of one or more stretches after each other, out of a whole."""
    segments: list[Segment] = []
    reached = 0
    for amount, fill in amounts_and_fills:
        length = min(max(amount, 0), max(whole - reached, 0))
        if length:
            segments.append(Segment(percent(reached, whole), percent(length, whole), fill))
        reached += length
    return Bar(tuple(segments), "" if marker is None else percent(marker, whole))
