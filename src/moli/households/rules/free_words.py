"""What people write in their own words: no numbers by which somebody could be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moli.kernel.refusal import Refusal

# Eleven digits in a row are a telephone number, a card or an identity number; sums, days and a
# few years are shorter. With blanks between them it takes seventeen. Full-width digits count too.
_LONG = re.compile(r"[0-9０-９]{11}|(?:[0-9０-９][ \u3000-]?){17}")


class NumberInWords(Refusal):
    """Words hold what looks like an identity, telephone or card number."""


def faults_of_words(words: str, *, field: str) -> Iterator[Refusal]:
    """Refuse a number in words that others read; the refusal does not repeat it."""
    if _LONG.search(words):
        yield NumberInWords(field=field)
