"""Resident identity numbers (GB 11643-1999), and how personal values are shown in part.

The first six digits name the place of first registration, which may be a county that was
dissolved long ago: an unknown place is worth a look and never a reason to refuse.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
# What stands between digits when people type or paste: also signs that nobody sees, which
# messengers and word processors put there.
_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]")
# Each beginning of 18 signs: also a number that another digit was typed before.
_INSIDE = re.compile(r"(?=([0-9]{17}[0-9X]))")
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
# Lengths that registries meet: 15 before 1999, 18, 20 on a disability card, 22 on a re-issued one.
_LENGTHS = frozenset({15, 18, 20, 22})
_RESIDENT_DIGITS = 18
_OLDEST_YEAR = 1900
# The national placeholder for "has no number", and the beginning of every number in a demo: it
# belongs to no place and so to nobody.
PLACEHOLDER_PREFIX = "999999"


class IdNumberFault(StrEnum):
    """What is wrong with an identity number."""

    LENGTH = "LENGTH"
    FIFTEEN = "FIFTEEN"  # the old length; the police give the new one
    SIGNS = "SIGNS"
    DATE = "DATE"
    CHECK = "CHECK"


def normal_id_number(text: str) -> str:
    """The number as it is compared: half-width, upper case X, no blanks, hyphens, unseen signs."""
    half = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text)
    return _BETWEEN.sub("", half).upper()


def holds_id_number(text: str, *, on: date) -> bool:
    """Whether a resident's whole number stands somewhere in a text, in whatever width or groups.

    For columns that are not sealed: there a number would lie open.
    """
    found = _INSIDE.findall(normal_id_number(text)) if len(text) >= _RESIDENT_DIGITS else ()
    return any(id_number_fault(number, on=on) is None for number in found)


def id_check_sign(first_17: str) -> str:
    """The 18th sign of a number (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(int(sign) * weight for sign, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_SIGNS[total % 11]


def id_number_fault(number: str, *, on: date) -> IdNumberFault | None:
    """What is wrong with a normalised number, or None. A birth after `on` is a wrong date.

    A disability card (20) or a re-issued one (22) begins with the resident's 18 signs.
    """
    if len(number) not in _LENGTHS:
        return IdNumberFault.LENGTH
    if len(number) < _RESIDENT_DIGITS:
        return IdNumberFault.FIFTEEN
    resident = number[:_RESIDENT_DIGITS]
    if not _SHAPE.fullmatch(resident) or not re.fullmatch(
        r"[0-9]*[A-Z]?", number[_RESIDENT_DIGITS:]
    ):
        return IdNumberFault.SIGNS
    born_on = birth_date_of(resident)
    if born_on is None or born_on > on:
        return IdNumberFault.DATE
    if id_check_sign(resident[:17]) != resident[17]:
        return IdNumberFault.CHECK
    return None


def birth_date_of(number: str) -> date | None:
    """The birthday inside a number of at least 18 signs, when it is one."""
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born_on if born_on.year >= _OLDEST_YEAR else None


def is_male(number: str) -> bool:
    """What a number of at least 18 signs says of the sex: an odd 17th sign is a man's."""
    return int(number[16]) % 2 == 1


def masked_id_number(number: str) -> str:
    """A number as screens show it: `35*************123`, two signs and three."""
    return f"{number[:2]}{'*' * (len(number) - 5)}{number[-3:]}" if len(number) > 5 else "*" * 3


def masked_name(name: str) -> str:
    """A name as lists and notices show it: 韦*生, 韦*."""
    if len(name) <= 1:
        return "*"
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def masked_phone(phone: str) -> str:
    """A telephone number with its middle hidden: "137****4410", "0771-****222"."""
    kept = phone.replace(" ", "")
    if len(kept) >= 11:
        head = 5 if kept.startswith("0") else 3
        tail = 3 if kept.startswith("0") else 4
        return f"{kept[:head]}{'*' * 4}{kept[-tail:]}"
    return "*" * max(0, len(kept) - 2) + kept[-2:] if len(kept) > 2 else "*" * len(kept)
