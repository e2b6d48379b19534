"""Identity and telephone numbers that belong to nobody, no identity number twice."""

from __future__ import annotations

from collections import Counter
from datetime import date

from moli.households.rules.people import Sex
from moli.kernel.identifiers import PLACEHOLDER_PREFIX, id_check_sign

# Accounts of the demo have 1990000 and four digits.
_FIRST_PHONE = 19_900_010_000


def phone_of(household: int) -> str:
    """The telephone number of the household of that number."""
    return str(_FIRST_PHONE + household)


class Numbers:
    """Hands out numbers in the order of asking: 500 for each birthday and sex."""

    def __init__(self) -> None:
        self._given: Counter[tuple[date, Sex]] = Counter()

    def next_for(self, born_on: date, sex: Sex) -> str:
        """A number that begins with 999999, with a right check sign."""
        place = self._given[born_on, sex]
        self._given[born_on, sex] += 1
        # 37 and 500 have no common divisor, so all 500 come, and the first ones look unlike.
        sequence = 2 * ((37 * place + 11 * born_on.day) % 500) + (sex is Sex.MALE)
        first = f"{PLACEHOLDER_PREFIX}{born_on:%Y%m%d}{sequence:03d}"
        return first + id_check_sign(first)


def card_number(id_number: str, *, kind: int, grade: int) -> str:
    """The number of a disability card (残疾人证): the resident's, the kind and the grade."""
    return f"{id_number}{kind}{grade}"
