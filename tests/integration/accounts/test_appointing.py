"""Appointing people, and ending appointments."""

from __future__ import annotations

from datetime import date

import pytest

from moli.accounts.models import Appointment
from moli.accounts.rules import AREA_ROLES, ORGANISATION_OF_ROLE, Role
from moli.accounts.services.appointing import (
    AppointmentEndsTooEarly,
    RoleNeedsArea,
    RoleNeedsOrganisation,
    appoint_in_organisation,
    appoint_over_area,
    end_appointment,
)
from moli.audit.models import Event
from tests.factories import NOW, TESTER, TODAY, YAOBU, county, person
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
LATER = date(2016, 12, 31)


def _over(area_code: str = YAOBU, role: Role = Role.FIRST_SECRETARY) -> Appointment:
    county()
    return appoint_over_area(
        user=person(), role=role, area_code=area_code, from_on=TODAY, by=TESTER, at=NOW
    )


@pytest.mark.parametrize("role", sorted(AREA_ROLES))
def test_an_appointment_over_an_area_names_it_and_leaves_a_line(role: Role) -> None:
    row = _over(role=role)

    assert (row.role, row.from_on, row.to_on) == (role, TODAY, None)
    assert row.area is not None
    assert row.area.code == YAOBU
    event = Event.objects.get(verb="accounts.appoint")
    assert (event.subject_key, event.area_code) == (str(row.user.uid), YAOBU)
    assert event.facts == {"role": role, "organisation_key": ""}


@pytest.mark.parametrize("role", sorted(ORGANISATION_OF_ROLE))
def test_an_appointment_in_an_organisation_names_its_kind(role: Role) -> None:
    row = appoint_in_organisation(
        user=person(), role=role, organisation_key="a-key", from_on=TODAY, by=TESTER, at=NOW
    )

    assert row.area is None
    assert (row.organisation_kind, row.organisation_key) == (ORGANISATION_OF_ROLE[role], "a-key")


def test_appointing_twice_is_once() -> None:
    first = _over()

    with unchanged():
        second = appoint_over_area(
            user=first.user,
            role=Role.FIRST_SECRETARY,
            area_code=YAOBU,
            from_on=LATER,
            by=TESTER,
            at=NOW,
        )

    assert second.pk == first.pk
    assert second.from_on == TODAY


def test_appointing_twice_in_an_organisation_is_once() -> None:
    user = person()
    for _ in range(2):
        appoint_in_organisation(
            user=user,
            role=Role.BUYER,
            organisation_key="a-key",
            from_on=TODAY,
            by=TESTER,
            at=NOW,
        )

    assert Appointment.objects.count() == 1
    assert Event.objects.filter(verb="accounts.appoint").count() == 1


@pytest.mark.parametrize(
    ("role", "area_code"),
    [
        (Role.BUYER, YAOBU),
        (Role.ORGANISER, YAOBU),
        (Role.STATION_OPERATOR, YAOBU),
        (Role.FIRST_SECRETARY, ""),
        (Role.FIRST_SECRETARY, "450199999999"),
    ],
)
def test_a_role_without_its_area_is_refused(role: Role, area_code: str) -> None:
    county()
    user = person()

    with refused(RoleNeedsArea, field="area_code", role=role, value=area_code):
        appoint_over_area(
            user=user, role=role, area_code=area_code, from_on=TODAY, by=TESTER, at=NOW
        )


@pytest.mark.parametrize(("role", "key"), [(Role.OFFICE, "a-key"), (Role.BUYER, "")])
def test_a_role_without_its_organisation_is_refused(role: Role, key: str) -> None:
    user = person()

    with refused(RoleNeedsOrganisation, field="organisation_key", role=role):
        appoint_in_organisation(
            user=user, role=role, organisation_key=key, from_on=TODAY, by=TESTER, at=NOW
        )


def test_an_appointment_is_ended_once_and_stays_as_history() -> None:
    row = _over()

    end_appointment(appointment_id=row.pk, to_on=LATER, by=TESTER, at=NOW)
    with unchanged():
        again = end_appointment(appointment_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)

    assert again.to_on == LATER
    event = Event.objects.get(verb="accounts.end_appointment")
    assert event.area_code == YAOBU


def test_an_appointment_of_less_than_a_day_is_refused() -> None:
    row = _over()

    with refused(AppointmentEndsTooEarly, field="to_on", from_on="2016-09-12"):
        end_appointment(appointment_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)


def test_who_left_can_come_back_with_a_new_row() -> None:
    row = _over()
    end_appointment(appointment_id=row.pk, to_on=LATER, by=TESTER, at=NOW)

    again = appoint_over_area(
        user=row.user,
        role=Role.FIRST_SECRETARY,
        area_code=YAOBU,
        from_on=LATER,
        by=TESTER,
        at=NOW,
    )

    assert again.pk != row.pk
    assert list(Appointment.objects.order_by("pk").values_list("to_on", flat=True)) == [LATER, None]
