"""A pasted message as a page shows it: its words with marks, and what was understood of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from moli.interfaces.words.heard import heard_words, unread_words
from moli.market.rules.message_contacts import without_contacts
from moli.market.rules.message_heard import (
    FORM_ORDER,
    Field,
    MarkKind,
    MessageSide,
    Status,
    Understanding,
)

# Puts a value into the reader's words.
Show = Callable[[Field, object], str]


def _words_of(side: MessageSide) -> dict[Field, str]:
    """The fields as the boxes of the page call them."""
    is_offer = side is MessageSide.OFFER
    return {
        Field.VILLAGE: pgettext("field", "村"),
        Field.PRODUCT: gettext("产品"),
        Field.GRADE: gettext("等级"),
        Field.WEIGHT: gettext("数量"),
        Field.PRICE: gettext("最低价") if is_offer else gettext("最高价"),
        Field.DESTINATION: gettext("送到"),
        Field.FROM: gettext("哪天起"),
        Field.TO: gettext("到哪天"),
    }


@dataclass(frozen=True)
class Piece:
    """A piece of the message: plain, understood, or to be asked."""

    text: str
    is_marked: bool = False
    is_asked: bool = False


@dataclass(frozen=True)
class Item:
    """One field as understood: its word, its value in words, and why."""

    word: str
    value: str
    reason: str
    is_asked: bool
    is_assumed: bool


@dataclass(frozen=True)
class Told:
    """A message and all that was understood of it."""

    pieces: tuple[Piece, ...]
    items: tuple[Item, ...]
    has_contacts: bool

    @property
    def finding(self) -> str:
        """How much was understood, in one line."""
        asked = sum(item.is_asked for item in self.items)
        understood = len(self.items) - asked
        if not asked:
            return ngettext("%(count)s 项都看懂了", "%(count)s 项都看懂了", understood) % {
                "count": understood
            }
        return gettext("看懂了 %(understood)s 项，%(asked)s 项要问您") % {
            "understood": understood,
            "asked": asked,
        }


def told_of(message: str, understanding: Understanding, *, page: MessageSide, show: Show) -> Told:
    """The message with its telephone numbers starred out; `show` puts a value into words."""
    words = _words_of(page)
    return Told(
        pieces=tuple(_pieces(without_contacts(message), understanding)),
        items=tuple(
            _item(name, understanding, word=words[name], show=show)
            for name in FORM_ORDER[page]
            if name in words
        ),
        has_contacts=bool(understanding.withheld),
    )


def _item(name: Field, understanding: Understanding, *, word: str, show: Show) -> Item:
    heard = understanding.heard(name)
    return Item(
        word=word,
        value="" if heard.value is None else show(name, heard.value),
        reason="" if heard.status is Status.UNDERSTOOD else heard_words(name, heard),
        is_asked=heard.status is Status.ASK,
        is_assumed=heard.status is Status.ASSUMED,
    )


def _pieces(message: str, understanding: Understanding) -> Iterator[Piece]:
    here = 0
    for mark in understanding.marks:
        start, end = mark.span.start, mark.span.end
        if start > here:
            yield Piece(message[here:start])
        is_marked = mark.kind is not MarkKind.WITHHELD
        yield Piece(message[start:end], is_marked, mark.kind is MarkKind.ASK)
        here = end
    if here < len(message):
        yield Piece(message[here:])


def questions(understanding: Understanding, *, boxes: Mapping[Field, str]) -> dict[str, str]:
    """The box of each field that must be asked, with the question."""
    asked = {name: understanding.heard(name) for name in boxes}
    return {
        boxes[name]: heard_words(name, heard)
        for name, heard in asked.items()
        if heard.status is Status.ASK
    }


def refusal_of(understanding: Understanding) -> str:
    """Why the message was not read at all; empty when it was."""
    if understanding.refusal is None:
        return ""
    return unread_words(understanding.refusal, understanding.refusal_facts)
