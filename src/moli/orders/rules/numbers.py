"""Numbers that people read aloud and scan: short, not to be guessed, made of a row's own uid."""

from __future__ import annotations

from datetime import date
from uuid import UUID

# Crockford's: without I, L, O and U, which are misread or rude.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
_ORDER_SIGNS, _TRACE_SIGNS = 10, 12


def order_number(uid: UUID, *, on: date) -> str:
    """The day and 50 bits of chance, in signs that payment channels take: 1609127F3KA9Q2MX."""
    return f"{on:%y%m%d}{_signs(uid, _ORDER_SIGNS)}"


def trace_code(uid: UUID) -> str:
    """60 bits of chance."""
    return _signs(uid, _TRACE_SIGNS)


def _signs(uid: UUID, count: int) -> str:
    # The low 62 bits of a version 4 uid are all chance.
    number = uid.int
    return "".join(_SIGNS[number >> (_BITS * place) & 31] for place in range(count))
