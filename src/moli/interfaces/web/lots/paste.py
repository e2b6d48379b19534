"""Reading a pasted message for one of the two posting pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from moli.interfaces.web.lots.choices import ProductChoice
from moli.interfaces.web.lots.told import Told, refusal_of, told_of
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.words import amounts, days
from moli.market.queries.vocabulary import vocabulary_of_market
from moli.market.rules.message import LENGTH_MAX, Speaker, understand
from moli.market.rules.message_contacts import without_contacts
from moli.market.rules.message_heard import Field, MessageSide, Understanding
from moli.places.queries.directory import destinations, division_by_code


@dataclass(frozen=True)
class Paste:
    """A message, what was understood of it, and how the page shows both."""

    message: str
    understanding: Understanding
    told: Told
    unread: str

    @property
    def is_for_other_page(self) -> bool:
        """Whether the writer seems to want the other of the two pages."""
        return self.understanding.side.value not in (None, self._page)

    @property
    def kept(self) -> str:
        """As much of the message as the box shows again; a pasted book is not sent back whole."""
        return self.message[:LENGTH_MAX]

    @property
    def words(self) -> str:
        """The message as it may be stored: without telephone numbers."""
        return without_contacts(self.message)[:LENGTH_MAX]

    _page: MessageSide = MessageSide.OFFER


def read_paste(
    message: str,
    *,
    page: MessageSide,
    speaker: Speaker,
    products: Sequence[ProductChoice],
    today: date,
) -> Paste:
    """What a message says on a page. The same message gives the same answer; nothing is stored."""
    understanding = understand(
        message,
        vocabulary=vocabulary_of_market(),
        speaker=speaker,
        today=today,
        page=page,
    )
    shower = _Shower(products)
    return Paste(
        message=message,
        understanding=understanding,
        told=told_of(message[:LENGTH_MAX], understanding, page=page, show=shower.show),
        unread=refusal_of(understanding),
        _page=page,
    )


class _Shower:
    """Puts values that were understood into the reader's language."""

    def __init__(self, products: Sequence[ProductChoice]) -> None:
        self._products: Mapping[str, str] = {one.code: one.name for one in products}
        self._grades = {grade.key: grade.name for one in products for grade in one.grades}

    def show(self, name: Field, value: object) -> str:
        if isinstance(value, date):
            return days.full_day(value)
        if isinstance(value, int):
            is_weight = name is Field.WEIGHT
            return amounts.jin_and_tonnes(value) if is_weight else amounts.yuan_per_jin(value)
        key = str(value)
        if name is Field.VILLAGE:
            village = division_by_code(key)
            return village_name(village) if village else key
        if name is Field.DESTINATION:
            return next((name_of(place) for place in destinations() if place.code == key), key)
        return self._products.get(key) or self._grades.get(key, key)
