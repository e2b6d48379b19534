"""Codes that the state gives: unified social credit codes and statistical division codes."""

from __future__ import annotations

import re
from enum import StrEnum

# GB 32100-2015: 17 signs and a check sign; I, O, S, V and Z are left out for their look.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
# Registering body and kind of organisation that the standard and its later notices allow.
# python-stdnum knows only 1, 5, 9 and Y, and so rejects the N codes that the agriculture
# administration gives to village collectives (N1 组级, N2 村级, N3 乡镇级, N9 其他).
_BODIES = frozenset("123456789ANY")
# [0-9] and not \d, which takes the digits of every script.
_SHAPE = re.compile(
    rf"[{''.join(sorted(_BODIES))}][{_ALPHABET}][0-9]{{6}}[{_ALPHABET}]{{9}}[{_ALPHABET}]"
)

_DIVISION = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")


class CreditCodeFault(StrEnum):
    """What is wrong with a unified social credit code."""

    LENGTH = "LENGTH"
    SIGNS = "SIGNS"
    CHECK = "CHECK"


def normal_credit_code(text: str) -> str:
    """The code as it is stored: upper case, full-width signs made half-width, no blanks."""
    half = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text)
    return re.sub(r"[\s-]", "", half).upper()


def credit_code_check_sign(first_17: str) -> str:
    """The 18th sign of a unified social credit code (GB 32100-2015, modulus 31)."""
    total = sum(
        _ALPHABET.index(sign) * weight for sign, weight in zip(first_17, _WEIGHTS, strict=True)
    )
    return _ALPHABET[-total % 31]


def credit_code_fault(code: str) -> CreditCodeFault | None:
    """What is wrong with a normalised code, or None when it holds."""
    if len(code) != 18:
        return CreditCodeFault.LENGTH
    if not _SHAPE.fullmatch(code):
        return CreditCodeFault.SIGNS
    if credit_code_check_sign(code[:17]) != code[17]:
        return CreditCodeFault.CHECK
    return None


def is_division_code(code: str) -> bool:
    """Whether a text has the shape of a county (6), town (9) or village (12 digits) code."""
    return bool(_DIVISION.fullmatch(code))
