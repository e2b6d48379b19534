"""Judges of labour and of work for wages."""

from __future__ import annotations

from collections.abc import Iterator

from moli.households.rules.people import Health, Labour, WorkPlace
from moli.households.rules.quality.judging import Breach, Limits, each, judge
from moli.households.rules.quality.record import Member, Record

_WITHOUT_LABOUR = frozenset({Labour.LOST, Labour.NONE})


def _has_place(member: Member) -> bool:
    return member.work_place not in {None, WorkPlace.NONE}


@judge("work.healthy_without_labour")
def _healthy_without_labour(record: Record, limits: Limits) -> Iterator[Breach]:
    """Pupils and students cannot earn yet; that is no contradiction."""
    return each(
        member
        for member in record.members
        if member.health is Health.HEALTHY
        and member.labour in _WITHOUT_LABOUR
        and not member.is_at_school
        and limits["age_min"] <= record.age(member) <= limits["age_max"]
    )


@judge("work.place_without_months")
def _place_without_months(record: Record, _: Limits) -> Iterator[Breach]:
    return each(m for m in record.members if _has_place(m) and not m.work_months)


@judge("work.months_without_place")
def _months_without_place(record: Record, _: Limits) -> Iterator[Breach]:
    return each(m for m in record.members if m.work_months and not _has_place(m))


@judge("work.works_without_labour")
def _works_without_labour(record: Record, _: Limits) -> Iterator[Breach]:
    return each(m for m in record.members if m.labour in _WITHOUT_LABOUR and m.works)


@judge("work.wage_out_of_range")
def _wage_out_of_range(record: Record, limits: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if member.works
        and member.monthly_wage_fen is not None
        and not limits["wage_min_fen"] <= member.monthly_wage_fen <= limits["wage_max_fen"]
    )
