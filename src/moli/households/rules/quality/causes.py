"""Judges of causes and support: what the household is classed as, and what its people are."""

from __future__ import annotations

from collections.abc import Iterator

from moli.households.rules.causes import Attribute, Cause
from moli.households.rules.quality.judging import Breach, Limits, each, judge, when
from moli.households.rules.quality.record import Member, Record


def is_ill(member: Member) -> bool:
    """Whether an illness is written down."""
    return member.health is not None and member.health.is_ill


def is_disabled(member: Member) -> bool:
    """Whether a disability is written down."""
    return member.health is not None and member.health.is_disabled


@judge("causes.illness_but_nobody_ill")
def _illness(record: Record, _: Limits) -> Iterator[Breach]:
    return when(Cause.ILLNESS in record.causes and not any(map(is_ill, record.members)))


@judge("causes.disability_but_nobody_disabled")
def _disability(record: Record, _: Limits) -> Iterator[Breach]:
    return when(Cause.DISABILITY in record.causes and not any(map(is_disabled, record.members)))


@judge("causes.schooling_but_nobody_at_school")
def _schooling(record: Record, _: Limits) -> Iterator[Breach]:
    at_school = any(member.is_at_school for member in record.members)
    return when(Cause.SCHOOLING in record.causes and not at_school)


@judge("support.minimum_living_without_member")
def _minimum_living_without_member(record: Record, _: Limits) -> Iterator[Breach]:
    has_one = any(member.is_minimum_living for member in record.members)
    return when(record.attribute is Attribute.MINIMUM_LIVING and not has_one)


@judge("support.special_support_without_member")
def _special_support_without_member(record: Record, _: Limits) -> Iterator[Breach]:
    has_one = any(member.is_special_support for member in record.members)
    return when(record.attribute is Attribute.SPECIAL_SUPPORT and not has_one)


@judge("support.member_without_attribute")
def _member_without_attribute(record: Record, _: Limits) -> Iterator[Breach]:
    supported = (m for m in record.members if m.is_minimum_living or m.is_special_support)
    return each(supported) if record.attribute is Attribute.GENERAL else iter(())


@judge("support.both_at_once")
def _both_at_once(record: Record, _: Limits) -> Iterator[Breach]:
    return each(m for m in record.members if m.is_minimum_living and m.is_special_support)


@judge("support.special_support_with_labour")
def _special_support_with_labour(record: Record, limits: Limits) -> Iterator[Breach]:
    if record.attribute is not Attribute.SPECIAL_SUPPORT:
        return iter(())
    return each(
        member
        for member in record.members
        if member.can_work and limits["age_min"] <= record.age(member) <= limits["age_max"]
    )
