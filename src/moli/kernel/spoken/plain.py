"""One plain amount out of one box: 12,000.50、1.2万、4.5亩. Nothing is guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from moli.kernel.spoken.text import level

_AMOUNT = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?P<part>\.[0-9]{1,2})?(?P<wan>万)?[元亩]?"
)


def plain_amount(text: str) -> Decimal | None:
    """The amount, with at most two decimals and never below nought; None when it is none.

    A unit of money or land behind the number changes nothing; 万 means ten thousand.
    """
    match = _AMOUNT.fullmatch(level(text).replace(" ", ""))
    if match is None:
        return None
    amount = Decimal(match["whole"].replace(",", "") + (match["part"] or ""))
    return amount * 10_000 if match["wan"] else amount
