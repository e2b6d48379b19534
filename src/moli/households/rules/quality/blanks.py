"""Judges of what was left blank. Blank is not "no": it was not asked, or not written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from moli.households.rules.people import Relation
from moli.households.rules.quality.judging import Breach, Limits, each, judge, when
from moli.households.rules.quality.record import Record, YearLiving


@judge("blanks.head")
def _head(record: Record, _: Limits) -> Iterator[Breach]:
    return when(all(member.relation is not Relation.HEAD for member in record.members))


@judge("blanks.main_cause")
def _main_cause(record: Record, _: Limits) -> Iterator[Breach]:
    return when(record.is_poor and not record.causes)


@judge("blanks.attribute")
def _attribute(record: Record, _: Limits) -> Iterator[Breach]:
    return when(record.is_poor and record.attribute is None)


@judge("blanks.ethnicity")
def _ethnicity(record: Record, _: Limits) -> Iterator[Breach]:
    return each(member for member in record.members if not member.ethnicity)


@judge("blanks.education")
def _education(record: Record, limits: Limits) -> Iterator[Breach]:
    """Of somebody who is old enough and not at school any more."""
    return each(
        member
        for member in record.members
        if member.education is None
        and not member.is_at_school
        and record.age(member) >= limits["age_min"]
    )


@judge("blanks.schooling")
def _schooling(record: Record, limits: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if member.schooling is None and limits["age_min"] <= record.age(member) <= limits["age_max"]
    )


@judge("blanks.health")
def _health(record: Record, _: Limits) -> Iterator[Breach]:
    return each(member for member in record.members if member.health is None)


@judge("blanks.labour")
def _labour(record: Record, limits: Limits) -> Iterator[Breach]:
    return each(
        member
        for member in record.members
        if member.labour is None and limits["age_min"] <= record.age(member) <= limits["age_max"]
    )


@judge("blanks.income_year")
def _income_year(record: Record, limits: Limits) -> Iterator[Breach]:
    """The newest income of a household on the register is that of last year or of this."""
    newest = record.income.year if record.income else 0
    return when(bool(record.stands) and newest < record.on.year - limits["years_max"])


@judge("blanks.living_year")
def _living_year(record: Record, limits: Limits) -> Iterator[Breach]:
    newest = record.living.year if record.living else 0
    return when(bool(record.stands) and newest < record.on.year - limits["years_max"])


def _unanswered(code: str, is_blank: Callable[[YearLiving], bool]) -> None:
    """A judge of one question of the yearly form; a year without a form is another rule's."""

    @judge(code)
    def _(record: Record, _: Limits) -> Iterator[Breach]:
        return when(record.living is not None and is_blank(record.living))


_unanswered("blanks.house_area", lambda living: living.house_square_metres is None)
_unanswered("blanks.water", lambda living: living.has_safe_water is None)
_unanswered("blanks.power", lambda living: living.has_power is None)
_unanswered("blanks.toilet", lambda living: living.has_clean_toilet is None)
_unanswered("blanks.fuel", lambda living: living.fuel is None)
_unanswered("blanks.road", lambda living: living.road_kind is None)
_unanswered("blanks.distance", lambda living: living.main_road_metres is None)
_unanswered("blanks.cooperative", lambda living: living.is_in_cooperative is None)
