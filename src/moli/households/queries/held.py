"""Numbers that were typed into a form which has to be shown again.

A number is not written onto a page in full, so the page carries it sealed and its box is empty.
The seal is bound to this use: no value of a table opens as one of these, nor one of these there.
"""

from __future__ import annotations

from moli.households.models.keys import key_ring
from moli.kernel.sealing import SealBroken

_PLACE = "households.form.number"


def held(number: str) -> str:
    """A number as a form carries it; nothing for nothing."""
    return key_ring().seal(number, place=_PLACE) if number else ""


def released(carried: str) -> str:
    """The number that a form carried; nothing for what was not sealed for this."""
    if not carried:
        return ""
    try:
        return key_ring().open(carried, place=_PLACE)
    except SealBroken:
        return ""
