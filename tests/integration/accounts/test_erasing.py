"""Erasing a closed account after three years."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from moli.accounts.services.erasing import (
    ERASED_NAME,
    AccountStillKept,
    erase_account,
    kept_until,
)
from moli.accounts.services.opening import close_account
from moli.audit.models import Event
from tests.factories import NOW, TESTER, first_secretary, person
from tests.factories.moments import SHANGHAI
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
LATER = datetime(2019, 9, 12, 9, 0, tzinfo=SHANGHAI)


def test_name_and_number_go_and_what_was_done_stays() -> None:
    user = first_secretary(name="徐世坚")
    close_account(user_id=user.pk, by=TESTER, at=NOW)

    erased = erase_account(user_id=user.pk, by=TESTER, at=LATER)

    assert (erased.name, erased.name_en) == (ERASED_NAME, "")
    assert not erased.phone.isdigit()
    assert erased.uid == user.uid
    assert Event.objects.filter(subject_key=str(user.uid)).count() == 4


def test_erasing_twice_is_once() -> None:
    user = person()
    close_account(user_id=user.pk, by=TESTER, at=NOW)
    erase_account(user_id=user.pk, by=TESTER, at=LATER)

    with unchanged():
        erase_account(user_id=user.pk, by=TESTER, at=LATER)


def test_an_open_account_is_kept() -> None:
    user = person()

    with refused(AccountStillKept, field="account", years=3):
        erase_account(user_id=user.pk, by=TESTER, at=LATER)


def test_a_closed_account_is_kept_for_three_years_to_the_day() -> None:
    user = person()
    close_account(user_id=user.pk, by=TESTER, at=NOW)

    with refused(AccountStillKept, field="account", years=3):
        erase_account(user_id=user.pk, by=TESTER, at=LATER - timedelta(days=1))


def test_a_leap_day_is_kept_until_the_first_of_march() -> None:
    assert kept_until(date(2016, 2, 29)) == date(2019, 3, 1)
    assert kept_until(date(2016, 9, 12)) == date(2019, 9, 12)
