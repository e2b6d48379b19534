"""Judges of relations, of school and age, and of those who are responsible for the household."""

from __future__ import annotations

from collections.abc import Iterator

from moli.households.rules.people import Relation, Schooling, Sex
from moli.households.rules.quality.judging import Breach, Limits, each, judge, when
from moli.households.rules.quality.record import Record

_MEN = frozenset({Relation.SON, Relation.SON_IN_LAW, Relation.FATHER, Relation.GRANDSON})
_MEN |= {Relation.BROTHER}
_WOMEN = frozenset({Relation.DAUGHTER, Relation.DAUGHTER_IN_LAW, Relation.MOTHER})
_WOMEN |= {Relation.GRANDDAUGHTER, Relation.SISTER}
_SECONDARY = frozenset({Schooling.SENIOR, Schooling.VOCATIONAL})


@judge("family.relation_and_sex")
def _relation_and_sex(record: Record, _: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if (member.relation in _MEN and member.sex is Sex.FEMALE)
        or (member.relation in _WOMEN and member.sex is Sex.MALE)
    )


@judge("family.head_and_spouse")
def _head_and_spouse(record: Record, _: Limits) -> Iterator[Breach]:
    heads = {m.sex for m in record.members if m.relation is Relation.HEAD}
    spouses = (m for m in record.members if m.relation is Relation.SPOUSE)
    return each(spouse for spouse in spouses if spouse.sex in heads)


@judge("family.no_responsible")
def _no_responsible(record: Record, _: Limits) -> Iterator[Breach]:
    return when(record.is_poor and not record.responsibles)


@judge("family.responsible_is_poor")
def _responsible_is_poor(record: Record, _: Limits) -> Iterator[Breach]:
    return when(record.others.poor_responsibles > 0)


@judge("school.level_and_education")
def _level_and_education(record: Record, _: Limits) -> Iterator[Breach]:
    return each(m for m in record.members if m.is_at_school and m.education is not None)


@judge("school.too_young_for_senior")
def _too_young_for_senior(record: Record, limits: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if member.schooling in _SECONDARY and record.age(member) <= limits["age_max"]
    )


@judge("school.too_old_for_primary")
def _too_old_for_primary(record: Record, limits: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if member.schooling is Schooling.PRIMARY and record.age(member) >= limits["age_min"]
    )


@judge("school.level_and_age")
def _level_and_age(record: Record, limits: Limits) -> Iterator[Breach]:
    """The levels that the two rules before this one leave open."""
    ages = {
        Schooling.PRESCHOOL: (0, limits["preschool_age_max"]),
        Schooling.JUNIOR: (limits["junior_age_min"], limits["junior_age_max"]),
        Schooling.COLLEGE: (limits["college_age_min"], record.on.year),
    }
    for member in record.members:
        if member.schooling not in ages:
            continue
        youngest, oldest = ages[member.schooling]
        if not youngest <= record.age(member) <= oldest:
            yield Breach(member.key)
