"""A message laid out for reading: level, known words folded away, with its speaker and day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from moli.kernel.spoken.shape import Marked, Shape, fold
from moli.kernel.spoken.text import Span, level
from moli.market.rules.message_contacts import contacts_in
from moli.market.rules.message_words import Found, ProductWords, Vocabulary, WordKind

LENGTH_MAX = 2_000
CONTACT = "C"
# A processed good is another product than the fruit; 干净 and 汁多 praise the fruit itself.
_OTHER_GOOD = re.compile(
    r"(?:种?树?苗|种子|树|籽|果?汁(?![多水甜浓])|干(?![净爽])|果?脯|果?酱|粉(?![嫩红])"
    r"|茶|酒|精油|罐头)"
)


@dataclass(frozen=True)
class Speaker:
    """Who wrote the message: the own village, if there is one, and the areas of the appointments.

    Areas are division codes (county 6, town 9, village 12 digits), each with all inside it.
    """

    village_code: str = ""
    area_codes: tuple[str, ...] = ()

    def reaches(self, code: str) -> bool:
        """Whether a village lies in one of the areas."""
        return any(code.startswith(area) for area in self.area_codes if area)


@dataclass(frozen=True)
class Reading:
    """One message as all readers of fields need it."""

    text: str
    shape: Shape
    found: tuple[Found, ...]
    contacts: tuple[Span, ...]
    vocabulary: Vocabulary
    speaker: Speaker
    today: date

    def of(self, kind: WordKind) -> tuple[Found, ...]:
        """Known words that may be of a kind."""
        return tuple(word for word in self.found if word.of(kind))

    def beside(self, word: Found) -> tuple[Found | None, Found | None]:
        """The known words in front of and behind a known word."""
        at = bisect_left(self.found, word.span, key=lambda other: other.span)
        return (
            self.found[at - 1] if at > 0 else None,
            self.found[at + 1] if at + 1 < len(self.found) else None,
        )

    def before(self, span: Span, *, signs: int = 8) -> str:
        """The text in front of a piece."""
        return self.text[max(0, span.start - signs) : span.start]

    def after(self, span: Span, *, signs: int = 8) -> str:
        """The text behind a piece."""
        return self.text[span.end : span.end + signs]


def lay_out(message: str, *, vocabulary: Vocabulary, speaker: Speaker, today: date) -> Reading:
    """Make a message ready for reading. Its length must have been judged before."""
    text = level(message)
    contacts = contacts_in(text)
    words = [
        word
        for word in vocabulary.words_in(text)
        if not any(word.span.meets(contact) for contact in contacts)
    ]
    found = tuple(word for at, word in enumerate(words) if _is_meant(at, words, text, speaker))
    marked = [Marked(word.span, word.meanings[0][0].value) for word in found]
    marked += [Marked(span, CONTACT) for span in contacts]
    shape = fold(text, marked=marked)
    return Reading(text, shape, found, contacts, vocabulary, speaker, today)


def is_other_good(word: Found, text: str) -> Span | None:
    """The whole word of a processed good that begins with a product's name (百香果干), or None."""
    match = _OTHER_GOOD.match(text, word.span.end)
    return Span(word.span.start, match.end()) if match else None


_PLACE_LABEL = re.compile(r"(?:地点|产地|地址|位置|村名?|来自|在|位于)[: ]{0,2}\Z")
_CLAUSE_START = re.compile(r"(?:\A|[,，。.;；!！?？、:\s(（【\[“\"'有是们我])\Z")
_PLACE_FOLLOWS = re.compile(r"有|这边|这里|那边|出产|屯|产的?|[村镇乡]|的[^,，。]{0,3}[果货]")


def _is_meant(at: int, words: Sequence[Found], text: str, speaker: Speaker) -> bool:
    """Whether a name is a place here: 公平 and 太平 are villages and everyday words."""
    word = words[at]
    kind = word.meanings[0][0]
    name = text[word.span.start : word.span.end]
    follows_town = at > 0 and bool(
        words[at - 1].of(WordKind.TOWN) and word.span.start - words[at - 1].span.end <= 1
    )
    if kind is WordKind.VILLAGE and len(name) == 2:
        # 高村 must not be found inside the name of an unknown 下高村.
        before = text[max(0, word.span.start - 1) : word.span.start]
        return bool(_CLAUSE_START.search(before)) or follows_town
    is_full = kind not in (WordKind.TOWN, WordKind.BARE) or name.endswith(("镇", "乡", "街道"))
    is_own = speaker.village_code in word.of(WordKind.BARE)
    return is_full or is_own or follows_town or _stands_as_place(at, words, text)


def _stands_as_place(at: int, words: Sequence[Found], text: str) -> bool:
    span = words[at].span
    before = text[max(0, span.start - 4) : span.start]
    if _PLACE_LABEL.search(before):
        return True
    if not _CLAUSE_START.search(before):
        return False
    behind = words[at + 1] if at + 1 < len(words) else None
    follows = behind is not None and (
        behind.span.start - span.end <= 1 and behind.meanings[0][0] is not words[at].meanings[0][0]
    )
    return follows or bool(_PLACE_FOLLOWS.match(text, span.end))


def product_words(reading: Reading, key: str | None) -> ProductWords | None:
    """The product that was understood, with its grades and packs."""
    return None if key is None else reading.vocabulary.product(key)
