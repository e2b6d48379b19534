"""Numbers that people read aloud and scan: short, not to be guessed, made of a row's own uid."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from uuid import UUID

# Crockford's: without I, L, O and U, which are misread or rude.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
_DAY_SIGNS, _ORDER_SIGNS, _TRACE_SIGNS = 6, 10, 12
ORDER_NUMBER_SIGNS = _DAY_SIGNS + _ORDER_SIGNS
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def order_number(uid: UUID, *, on: date) -> str:
    """The day and 50 bits of chance, in signs that payment channels take: 1609127F3KA9Q2MX."""
    return f"{on:%y%m%d}{_signs(uid, _ORDER_SIGNS)}"


def number_as_written(text: str) -> str:
    """A number as somebody types it, in its one form: small letters, full width, O for 0."""
    return unicodedata.normalize("NFKC", text).upper().translate(_MISREAD).strip()


def trace_code(uid: UUID) -> str:
    """60 bits of chance."""
    return _signs(uid, _TRACE_SIGNS)


def _signs(uid: UUID, count: int) -> str:
    # The low 62 bits of a version 4 uid are all chance.
    number = uid.int
    return "".join(_SIGNS[number >> (_BITS * place) & 31] for place in range(count))


def as_trace_code(text: str) -> str:
    """A trace code as somebody typed it, in its one form; nothing when it can be none.

    Small letters, blanks and strokes are fine, and so are O, I and L: no code has them, who typed
    one saw 0 or 1.
    """
    code = re.sub(r"[\s_]", "", number_as_written(text))
    return code if len(code) == _TRACE_SIGNS and set(code) <= set(_SIGNS) else ""
