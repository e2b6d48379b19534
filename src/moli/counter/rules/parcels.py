"""What is written down of a parcel, and what may become of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from moli.counter.rules.states import LYING, Direction, ParcelState
from moli.households.rules.free_words import NumberInWords
from moli.kernel.refusal import Refusal

CODE_SIGNS_MAX: Final = 40
NAME_SIGNS_MAX: Final = 40
CARRIER_SIGNS_MAX: Final = 20
SHELF_SIGNS_MAX: Final = 10
# What carriers take over a village's counter.
WEIGHT_GRAMS_MAX: Final = 50_000
FEE_FEN_MAX: Final = 100_000
# Letters and digits, as every carrier's numbers are.
_CODE = re.compile(r"[0-9A-Z][0-9A-Z-]*")
_TAIL = re.compile(r"[0-9]{4}")
_LONG_NUMBER = re.compile(r"[0-9]{7}")

# From where a parcel goes where. One that is missing has to be found before it goes on.
MAY_BECOME: Final[Mapping[ParcelState, frozenset[ParcelState]]] = {
    ParcelState.ON_SHELF: frozenset(
        {ParcelState.HANDED, ParcelState.GIVEN_BACK, ParcelState.MISSING}
    ),
    ParcelState.TO_COLLECT: frozenset({ParcelState.COLLECTED, ParcelState.MISSING}),
    ParcelState.MISSING: LYING,
    ParcelState.HANDED: frozenset(),
    ParcelState.GIVEN_BACK: frozenset(),
    ParcelState.COLLECTED: frozenset(),
}
# Where a parcel of each way lies.
LIES_AS: Final[Mapping[Direction, ParcelState]] = {
    Direction.IN: ParcelState.ON_SHELF,
    Direction.OUT: ParcelState.TO_COLLECT,
}


class ParcelCodeMissing(Refusal):
    """A parcel has the carrier's number."""


class ParcelCodeMalformed(Refusal):
    """A carrier's number is letters and digits, and not too long."""


class ParcelForNobody(Refusal):
    """Of a parcel is known for whom: a name, the end of a telephone number, or a household."""


class PhoneTailMalformed(Refusal):
    """Of a telephone number the last four digits are written down, or nothing."""


class ParcelWordsTooLong(Refusal):
    """A name, carrier or shelf is a few signs."""


class ParcelWeightOutOfRange(Refusal):
    """A parcel weighs something, and no more than a carrier takes."""


class ParcelFeeOutOfRange(Refusal):
    """A fee is nothing or more, and no slip of the finger."""


class ParcelUnknown(Refusal):
    """No parcel of that number was taken in at this station."""


class ParcelLiesAlready(Refusal):
    """A parcel with this code lies at the station."""


class ParcelMovedOn(Refusal):
    """From where the parcel is, it does not go there."""


@dataclass(frozen=True)
class ParcelFacts:
    """A parcel as written down: the carrier's number, for whom, where it stands.

    `weight_grams` and `fee_fen` are of one that is sent.
    """

    code: str
    carrier: str = ""
    person_name: str = ""
    phone_tail: str = ""
    shelf: str = ""
    weight_grams: int | None = None
    fee_fen: int = 0


def normal_code(code: str) -> str:
    """A carrier's number as it is compared: half-width, upper case, no blanks."""
    half = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in code)
    return "".join(half.split()).upper()


def judged_parcel(facts: ParcelFacts, *, has_household: bool) -> ParcelFacts:
    """The facts as they are stored. Refuses what is missing, malformed or too long."""
    code, tail = normal_code(facts.code), facts.phone_tail.strip()
    if not code:
        raise ParcelCodeMissing(field="code")
    if len(code) > CODE_SIGNS_MAX or not _CODE.fullmatch(code):
        raise ParcelCodeMalformed(field="code", signs_max=CODE_SIGNS_MAX)
    if tail and not _TAIL.fullmatch(tail):
        raise PhoneTailMalformed(field="phone_tail")
    judged = replace(
        facts,
        code=code,
        phone_tail=tail,
        person_name=judged_words(facts.person_name, field="person_name", most=NAME_SIGNS_MAX),
        carrier=judged_words(facts.carrier, field="carrier", most=CARRIER_SIGNS_MAX),
        shelf=judged_words(facts.shelf, field="shelf", most=SHELF_SIGNS_MAX),
    )
    if not (judged.person_name or tail or has_household):
        raise ParcelForNobody(field="person_name")
    return judged


def judge_sending(facts: ParcelFacts) -> None:
    """Refuse a parcel to be sent that weighs nothing or too much, or whose fee cannot be."""
    if not 0 < (facts.weight_grams or 0) <= WEIGHT_GRAMS_MAX:
        raise ParcelWeightOutOfRange(field="weight_grams", max_grams=WEIGHT_GRAMS_MAX)
    if not 0 <= facts.fee_fen <= FEE_FEN_MAX:
        raise ParcelFeeOutOfRange(field="fee_fen", max_fen=FEE_FEN_MAX)


def judge_move(state: ParcelState, *, to: ParcelState) -> None:
    """Refuse a step that does not lead from where a parcel is."""
    if to not in MAY_BECOME[state]:
        raise ParcelMovedOn(field="ref", parcel_state=state)


def judged_words(words: str, *, field: str, most: int) -> str:
    """A few words without blanks around them. Refuses too many, and a long number in them."""
    said = words.strip()
    if len(said) > most:
        raise ParcelWordsTooLong(field=field, signs_max=most)
    if _LONG_NUMBER.search(said):
        raise NumberInWords(field=field)
    return said
