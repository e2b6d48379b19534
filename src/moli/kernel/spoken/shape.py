"""The shape of a text: each number, festival or known word folded into one sign.

"3块一斤起" has the shape "N块N斤起". Patterns over shapes have no repetition inside repetition,
so they read a hostile message in linear time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from moli.kernel.spoken.festivals import festival_places
from moli.kernel.spoken.numerals import Number, read_number
from moli.kernel.spoken.text import Span

# Capital letters never stand in a level text, so each can mean one kind of folded word.
NUMBER = "N"
FESTIVAL = "F"
TAKEN = "_"
_HEADS = frozenset("0123456789零一二两三四五六七八九十百千万亿廿卅半几数")


@dataclass(frozen=True)
class Marked:
    """A piece of the text that is known already, and the capital letter it folds into."""

    span: Span
    sign: str


@dataclass(frozen=True)
class Shape:
    """A folded text: `signs`, and for each sign the piece of the text that it stands for."""

    text: str
    signs: str
    spans: tuple[Span, ...]
    numbers: Mapping[int, Number]

    def span(self, start: int, end: int) -> Span:
        """The piece of the text behind the signs from `start` up to `end`."""
        return Span(self.spans[start].start, self.spans[end - 1].end)

    def words(self, start: int, end: int) -> str:
        """The text behind the signs from `start` up to `end`."""
        span = self.span(start, end)
        return self.text[span.start : span.end]

    def number(self, at: int) -> Number:
        """The number that an N stands for."""
        return self.numbers[at]

    def without(self, taken: Iterable[tuple[int, int]]) -> Shape:
        """The same shape, of the same length, with some signs blanked as taken."""
        signs = list(self.signs)
        for start, end in taken:
            signs[start:end] = TAKEN * (end - start)
        return replace(self, signs="".join(signs))


def fold(text: str, *, marked: Iterable[Marked] = ()) -> Shape:
    """Fold a level text. Marked pieces come first and must not overlap; then festivals, numbers."""
    known = {piece.span.start: (piece.span.end, piece.sign) for piece in marked}
    for start, end in festival_places(text):
        if not any(place in known for place in range(start, end)):
            known[start] = (end, FESTIVAL)
    signs: list[str] = []
    spans: list[Span] = []
    numbers: dict[int, Number] = {}
    here = 0
    while here < len(text):
        end, sign = known.get(here, (here + 1, text[here]))
        if here not in known and text[here] in _HEADS and not _is_liang(text, here, signs):
            number = read_number(_until_known(text, here, known), here)
            if number is not None:
                numbers[len(signs)] = number
                end, sign = number.end, NUMBER
        signs.append(sign)
        spans.append(Span(here, end))
        here = end
    return Shape(text, "".join(signs), tuple(spans), numbers)


def _is_liang(text: str, here: int, signs: list[str]) -> bool:
    """Whether 两 is the weight behind a number (3斤2两) and not the number two."""
    return text[here] == "两" and signs[-1:] == [NUMBER]


def _until_known(text: str, here: int, known: Mapping[int, tuple[int, str]]) -> str:
    """The text up to the next known word, so that no number runs into a name such as 三联村."""
    for place in range(here + 1, min(len(text), here + 48)):
        if place in known:
            return text[:place]
    return text
