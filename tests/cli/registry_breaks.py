"""A registry in which everything has happened once, and one break of each of its laws.

What the database refuses is planted past it: the law looks at what the constraint cannot see.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from django.db import connection

from moli.households.models import FamilyMember, Household, Procedure, Status
from moli.households.rules.people import LeaveReason, Relation
from moli.households.rules.procedures import ClueSource, ProcedureKind, ProcedureState, StepKind
from moli.households.rules.retention import ErasureReason
from moli.households.rules.statuses import State, Track
from moli.households.services.erasing import erase_household, withdraw_household
from moli.kernel.actor import Actor
from tests.factories import NOW, TESTER, TODAY, household
from tests.unguarded import written_again

ANOTHER = Actor(key="system:another", name="另一个人")


def kept_registry() -> None:
    """A household with a status that was decided, another one, and one that was erased."""
    home = household(phone="13700004410")
    household()
    gone = household()
    withdraw_household(household_id=gone.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)
    erase_household(household_id=gone.pk, reason=ErasureReason.REQUEST, by=ANOTHER, at=NOW)
    procedure = Procedure.objects.create(
        request_key=uuid4(),
        household=home,
        kind=ProcedureKind.REGISTER,
        track=Track.POVERTY,
        target=State.REGISTERED,
        state=ProcedureState.APPROVED,
        step=StepKind.COUNTY,
        clue_source=ClueSource.HOUSEHOLD,
        opened_on=date(2016, 6, 1),
        ended_on=TODAY,
    )
    Status.objects.create(
        household=home,
        track=Track.POVERTY,
        state=State.REGISTERED,
        procedure_key=procedure.key,
        from_on=TODAY,
    )


def _head_forgotten() -> None:
    head = FamilyMember.objects.filter(relation=Relation.HEAD, left_on=None).first()
    assert head is not None
    FamilyMember.objects.filter(pk=head.pk).update(relation=Relation.OTHER)


def _same_number_without_an_index() -> None:
    sons = FamilyMember.objects.filter(relation=Relation.SON, left_on=None).order_by("pk")
    first, other = sons[:2]
    FamilyMember.objects.filter(pk=other.pk).update(id_number=first.id_number, id_index="")


def _second_status() -> None:
    row = Status.objects.earliest("pk")
    row.pk, row.procedure_key = None, ""
    row.to_on = date(2030, 1, 1)
    row.save()


def _value_of_another_column() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE households_household SET phone = (SELECT id_number FROM "
            "households_familymember WHERE id_number <> '' LIMIT 1) WHERE phone <> ''"
        )


REGISTRY_BREAKS: dict[str, Callable[[], object]] = {
    "households.one_head_at_a_time": _head_forgotten,
    "households.nobody_twice_at_a_time": _same_number_without_an_index,
    "households.household_registered_once": written_again("households.register"),
    "households.status_once_at_a_time": _second_status,
    "households.status_from_approved_procedure": lambda: Procedure.objects.update(
        state=ProcedureState.REJECTED
    ),
    "households.sealed_value_opens": _value_of_another_column,
    "households.erased_is_nameless": lambda: FamilyMember.objects.filter(
        household__in=Household.objects.exclude(erased_at=None)
    ).update(name="韦永生"),
}
