"""Names of sheets in the reader's language, and the few figures that sentences share."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from moli.interfaces.words import amounts
from moli.interfaces.words.amounts import is_english
from moli.kernel.money import FEN_PER_YUAN, MICRO_YUAN_PER_FEN
from moli.market.queries.naming import Name


def said(name: Name) -> str:
    """A name in the reader's language; the Chinese one where no other was given."""
    return (name.en if is_english() else "") or name.zh


def listed(parts: Iterable[str]) -> str:
    """Parts of a list, as one reads them."""
    return gettext("、").join(parts)


def whole_yuan(fen: int) -> str:
    """A sum rounded to the yuan: values of plans are not paid to anybody to the fen."""
    return amounts.yuan(amounts.rounded(fen, step=FEN_PER_YUAN) * FEN_PER_YUAN)


def whole_yuan_of_micro(micro_yuan: int) -> str:
    """The same for the planner's unit."""
    return whole_yuan(amounts.rounded(micro_yuan, step=MICRO_YUAN_PER_FEN))
