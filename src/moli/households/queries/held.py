"""What has to wait between two requests, sealed: typed numbers, and sheets full of them.

A number is not written onto a page in full, so the page carries it sealed and its box is empty; a
sheet that waits for a yes lies sealed on the disk. The seal is bound to its use: no value of a
table opens as one of these, nor one of these there.
"""

from __future__ import annotations

import base64

from moli.households.models.keys import key_ring
from moli.kernel.sealing import SealBroken

_PLACE = "households.form.number"
_SHEET = "households.sheet"


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


def held_sheet(content: bytes) -> bytes:
    """A sheet as it lies on the disk."""
    return key_ring().seal(base64.b64encode(content).decode("ascii"), place=_SHEET).encode("ascii")


def released_sheet(kept: bytes) -> bytes:
    """The sheet that was kept; nothing for what was not sealed for this, or with keys that went."""
    try:
        return base64.b64decode(key_ring().open(kept.decode("ascii"), place=_SHEET))
    except (SealBroken, UnicodeDecodeError):
        return b""
