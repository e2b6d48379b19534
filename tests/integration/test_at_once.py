"""The same form sent by ten taps at the same moment: one row, one line in the trail."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from moli.accounts.models import Appointment, User
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.accounts.services.opening import open_account
from moli.audit.models import Event
from moli.catalogue.models import Grade, Product
from moli.catalogue.services.adding import add_product
from moli.enterprises.models import Enterprise
from moli.party.models import Lead
from moli.party.rules.branches import LedKind
from moli.party.services.leading import give_lead
from moli.stations.models import Station
from tests.concurrency import at_once
from tests.factories import (
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    branch,
    enterprise,
    person,
    station,
    village,
)
from tests.factories.produce import PASSION_FRUIT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _told(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


def test_one_person_is_appointed_once() -> None:
    village()
    appoint = partial(
        appoint_over_area,
        user=person(),
        role=Role.FIRST_SECRETARY,
        area_code=YAOBU,
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )

    outcomes = at_once([appoint] * 10)

    assert [each.error for each in outcomes] == [None] * 10
    assert Appointment.objects.count() == _told("accounts.appoint") == 1


def test_one_number_opens_one_account() -> None:
    opened = partial(
        open_account, phone="19900000001", name="徐世坚", password=None, by=TESTER, at=NOW
    )

    outcomes = at_once([opened] * 10)

    assert Counter(type(each.error).__name__ for each in outcomes) == {
        "NoneType": 1,
        "PhoneTaken": 9,
    }
    assert User.objects.count() == _told("accounts.open_account") == 1


def test_one_code_registers_one_enterprise() -> None:
    outcomes = at_once([enterprise] * 10)

    assert [each.error for each in outcomes] == [None] * 10
    assert Enterprise.objects.count() == _told("enterprises.register_enterprise") == 1
    assert _told("enterprises.settle_standing") == 1


def test_one_station_opens_once() -> None:
    village()

    outcomes = at_once([station] * 10)

    assert [each.error for each in outcomes] == [None] * 10
    assert Station.objects.count() == _told("stations.open_station") == 1


def test_one_product_is_added_once_with_its_grades() -> None:
    outcomes = at_once([partial(add_product, details=PASSION_FRUIT, by=TESTER, at=NOW)] * 10)

    assert [each.error for each in outcomes] == [None] * 10
    assert (Product.objects.count(), Grade.objects.count()) == (1, 3)
    assert _told("catalogue.add_product") == 1


def test_of_ten_branches_one_leads_and_nine_are_refused() -> None:
    rows = [branch(name=f"支部{place}") for place in range(10)]
    calls = [
        partial(
            give_lead,
            branch=row,
            kind=LedKind.AREA,
            keys=["450181110"],
            from_on=TODAY,
            by=TESTER,
            at=NOW,
        )
        for row in rows
    ]

    outcomes = at_once(calls)

    assert Counter(type(each.error).__name__ for each in outcomes) == {
        "NoneType": 1,
        "LedByAnother": 9,
    }
    assert Lead.objects.count() == _told("party.give_lead") == 1
