"""Judges of identity numbers and telephone numbers. None of them repeats a number."""

from __future__ import annotations

from collections.abc import Iterator

from moli.households.rules.people import IdKind, Sex
from moli.households.rules.quality.judging import Breach, Limits, each, judge, when
from moli.households.rules.quality.record import Member, Record
from moli.households.rules.registration import RESIDENT_SIGNS
from moli.kernel.identifiers import (
    PLACEHOLDER_PREFIX,
    IdNumberFault,
    birth_date_of,
    is_male,
)

# A disability card: the resident's 18 signs, one digit for the kind and one for the grade.
_CARD_SIGNS = 20


def _is_missing(record: Record, member: Member) -> bool:
    """A demo's numbers all begin like the placeholder, because they must belong to nobody."""
    is_placeholder = member.id_number.startswith(PLACEHOLDER_PREFIX) and not record.is_generated
    return not member.id_number or is_placeholder


def _sound(record: Record) -> Iterator[Member]:
    """Members whose number can be read at all."""
    faults = record.number_faults
    for member in record.members:
        if member.id_number and faults[member.key] is None:
            yield member


@judge("numbers.missing")
def _missing(record: Record, _: Limits) -> Iterator[Breach]:
    return each(member for member in record.members if _is_missing(record, member))


@judge("numbers.old")
def _old(record: Record, _: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if record.number_faults.get(member.key) is IdNumberFault.FIFTEEN
    )


@judge("numbers.wrong")
def _wrong(record: Record, _: Limits) -> Iterator[Breach]:
    for member in record.members:
        fault = record.number_faults.get(member.key)
        if fault is not None and fault is not IdNumberFault.FIFTEEN:
            yield Breach(member.key, {"id_fault": fault})


@judge("numbers.birthday")
def _birthday(record: Record, _: Limits) -> Iterator[Breach]:
    return each(m for m in _sound(record) if birth_date_of(m.id_number) != m.born_on)


@judge("numbers.sex")
def _sex(record: Record, _: Limits) -> Iterator[Breach]:
    return each(m for m in _sound(record) if is_male(m.id_number) != (m.sex is Sex.MALE))


@judge("numbers.place")
def _place(record: Record, limits: Limits) -> Iterator[Breach]:
    """The county of a number may be gone, so only the province is looked at (GB 11643)."""
    provinces = set(limits["provinces"])
    return each(
        member
        for member in _sound(record)
        if member.id_number[:2] not in provinces
        and not member.id_number.startswith(PLACEHOLDER_PREFIX)
    )


@judge("numbers.card")
def _card(record: Record, limits: Limits) -> Iterator[Breach]:
    """A card of 22 signs was issued again; its 19th and 20th sign mean the same."""
    for member in _sound(record):
        if member.id_kind is not IdKind.DISABILITY:
            continue
        kind, grade = member.id_number[RESIDENT_SIGNS:19], member.id_number[19:_CARD_SIGNS]
        if not _is_within(kind, limits["kind_max"]) or not _is_within(grade, limits["grade_max"]):
            yield Breach(member.key)


def _is_within(sign: str, most: int) -> bool:
    return sign.isdecimal() and 1 <= int(sign) <= most


@judge("numbers.disabled_without_card")
def _disabled_without_card(record: Record, _: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if member.health is not None
        and member.health.is_disabled
        and member.id_kind is not IdKind.DISABILITY
    )


@judge("numbers.card_without_disability")
def _card_without_disability(record: Record, _: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if member.id_kind is IdKind.DISABILITY
        and member.health is not None
        and not member.health.is_disabled
    )


@judge("numbers.person_twice")
def _person_twice(record: Record, _: Limits) -> Iterator[Breach]:
    return each(member for member in record.members if member.key in record.others.twins)


@judge("numbers.phone_shared")
def _phone_shared(record: Record, limits: Limits) -> Iterator[Breach]:
    households = 1 + record.others.phone_households
    return when(households > limits["households_max"], households=households)
