"""The words that a county uses: its products, grades, packs, villages and places of delivery.

Built from rows by whoever asks for an understanding; nothing here knows of a database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from moli.kernel.spoken.text import Span, level


@dataclass(frozen=True)
class GradeWords:
    """One grade of a product; rank 1 is the best. See `usual_grade_names`."""

    key: str
    rank: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class PackWords:
    """A pack of a product and the grams in it."""

    names: tuple[str, ...]
    grams: int


@dataclass(frozen=True)
class ProductWords:
    """A product with every name that people give it."""

    key: str
    names: tuple[str, ...]
    grades: tuple[GradeWords, ...] = ()
    packs: tuple[PackWords, ...] = ()

    @property
    def pack_grams(self) -> dict[str, int]:
        """Grams by the name of the pack."""
        return {level(name): pack.grams for pack in self.packs for name in pack.names}


@dataclass(frozen=True)
class VillageWords:
    """A village-level division; two of them may share a name in two towns.

    Bare names (瑶埠 for 瑶埠村) follow from the full ones and need not be listed.
    """

    code: str
    names: tuple[str, ...]
    town_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceWords:
    """A place of delivery."""

    key: str
    names: tuple[str, ...]


class WordKind(StrEnum):
    """What a known word names. BARE is a village's name without 村."""

    PRODUCT = "P"
    DESTINATION = "D"
    VILLAGE = "V"
    TOWN = "T"
    BARE = "B"


@dataclass(frozen=True)
class Found:
    """A known word in a message: what it may mean, by kind, and the keys or codes of each."""

    span: Span
    meanings: tuple[tuple[WordKind, tuple[str, ...]], ...]

    def of(self, kind: WordKind) -> tuple[str, ...]:
        """The keys or codes that this word has as a kind."""
        return next((keys for own, keys in self.meanings if own is kind), ())


_VILLAGE_ENDS = ("村民委员会", "居民委员会", "村委会", "居委会", "行政村", "社区", "村委", "村")
_TOWN_ENDS = ("街道", "镇", "乡")
# Kinds in the order in which a word of several meanings is read.
_ORDER = tuple(WordKind)


@dataclass(frozen=True)
class Vocabulary:
    """All known words of a county. Equal words may mean several things; nothing is guessed."""

    products: tuple[ProductWords, ...] = ()
    villages: tuple[VillageWords, ...] = ()
    destinations: tuple[PlaceWords, ...] = ()

    def product(self, key: str) -> ProductWords:
        """A product by its key."""
        return next(product for product in self.products if product.key == key)

    def village(self, code: str) -> VillageWords:
        """A village by its code."""
        return self._villages[code]

    def knows_village(self, code: str) -> bool:
        """Whether a code is one of the villages."""
        return code in self._villages

    @cached_property
    def _villages(self) -> dict[str, VillageWords]:
        return {village.code: village for village in self.villages}

    @cached_property
    def _lexicon(self) -> dict[str, dict[WordKind, tuple[str, ...]]]:
        words: dict[str, dict[WordKind, tuple[str, ...]]] = {}
        for kind, name, key in self._entries():
            meanings = words.setdefault(level(name), {})
            if key not in meanings.get(kind, ()):
                meanings[kind] = (*meanings.get(kind, ()), key)
        return words

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        lengths: dict[str, set[int]] = {}
        for word in self._lexicon:
            lengths.setdefault(word[0], set()).add(len(word))
        return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    def _entries(self) -> Iterator[tuple[WordKind, str, str]]:
        for product in self.products:
            yield from ((WordKind.PRODUCT, name, product.key) for name in product.names if name)
        for place in self.destinations:
            yield from ((WordKind.DESTINATION, name, place.key) for name in place.names if name)
        for village in self.villages:
            yield from ((kind, name, village.code) for kind, name in _village_names(village))

    def words_in(self, text: str) -> tuple[Found, ...]:
        """Known words of a level text from left to right, the longest at each place."""
        found: list[Found] = []
        here = 0
        while here < len(text):
            word = self._word_at(text, here)
            if word is None:
                here += 1
                continue
            meanings = self._lexicon[word]
            ordered = tuple((kind, meanings[kind]) for kind in _ORDER if kind in meanings)
            found.append(Found(Span(here, here + len(word)), ordered))
            here += len(word)
        return tuple(found)

    def _word_at(self, text: str, here: int) -> str | None:
        for length in self._lengths.get(text[here], ()):
            word = text[here : here + length]
            if word in self._lexicon:
                return word
        return None


def _village_names(village: VillageWords) -> Iterator[tuple[WordKind, str]]:
    for name in filter(None, village.names):
        stem = _without_end(name, _VILLAGE_ENDS)
        if stem == name:
            yield WordKind.BARE, name
            continue
        yield WordKind.VILLAGE, name
        # 宋 alone is a surname; only names of two signs and more stand without 村.
        if len(stem) > 1:
            yield WordKind.BARE, stem
    for name in filter(None, village.town_names):
        stem = _without_end(name, _TOWN_ENDS)
        yield WordKind.TOWN, name
        if len(stem) > 1:
            yield WordKind.TOWN, stem


def _without_end(name: str, ends: tuple[str, ...]) -> str:
    return next((name.removesuffix(end) for end in ends if name.endswith(end)), name)


_UNGRADED = (
    *("统货", "统果", "统装", "统级", "通货", "通装", "混级", "不分级", "没分级", "未分级"),
    *("不分等级", "没有分级", "未分等级", "不限等级", "等级不限", "不挑等级", "大小统收"),
)


def usual_grade_names(name: str) -> tuple[str, ...]:
    """The ways in which people say a grade of the catalogue: 二级 is also 二级果, 2级, 二等.

    For a grade that means ungraded produce (统货, 没分级 …) all words for that. Any other name
    stands for itself and its 果 form.
    """
    if name in _UNGRADED:
        return _UNGRADED
    stem = name.removesuffix("果")
    stem = stem[:-1] if stem.endswith(("级品", "等品")) else stem
    if len(stem) < 2:
        # 大 for 大果 would be found in every 大概.
        return (name,)
    if len(stem) > 2 or stem[1] not in "级等":
        return tuple(dict.fromkeys((name, stem, f"{stem}果")))
    digits = {"一": "1", "二": "2", "三": "3", "四": "4"}
    heads = (stem[0], digits[stem[0]]) if stem[0] in digits else (stem[0],)
    ends = ("级", "级果", "级品", "等", "等果", "等品", "号果")
    return tuple(f"{head}{end}" for head in heads for end in ends)
