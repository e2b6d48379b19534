"""The line on which two limits and the fair price between them are seen.

Left the least the seller takes, right the most the buyer pays. The stretch up to the price is what
the village gains, the next what the buyer saves, the last what the way costs. Whoever may not see
a limit is given a line without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from moli.interfaces.design.svg.labels import Anchor, place_in_row

# The narrowest such figure, on a phone of 320 px in large type, in em of its words.
_NARROW_EM = 14.0


class PriceKind(StrEnum):
    """What a mark on the line is."""

    FLOOR = "floor"
    FAIR = "fair"
    CEILING_AT_FARM = "ceiling-at-farm"
    CEILING = "ceiling"


_STRETCHES = (
    (PriceKind.FLOOR, PriceKind.FAIR, "f-warm"),
    (PriceKind.FAIR, PriceKind.CEILING_AT_FARM, "f-pale"),
    (PriceKind.CEILING_AT_FARM, PriceKind.CEILING, "f-line"),
    (PriceKind.FAIR, PriceKind.CEILING, "f-pale"),
)


@dataclass(frozen=True)
class PriceMark:
    """A price on the line and its name."""

    kind: PriceKind
    price_fen_per_kg: int
    name: str


@dataclass(frozen=True)
class Stretch:
    """A coloured part of the line, in percent."""

    start: float
    length: float
    css: str


@dataclass(frozen=True)
class Mark:
    """A mark with its words; the fair price stands above the line, limits below."""

    at: float
    price: str
    names: tuple[str, ...]
    anchor: Anchor
    is_fair: bool

    @property
    def dx(self) -> str:
        """Words that begin or end at their mark reach half a letter over it."""
        return {Anchor.START: "-.5em", Anchor.END: ".5em"}.get(self.anchor, "0")


@dataclass(frozen=True)
class PriceLine:
    """A line ready to draw, with the prices at its two ends."""

    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    first: str
    last: str

    @property
    def is_deep(self) -> bool:
        """Whether names take two lines under the axis."""
        return any(len(mark.names) > 1 for mark in self.marks if not mark.is_fair)


def build_price_line(
    *, marks: Sequence[PriceMark], show: Callable[[int], str], fair_text: Callable[[int], str]
) -> PriceLine:
    """The line of one to four marks; `show` words a limit, `fair_text` the price with its unit.

    Raises ValueError without marks or when a kind occurs twice.
    """
    if not marks or len({mark.kind for mark in marks}) != len(marks):
        raise ValueError("a price line needs marks, each of its own kind")
    low, high = _ends([mark.price_fen_per_kg for mark in marks])
    at = {mark.kind: 100 * (mark.price_fen_per_kg - low) / (high - low) for mark in marks}
    limits = sorted(
        (mark for mark in marks if mark.kind is not PriceKind.FAIR),
        key=lambda mark: (mark.price_fen_per_kg, mark.kind),
    )
    anchors = place_in_row(
        [at[mark.kind] for mark in limits],
        [(show(mark.price_fen_per_kg), *_broken(mark.name)) for mark in limits],
        width=_NARROW_EM,
    )
    drawn = [
        Mark(
            round(at[mark.kind], 2),
            show(mark.price_fen_per_kg),
            _broken(mark.name),
            anchor,
            is_fair=False,
        )
        for mark, anchor in zip(limits, anchors, strict=True)
    ]
    drawn += [
        _fair(mark, at[mark.kind], fair_text) for mark in marks if mark.kind is PriceKind.FAIR
    ]
    return PriceLine(_stretches(at), tuple(drawn), show(low), show(high))


def _fair(mark: PriceMark, at: float, fair_text: Callable[[int], str]) -> Mark:
    text = fair_text(mark.price_fen_per_kg)
    anchor = place_in_row([at], [(text, mark.name)], width=_NARROW_EM)[0]
    return Mark(round(at, 2), text, (mark.name,), anchor, is_fair=True)


def _broken(name: str) -> tuple[str, ...]:
    """A name in at most two lines, broken after its first word; a Chinese name stays whole."""
    return tuple(name.split(" ", 1))


def _ends(prices: Sequence[int]) -> tuple[int, int]:
    """Round ends that leave room beside the outer marks: 0.10 yuan per jin is 20 fen per kg."""
    spread = max(max(prices) - min(prices), 20)
    room = max(20, spread // 5)
    low = max(0, (min(prices) - room) // 20 * 20)
    return low, -(-(max(prices) + room) // 20) * 20


def _stretches(at: dict[PriceKind, float]) -> tuple[Stretch, ...]:
    """The parts between neighbouring marks that this person may see."""
    found = []
    for start, end, css in _STRETCHES:
        skips = PriceKind.CEILING_AT_FARM in at and (start, end) == (
            PriceKind.FAIR,
            PriceKind.CEILING,
        )
        if start in at and end in at and at[end] > at[start] and not skips:
            found.append(Stretch(round(at[start], 2), round(at[end] - at[start], 2), css))
    return tuple(found)
