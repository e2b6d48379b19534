"""The lines of a basket as the shelf stands now, and what to do about those that do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext, ngettext

from moli.interfaces.web.naming import name_of, unit_name
from moli.interfaces.words.amounts import number
from moli.interfaces.words.countdown import time_left
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.orders.queries.storefront import Shelved, shelved
from moli.orders.rules.basket import ArticleNotOnSale, NotEnoughInStock, OverBuyerCap, SaleNotBegun


@dataclass(frozen=True)
class BasketLine:
    """So many units of an article, and what is wrong with that, if anything.

    `fits_units` is how many could be had: as many as are wanted where nothing is wrong, and where
    one only has to wait.
    """

    code: str
    name: str
    unit: str
    units: int
    price_fen: int
    trouble: str = ""
    is_waiting: bool = False
    fits_units: int = 0

    @property
    def total_fen(self) -> int:
        """What the line costs."""
        return self.units * self.price_fen


@dataclass(frozen=True)
class Reckoned:
    """A basket with its lines and its sum, and what it would be if it were made to fit."""

    lines: tuple[BasketLine, ...]

    @property
    def total_fen(self) -> int:
        """What it costs as it is."""
        return sum(line.total_fen for line in self.lines)

    @property
    def units(self) -> int:
        """How many units are in it."""
        return sum(line.units for line in self.lines)

    @property
    def has_trouble(self) -> bool:
        """Whether something in it cannot be had, or not so much of it."""
        return any(line.trouble and not line.is_waiting for line in self.lines)

    @property
    def is_waiting(self) -> bool:
        """Whether a sale of something in it has not begun."""
        return any(line.is_waiting for line in self.lines)

    @property
    def fitting(self) -> Reckoned:
        """What of it could be had."""
        fits = [replace(line, units=line.fits_units, trouble="") for line in self.lines]
        return Reckoned(tuple(line for line in fits if line.units > 0))

    @property
    def seen(self) -> str:
        """What the buyer was shown, to compare it with what would be ordered."""
        shown = [f"{line.code}*{line.units}*{line.price_fen}" for line in self.lines]
        return " ".join(shown)

    def refused(self, refusal: Refusal, *, at: datetime) -> Reckoned:
        """With what placing refused beside the line that it concerns.

        Only then it is known what a buyer had before.
        """
        code = refusal.facts.get("article")
        lines = [
            _judged(line, refusal, begins_at=None, at=at) if line.code == code else line
            for line in self.lines
        ]
        return Reckoned(tuple(lines))


def reckoned(basket: Mapping[str, int], *, at: datetime) -> Reckoned:
    """A basket's lines by the shelf of now: one query. What nobody knows is left out."""
    found = shelved(list(basket), at=at) if basket else {}
    return Reckoned(
        tuple(line_of(found[code], basket[code], at=at) for code in basket if code in found)
    )


def line_of(row: Shelved, units: int, *, at: datetime) -> BasketLine:
    """A line of so many units by a shelf that was asked already, with what is wrong with it."""
    line = BasketLine(
        code=row.code,
        name=name_of(row),
        unit=unit_name(row),
        units=units,
        price_fen=row.price_fen or 0,
        fits_units=units,
    )
    refusal = row.refusal_of(units, at=at)
    return _judged(line, refusal, begins_at=row.begins_at, at=at) if refusal else line


def _judged(
    line: BasketLine, refusal: Refusal, *, begins_at: datetime | None, at: datetime
) -> BasketLine:
    if isinstance(refusal, SaleNotBegun):
        said = sentence(refusal)
        if begins_at is not None:
            said += gettext("还有 %(left)s。") % {"left": time_left(begins_at, at=at)}
        return replace(line, trouble=said, is_waiting=True)
    return replace(line, trouble=_said(refusal), fits_units=_fitting(refusal))


def _fitting(refusal: Refusal) -> int:
    facts = refusal.facts
    if isinstance(refusal, NotEnoughInStock):
        return int(str(facts["left_units"]))
    if isinstance(refusal, OverBuyerCap):
        return max(0, int(str(facts["units_max"])) - int(str(facts["had_units"])))
    return 0


def _said(refusal: Refusal) -> str:
    """The refusal's sentence; shorter where its numbers are nought."""
    if isinstance(refusal, NotEnoughInStock) and not refusal.facts["left_units"]:
        return gettext("已经卖完了，请从篮子里拿掉，或过半小时再看有没有人没付款。")
    if isinstance(refusal, OverBuyerCap) and not refusal.facts["had_units"]:
        most = int(str(refusal.facts["units_max"]))
        told = {"n": number(most)}
        return (
            ngettext("每人限购 %(n)s 份，请改少一些。", "每人限购 %(n)s 份，请改少一些。", most)
            % told
        )
    if isinstance(refusal, ArticleNotOnSale):
        return gettext("现在不卖了，请从篮子里拿掉。")
    return sentence(refusal)
