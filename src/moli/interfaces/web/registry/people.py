"""The people of a household as its page shows them: names and numbers masked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from moli.households.queries.record_sheets import MemberSheet
from moli.households.rules.people import (
    Education,
    Health,
    JoinReason,
    Labour,
    LeaveReason,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.interfaces.words.amounts import yuan
from moli.interfaces.words.labels import field_label, label
from moli.kernel.identifiers import masked_name

_INSURANCES = ("has_medical_insurance", "has_illness_insurance", "has_pension_insurance")


@dataclass(frozen=True)
class PersonRow:
    """One person. `health` and `support` are empty for a reader who may not see them."""

    uid: Any
    name: str
    relation: str
    sex_and_age: str
    masked_number: str
    has_number: bool
    learning: str
    work: str
    insurance: str
    health: str
    support: str
    is_head: bool
    left_on: date | None
    came_or_went: str


def person_row(member: MemberSheet, *, is_own: bool) -> PersonRow:
    """A person for a reader of the person's own area, or for one who only looks in.

    Who only looks in sees no health and no support, and of a child nothing but who it is.
    """
    row = member.row
    is_hidden = member.is_child and not is_own
    return PersonRow(
        uid=row.uid,
        name=masked_name(row.name),
        relation=label(Relation(row.relation)),
        sex_and_age=_sex_and_age(member),
        masked_number="" if is_hidden else member.masked_number,
        has_number=bool(member.masked_number),
        learning="" if is_hidden else _learning(row),
        work="" if is_hidden else _work(row),
        insurance="" if is_hidden else _insurance(row),
        health=label(Health(row.health)) if is_own and row.health else "",
        support=_support(row) if is_own else "",
        is_head=member.is_head,
        left_on=row.left_on,
        came_or_went=_came_or_went(row),
    )


def _sex_and_age(member: MemberSheet) -> str:
    years = ngettext("%(years)s 岁", "%(years)s 岁", member.age) % {"years": member.age}
    return f"{label(Sex(member.row.sex))} {years}"


def _learning(row: Any) -> str:
    """At school, or what was learnt; why a child is not at school."""
    words = []
    if row.schooling and row.schooling != Schooling.NONE:
        words.append(gettext("在读：%(school)s") % {"school": label(Schooling(row.schooling))})
    if row.schooling == Schooling.DROPPED_OUT:
        words = [label(Schooling.DROPPED_OUT)]
    if row.education:
        words.append(label(Education(row.education)))
    if row.absence_reason:
        words.append(row.absence_reason)
    return gettext("，").join(words)


def _work(row: Any) -> str:
    words = [label(Labour(row.labour))] if row.labour else []
    if row.work_place and row.work_place != WorkPlace.NONE:
        place = label(WorkPlace(row.work_place))
        words.append(gettext("在%(place)s务工") % {"place": place})
    if row.work_months:
        words.append(
            ngettext("%(months)s 个月", "%(months)s 个月", row.work_months)
            % {"months": row.work_months}
        )
    if row.monthly_wage_fen:
        words.append(gettext("每月 %(sum)s") % {"sum": yuan(row.monthly_wage_fen)})
    return gettext("，").join(words)


def _insurance(row: Any) -> str:
    """Only what was asked; what was not asked is not the same as no."""
    return gettext("，").join(_insurances(row))


def _insurances(row: Any) -> Iterator[str]:
    for name in _INSURANCES:
        answer = getattr(row, name)
        if answer is None:
            continue
        words = field_label(name)
        yield words if answer else gettext("没有%(what)s") % {"what": words}


def _support(row: Any) -> str:
    names = [name for name in ("is_minimum_living", "is_special_support") if getattr(row, name)]
    return gettext("，").join(field_label(name) for name in names)


def _came_or_went(row: Any) -> str:
    if row.left_on is not None:
        return label(LeaveReason(row.leave_reason))
    return "" if row.join_reason == JoinReason.FIRST else label(JoinReason(row.join_reason))
