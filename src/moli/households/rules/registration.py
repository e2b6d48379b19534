"""What may be written about a household and its people, whether typed on a page or brought in.

Each check answers with refusals and raises none: a page shows the first, an import all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from moli.households.rules.causes import OTHER_CAUSES_MAX, Attribute, Cause, StandardLevel
from moli.households.rules.people import (
    Education,
    Health,
    IdKind,
    Labour,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.kernel.identifiers import birth_date_of, id_number_fault, is_male
from moli.kernel.refusal import Refusal

RESIDENT_SIGNS = 18
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}")
_OLDEST_YEARS = 130


class PersonNameMissing(Refusal):
    """A member needs a name."""


class IdNumberWrong(Refusal):
    """An identity number is not one; `fault` says why."""


class SexDisagrees(Refusal):
    """The sex is not the one that the identity number says."""


class BirthDisagrees(Refusal):
    """The birthday is not the one that the identity number says."""


class BirthOutOfRange(Refusal):
    """A birthday in the future, or more than 130 years ago."""


class HeadMissing(Refusal):
    """A household needs a head (户主)."""


class TwoHeads(Refusal):
    """A household has one head at a time."""


class SamePersonTwice(Refusal):
    """An identity number belongs to somebody who is registered already."""


class TooManyCauses(Refusal):
    """A main cause of poverty, and at most two others."""


class CauseTwice(Refusal):
    """The causes of a household differ."""


class HouseholdPhoneMalformed(Refusal):
    """A mobile number of 11 digits, or a fixed one with its area code."""


class WorkMonthsOutOfRange(Refusal):
    """Months of work in a year: 0 to 12."""


@dataclass(frozen=True)
class PersonFacts:
    """One member as written down. Empty or None is: not said."""

    name: str
    sex: Sex
    born_on: date
    relation: Relation
    ethnicity: str = ""
    id_kind: IdKind = IdKind.RESIDENT
    id_number: str = ""
    education: Education | None = None
    schooling: Schooling | None = None
    absence_reason: str = ""
    health: Health | None = None
    labour: Labour | None = None
    work_place: WorkPlace | None = None
    work_months: int | None = None
    monthly_wage_fen: int | None = None
    has_medical_insurance: bool | None = None
    has_illness_insurance: bool | None = None
    has_pension_insurance: bool | None = None
    is_minimum_living: bool = False
    is_special_support: bool = False
    national_code: str = ""


@dataclass(frozen=True)
class HouseholdFacts:
    """A household as written down; its people apart. `causes`: the main one first."""

    national_code: str = ""
    group_name: str = ""
    address: str = ""
    phone: str = ""
    standard: StandardLevel | None = None
    attribute: Attribute | None = None
    causes: tuple[Cause, ...] = ()


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number: a mobile one, or a fixed one with its area code."""
    return bool(_PHONE.fullmatch(text))


def faults_of_person(person: PersonFacts, *, on: date) -> Iterator[Refusal]:
    """What cannot be right about one member. The number's place is not judged here (GB 11643)."""
    if not person.name.strip():
        yield PersonNameMissing(field="name")
    if not on.year - _OLDEST_YEARS <= person.born_on.year or person.born_on > on:
        yield BirthOutOfRange(field="born_on", value_on=person.born_on.isoformat())
    if person.work_months is not None and not 0 <= person.work_months <= 12:
        yield WorkMonthsOutOfRange(field="work_months", value=person.work_months)
    if person.id_number:
        yield from _faults_of_number(person, on=on)


def _faults_of_number(person: PersonFacts, *, on: date) -> Iterator[Refusal]:
    """Facts hold no number: a refusal may end in a log."""
    fault = id_number_fault(person.id_number, on=on)
    if fault is not None:
        yield IdNumberWrong(field="id_number", id_fault=fault)
        return
    if birth_date_of(person.id_number) != person.born_on:
        yield BirthDisagrees(field="born_on", value_on=person.born_on.isoformat())
    if is_male(person.id_number) != (person.sex is Sex.MALE):
        yield SexDisagrees(field="sex")


def faults_of_facts(facts: HouseholdFacts) -> Iterator[Refusal]:
    """What cannot be right about a household apart from its people."""
    if facts.phone and not is_phone(facts.phone):
        yield HouseholdPhoneMalformed(field="phone")
    if len(facts.causes) > 1 + OTHER_CAUSES_MAX:
        yield TooManyCauses(field="causes", others_max=OTHER_CAUSES_MAX)
    if len(set(facts.causes)) != len(facts.causes):
        yield CauseTwice(field="causes")


def faults_of_household(facts: HouseholdFacts, people: Sequence[PersonFacts]) -> Iterator[Refusal]:
    """What cannot be right about a household as a whole; its people are judged one by one."""
    yield from faults_of_facts(facts)
    heads = sum(person.relation is Relation.HEAD for person in people)
    if not heads:
        yield HeadMissing(field="relation")
    if heads > 1:
        yield TwoHeads(field="relation", heads=heads)
    numbers = [person.id_number[:RESIDENT_SIGNS] for person in people if person.id_number]
    if len(set(numbers)) != len(numbers):
        yield SamePersonTwice(field="id_number")
