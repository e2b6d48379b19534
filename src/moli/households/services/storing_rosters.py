"""Storing households of a roster, many in a transaction, each of them whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record_each
from moli.households.models import (
    Batch,
    FamilyMember,
    Household,
    IncomeYear,
    LivingYear,
    Responsible,
    Status,
)
from moli.households.queries.placing_rosters import Placed
from moli.households.rules.batches import BatchState
from moli.households.rules.registration import PersonFacts
from moli.households.rules.roster_households import SOURCE
from moli.households.rules.yearly import LivingFacts
from moli.households.services.backfilling import status_rows
from moli.households.services.registering import household_row, member_row, why_not_stored
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal

_KINDS_OF_LIVING = ("house_grade", "house_structure", "road_kind", "fuel")


class BatchMovedOn(Refusal):
    """A batch is no longer in a state in which this can be done with it."""


@dataclass(frozen=True)
class Stored:
    """What became of some households: how many are new, and which could not be stored, and why."""

    created: int
    left_out: tuple[tuple[Placed, Refusal], ...] = ()


@dataclass(frozen=True)
class _Rows:
    """The rows of one household, not stored yet."""

    household: Household
    members: list[FamilyMember]
    statuses: list[Status]
    incomes: list[IncomeYear]
    livings: list[LivingYear]
    responsibles: list[Responsible]


def request_key(batch: Batch, code: str) -> UUID:
    """The key of a household of a batch: the same on every run over the same file."""
    return uuid5(batch.uid, code)


def store_households(part: Sequence[Placed], *, batch: Batch, by: Actor, at: datetime) -> Stored:
    """Store some households of a batch in one transaction; those that are stored already stay.

    When the database keeps a constraint because somebody else registered one of them meanwhile,
    each household gets a transaction of its own and that one is left out. Refuses a batch that
    was taken back (BatchMovedOn).
    """
    try:
        return Stored(_store_together(part, batch=batch, by=by, at=at))
    except IntegrityError:
        created, left_out = 0, []
        for one in part:
            try:
                created += _store_together([one], batch=batch, by=by, at=at)
            except IntegrityError:
                rows = _rows_of(one, batch=batch, at=at)
                left_out.append((one, why_not_stored(rows.household, rows.members)))
        return Stored(created, tuple(left_out))


@transaction.atomic
def _store_together(part: Sequence[Placed], *, batch: Batch, by: Actor, at: datetime) -> int:
    # Held by whoever stores: a second import of the same file waits and finds these stored.
    held = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    keys = {request_key(held, one.told.code): one for one in part}
    known = Household.objects.filter(request_key__in=list(keys)).order_by("pk")
    stored = set(known.values_list("request_key", flat=True))
    fresh = [_rows_of(one, batch=held, at=at) for key, one in keys.items() if key not in stored]
    if not fresh:
        return 0
    if held.state != BatchState.LOADING:
        raise BatchMovedOn(state=BatchState(held.state))
    _insert(fresh)
    record_each(
        verb="households.register",
        lines=(
            (
                Subject("household", rows.household.key, rows.household.village.code),
                {"people": len(rows.members)},
            )
            for rows in fresh
        ),
        by=by,
        at=at,
    )
    return len(fresh)


def _insert(fresh: Sequence[_Rows]) -> None:
    """Households first, for the others point at them."""
    Household.objects.bulk_create([rows.household for rows in fresh])
    FamilyMember.objects.bulk_create([row for rows in fresh for row in rows.members])
    Status.objects.bulk_create([row for rows in fresh for row in rows.statuses])
    IncomeYear.objects.bulk_create([row for rows in fresh for row in rows.incomes])
    LivingYear.objects.bulk_create([row for rows in fresh for row in rows.livings])
    Responsible.objects.bulk_create([row for rows in fresh for row in rows.responsibles])


def _rows_of(one: Placed, *, batch: Batch, at: datetime) -> _Rows:
    told, today = one.told.told, timezone.localdate(at)
    household = household_row(
        told.facts,
        village=one.village,
        request_key=request_key(batch, one.told.code),
        at=at,
        batch=batch,
    )
    first_on = told.course[0].from_on if told.course else None
    return _Rows(
        household=household,
        members=[
            member_row(person, household=household, joined_on=_joined_on(person, first_on, today))
            for person in one.told.people
        ],
        statuses=status_rows(household=household, course=told.course, reason=SOURCE, on=today),
        incomes=[IncomeYear(household=household, year=told.year, **asdict(told.income))]
        if told.income
        else [],
        livings=[LivingYear(household=household, year=told.year, **_living_columns(told.living))]
        if told.living
        else [],
        responsibles=_responsibles(one, household, today=today),
    )


def _joined_on(person: PersonFacts, first_on: date | None, today: date) -> date:
    """A roster does not say when somebody joined: they were there when it was registered."""
    return max(first_on, person.born_on) if first_on is not None else today


def _living_columns(living: LivingFacts) -> dict[str, Any]:
    """Kinds that were not asked are empty texts in the row, not null."""
    return vars(living) | {name: getattr(living, name) or "" for name in _KINDS_OF_LIVING}


def _responsibles(one: Placed, household: Household, *, today: date) -> list[Responsible]:
    helper = one.told.told.responsible
    if helper is None:
        return []
    row = Responsible(
        household=household,
        name=helper.name,
        unit=helper.unit,
        unit_level=helper.unit_level,
        phone=helper.phone,
        from_on=helper.from_on or today,
    )
    return [row]
