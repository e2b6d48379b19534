"""What a person may reach, and who is in office."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from moli.accounts.queries import (
    appointments_of,
    demo_accounts,
    first_duties,
    people_in_organisation,
    people_over_area,
    standing_of,
)
from moli.accounts.rules import NOBODY, Duty, OrganisationKind, Role
from moli.accounts.services.appointing import (
    appoint_in_organisation,
    appoint_over_area,
    end_appointment,
)
from moli.accounts.services.opening import close_account, open_account
from tests.factories import NOW, TESTER, TODAY, YAOBU, county, first_secretary, person, stranger
from tests.factories.people import SINCE

pytestmark = pytest.mark.django_db


def test_a_visitor_is_nobody(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        assert standing_of(AnonymousUser(), on=TODAY) is NOBODY
        assert standing_of(None, on=TODAY) is NOBODY


def test_a_stranger_has_no_duties() -> None:
    user = stranger()

    standing = standing_of(user, on=TODAY)

    assert standing.duties == ()
    assert standing.actor == user.actor


def test_a_standing_holds_the_appointments_of_the_day(django_assert_num_queries: object) -> None:
    user = first_secretary()
    appoint_in_organisation(
        user=user, role=Role.BUYER, organisation_key="a-key", from_on=TODAY, by=TESTER, at=NOW
    )

    with django_assert_num_queries(1):
        standing = standing_of(user, on=TODAY)

    assert standing.duties == (
        Duty(Role.FIRST_SECRETARY, area_code=YAOBU),
        Duty(Role.BUYER, organisation_key="a-key"),
    )
    yesterday = standing_of(user, on=TODAY - timedelta(days=1))
    assert yesterday.duties == (Duty(Role.FIRST_SECRETARY, area_code=YAOBU),)
    assert standing_of(user, on=SINCE - timedelta(days=1)).duties == ()


def test_an_appointment_opens_nothing_from_its_last_day_on() -> None:
    user = first_secretary()
    row = appointments_of(user, on=TODAY).get()
    end_appointment(appointment_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)

    assert standing_of(user, on=TODAY).duties == ()
    assert standing_of(user, on=TODAY - timedelta(days=1)).holds(Role.FIRST_SECRETARY)
    assert list(appointments_of(user, on=TODAY)) == []


def test_a_closed_account_reaches_nothing() -> None:
    user = first_secretary()

    standing = standing_of(close_account(user_id=user.pk, by=TESTER, at=NOW), on=TODAY)

    assert standing.duties == ()


def test_people_over_an_area_are_those_of_exactly_this_area() -> None:
    user = first_secretary()
    first_secretary(village_code="450181113207")
    closed = first_secretary()
    close_account(user_id=closed.pk, by=TESTER, at=NOW)

    found = people_over_area(role=Role.FIRST_SECRETARY, area_code=YAOBU, on=TODAY)

    assert list(found) == [user]
    assert not people_over_area(role=Role.VILLAGE_COMMITTEE, area_code=YAOBU, on=TODAY).exists()
    assert not people_over_area(role=Role.FIRST_SECRETARY, area_code=YAOBU[:9], on=TODAY).exists()


def test_who_is_longest_in_office_comes_first(django_assert_num_queries: object) -> None:
    county()
    newcomer, veteran = person(name="新来"), person(name="老将")
    for user, since in ((newcomer, TODAY), (veteran, date(2014, 1, 1))):
        appoint_over_area(
            user=user,
            role=Role.FIRST_SECRETARY,
            area_code=YAOBU,
            from_on=since,
            by=TESTER,
            at=NOW,
        )
        appoint_in_organisation(
            user=user, role=Role.BUYER, organisation_key="a-key", from_on=since, by=TESTER, at=NOW
        )

    with django_assert_num_queries(2):
        over = list(people_over_area(role=Role.FIRST_SECRETARY, area_code=YAOBU, on=TODAY))
        inside = list(
            people_in_organisation(kind=OrganisationKind.ENTERPRISE, key="a-key", on=TODAY)
        )

    assert over == inside == [veteran, newcomer]


def test_people_in_an_organisation_are_asked_for_by_its_kind() -> None:
    user = person()
    appoint_in_organisation(
        user=user, role=Role.BUYER, organisation_key="a-key", from_on=TODAY, by=TESTER, at=NOW
    )

    found = people_in_organisation(kind=OrganisationKind.BRANCH, key="a-key", on=TODAY)

    assert list(found) == []


def test_the_first_duty_is_the_oldest_one(django_assert_num_queries: object) -> None:
    users = [first_secretary(), stranger()]
    appoint_in_organisation(
        user=users[0], role=Role.BUYER, organisation_key="a-key", from_on=TODAY, by=TESTER, at=NOW
    )

    with django_assert_num_queries(1):
        found = first_duties(users, on=TODAY)

    assert found == {users[0].pk: Duty(Role.FIRST_SECRETARY, area_code=YAOBU)}


def test_demo_accounts_are_those_with_a_key_and_open() -> None:
    person()
    shown = [
        open_account(
            phone=f"1990000000{place}", name="演示", password=None, by=TESTER, at=NOW, demo_key=key
        )
        for place, key in enumerate(("secretary", "buyer", "closed"))
    ]
    close_account(user_id=shown[2].pk, by=TESTER, at=NOW)

    assert list(demo_accounts()) == shown[:2]
