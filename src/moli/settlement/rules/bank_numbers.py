"""Numbers of bank accounts, and the number by which a payout is found again in a bank's file."""

from __future__ import annotations

import re
from typing import NamedTuple

SHOWN_DIGITS = 4
_HIDDEN = "****"
_PREFIX = "ML"
# What follows is no further digit; before it anything may stand, as a bank's own number does.
_NUMBER = re.compile(rf"{_PREFIX}([0-9]{{1,9}})-([0-9]{{1,5}})(?![0-9])", re.IGNORECASE)
# Cards of UnionPay have from 16 to 19 digits and end in a check digit; passbooks have none.
_CARD = re.compile(r"62[0-9]{14,17}")


class PayoutPlace(NamedTuple):
    """Which payout of which batch: the batch's running number, and the place in it from 1 on."""

    batch: int
    place: int


def masked_number(number: str) -> str:
    """An account by its last four digits; nothing of one that was forgotten."""
    return f"{_HIDDEN}{number[-SHOWN_DIGITS:]}" if number else ""


def is_mistyped_card(digits: str) -> bool:
    """Whether this looks like a bank card whose check digit is wrong (ISO/IEC 7812-1, Luhn)."""
    return _CARD.fullmatch(digits) is not None and _luhn_sum(digits) % 10 != 0


def payout_number(at: PayoutPlace) -> str:
    """What the bank's list carries as its remark, and a result brings back: "ML12-0003"."""
    return f"{_PREFIX}{at.batch}-{at.place:04d}"


def payout_place(text: str) -> PayoutPlace | None:
    """The payout that a remark names, wherever in it; nothing when it names none or two."""
    found = {PayoutPlace(int(batch), int(place)) for batch, place in _NUMBER.findall(text)}
    return found.pop() if len(found) == 1 else None


def _luhn_sum(digits: str) -> int:
    total = 0
    for place, sign in enumerate(reversed(digits)):
        digit = int(sign) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total
