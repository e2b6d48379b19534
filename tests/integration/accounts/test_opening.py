"""Opening and closing accounts."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from moli.accounts.models import Appointment, User
from moli.accounts.services.opening import PhoneMalformed, PhoneTaken, close_account, open_account
from moli.audit.models import Event
from tests.factories import NOW, TESTER, person
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
PHONE = "19900000001"


def _log_in(phone: str, password: str) -> object:
    request = RequestFactory().post("/login/")
    return authenticate(request, username=phone, password=password)


def test_an_account_opens_with_a_password_and_may_do_nothing_yet() -> None:
    user = open_account(phone=PHONE, name="徐世坚", password="一二三四", by=TESTER, at=NOW)

    assert _log_in(PHONE, "一二三四") == user
    assert _log_in(PHONE, "一二三") is None
    assert not Appointment.objects.exists()
    event = Event.objects.get()
    assert (event.verb, event.subject_key) == ("accounts.open_account", str(user.uid))


def test_the_trail_holds_neither_name_nor_number_of_the_new_person() -> None:
    open_account(phone=PHONE, name="徐世坚", password=None, by=TESTER, at=NOW)

    event = Event.objects.get()
    assert event.facts == {}
    assert event.actor_name == "测试"


def test_nobody_enters_an_account_without_a_password() -> None:
    user = open_account(phone=PHONE, name="徐世坚", password=None, by=TESTER, at=NOW)

    assert not user.has_usable_password()
    assert _log_in(PHONE, "") is None


@pytest.mark.parametrize(
    "phone",
    [
        *("", "1990000000", "199000000011", "12900000001", "29900000001", "+8619900000001"),
        *("1990000000a", "19900000001\n", "１９９０００００００１", "199٠٠٠٠٠٠٠1"),
    ],
)
def test_a_malformed_number_is_refused(phone: str) -> None:
    with refused(PhoneMalformed, field="phone"):
        open_account(phone=phone, name="徐世坚", password=None, by=TESTER, at=NOW)


def test_a_number_that_has_an_account_is_refused() -> None:
    person(phone=PHONE)

    with refused(PhoneTaken, field="phone"):
        open_account(phone=PHONE, name="陈治国", password=None, by=TESTER, at=NOW)


def test_a_closed_account_is_not_entered_and_closing_twice_is_once() -> None:
    user = open_account(phone=PHONE, name="徐世坚", password="一二三四", by=TESTER, at=NOW)

    close_account(user_id=user.pk, by=TESTER, at=NOW)
    close_account(user_id=user.pk, by=TESTER, at=NOW)

    assert User.objects.get().is_active is False
    assert _log_in(PHONE, "一二三四") is None
    assert Event.objects.filter(verb="accounts.close_account").count() == 1
