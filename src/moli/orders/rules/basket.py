"""What a buyer wants, and who the buyer is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from moli.households.rules.registration import is_phone
from moli.kernel.refusal import Refusal

LINES_MAX = 20
UNITS_MAX = 1_000
NAME_MAX, ADDRESS_MAX = 40, 200


class BasketEmpty(Refusal):
    """An order has a line at least, and not too many."""


class UnitsOutOfRange(Refusal):
    """A line has from one unit to a thousand."""


class BuyerIncomplete(Refusal):
    """A parcel needs a name and an address, not too long."""


class BuyerPhoneMalformed(Refusal):
    """A carrier needs a telephone number that can be called."""


class ArticleUnknown(Refusal):
    """There is no such article."""


class ArticleNotOnSale(Refusal):
    """An article is closed, or has no price today."""


class SaleNotBegun(Refusal):
    """A flash sale opens at its hour, for everybody."""


class OverBuyerCap(Refusal):
    """One buyer would take more of a flash sale than anybody may."""


class NotEnoughInStock(Refusal):
    """Fewer units are free than the order wants."""


@dataclass(frozen=True)
class Wanted:
    """So many units of one article, named by its code."""

    article: str
    units: int


@dataclass(frozen=True)
class Buyer:
    """To whom the parcel goes."""

    name: str
    phone: str
    address: str


def merged(wanted: Sequence[Wanted]) -> dict[str, int]:
    """Units by article; two lines of one article are one. Refuses none, too many, and too much."""
    units: Counter[str] = Counter()
    for each in wanted:
        # Judged line by line too: −2 and 3 are no order of 1.
        _judge_units(each.units)
        units[each.article] += each.units
    if not 0 < len(units) <= LINES_MAX:
        raise BasketEmpty(field="lines", lines_max=LINES_MAX)
    for total in units.values():
        _judge_units(total)
    return dict(units)


def _judge_units(units: int) -> None:
    if not 0 < units <= UNITS_MAX:
        raise UnitsOutOfRange(field="units", value=units, units_max=UNITS_MAX)


def tidied(buyer: Buyer) -> Buyer:
    """A buyer without blanks at the ends and signs that nobody sees, the phone in its one form.

    One number has one form, or a limit for each buyer would count 0771-123 and 0771123 apart.
    """
    half = "".join(
        chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in _seen(buyer.phone)
    )
    digits = re.sub(r"[\s()-]", "", half).removeprefix("+86")
    return Buyer(name=_seen(buyer.name).strip(), phone=digits, address=_seen(buyer.address).strip())


def _seen(text: str) -> str:
    """A text without signs of format: they turn a label around or are a name of nothing.

    Telephones put them around a number that is copied from their address book.
    """
    if text.isprintable():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def judge_buyer(buyer: Buyer) -> None:
    """Refuse a tidied buyer to whom nothing can be sent. What was typed is never a fact."""
    for field, text, longest in (
        ("buyer_name", buyer.name, NAME_MAX),
        ("buyer_address", buyer.address, ADDRESS_MAX),
    ):
        if not 0 < len(text) <= longest:
            raise BuyerIncomplete(field=field, signs_max=longest)
    if not is_phone(buyer.phone):
        raise BuyerPhoneMalformed(field="phone")
