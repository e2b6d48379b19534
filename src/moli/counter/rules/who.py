"""For whom something is done at a counter: a household on record, or a person's name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moli.counter.rules.parcels import NAME_SIGNS_MAX, PhoneTailMalformed, judged_words
from moli.kernel.refusal import Refusal

_TAIL_DIGITS = 4


class ForNobody(Refusal):
    """What is done at the counter is for a household on record, or for somebody by name."""


@dataclass(frozen=True)
class PersonSaid:
    """A person as said at the counter; both may be empty for a household on record."""

    name: str = ""
    phone_tail: str = ""


def judged_person(person: PersonSaid, *, has_household: bool) -> PersonSaid:
    """The person as stored. Refuses nobody, and more digits of a telephone than the last four."""
    name = judged_words(person.name, field="person_name", most=NAME_SIGNS_MAX)
    tail = person.phone_tail.strip()
    if tail and not (len(tail) == _TAIL_DIGITS and tail.isascii() and tail.isdigit()):
        raise PhoneTailMalformed(field="phone_tail")
    if not (name or has_household):
        raise ForNobody(field="person_name")
    return replace(person, name=name, phone_tail=tail)
