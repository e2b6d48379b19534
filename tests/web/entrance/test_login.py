"""Logging in and out: numbers as people write them, the lock after mistakes, demo accounts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.accounts.services.opening import close_account
from tests.factories import NOW, TESTER, first_secretary, person

LOGIN = reverse("web:login")
PHONE, PASSWORD, WRONG = "19900001234", "zhen-hao", "cuo-le"

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody() -> User:
    return person(phone=PHONE, password=PASSWORD)


def _try(client: Client, *, phone: str = PHONE, password: str = WRONG, **more: str) -> object:
    return client.post(LOGIN, {"username": phone, "password": password, **more})


def _who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


@pytest.mark.parametrize(
    "written",
    [
        "19900001234",
        "199 0000 1234",
        "199-0000-1234",
        "+86 199 0000 1234",
        "１９９００００１２３４",
    ],
)
def test_a_number_may_be_written_as_people_write_it(
    client: Client, somebody: User, written: str
) -> None:
    answer = _try(client, phone=written, password=PASSWORD)

    assert answer["Location"] == reverse("web:today")
    assert _who(client) == str(somebody.pk)


def test_logging_in_changes_the_key_of_the_session(client: Client, somebody: User) -> None:
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key

    _try(client, password=PASSWORD)

    assert client.session.session_key != before


def test_a_mistake_says_how_many_tries_are_left(client: Client, somebody: User) -> None:
    first = _try(client).content.decode()
    second = _try(client).content.decode()

    assert "手机号或密码不对。再错 4 次，要等 15 分钟。" in first
    assert "手机号或密码不对。再错 3 次，要等 15 分钟。" in second
    assert 'aria-invalid="true"' in second
    assert f'value="{PHONE}"' in second
    assert WRONG not in second
    assert _who(client) == ""


def test_an_unknown_number_reads_like_a_wrong_password(client: Client, somebody: User) -> None:
    known = _try(client).content.decode()
    unknown = _try(Client(), phone="19900009999").content.decode()

    sentence = "手机号或密码不对。再错 4 次，要等 15 分钟。"
    assert sentence in known
    assert sentence in unknown


def test_five_mistakes_shut_the_door_even_for_the_right_password(
    client: Client, somebody: User
) -> None:
    answers = [_try(client) for _ in range(5)]
    right = _try(client, password=PASSWORD)

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "900"
    assert "请等 15 分钟再登录" in answers[-1].content.decode()
    assert right.status_code == 429
    assert _who(client) == ""


def test_one_locked_number_does_not_lock_another(client: Client, somebody: User) -> None:
    other = person(phone="19900005678", password=PASSWORD)
    for _ in range(5):
        _try(client)

    _try(client, phone="19900005678", password=PASSWORD)

    assert _who(client) == str(other.pk)


def test_a_closed_account_does_not_enter(client: Client, somebody: User) -> None:
    close_account(user_id=somebody.pk, by=TESTER, at=NOW)

    assert "手机号或密码不对" in _try(client, password=PASSWORD).content.decode()
    assert _who(client) == ""


def test_empty_fields_are_named(client: Client) -> None:
    text = _try(client, phone="", password="").content.decode()

    assert "请填手机号" in text
    assert "请填密码" in text


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/lots/post/", "/lots/post/"),
        ("https://elsewhere.example/", "/today/"),
        ("//elsewhere.example/", "/today/"),
        ("javascript:alert(1)", "/today/"),
        ("", "/today/"),
    ],
)
def test_one_goes_on_to_pages_of_this_site_only(
    client: Client, somebody: User, wanted: str, leads_to: str
) -> None:
    answer = _try(client, password=PASSWORD, next=wanted)

    assert answer["Location"] == leads_to


def test_the_page_keeps_where_one_wanted_to_go(client: Client) -> None:
    text = client.get(LOGIN, {"next": '/lots/post/"><script>'}).content.decode()

    assert 'name="next" value="/lots/post/&quot;&gt;&lt;script&gt;"' in text


def test_a_tap_enters_as_a_person_of_the_demo(client: Client) -> None:
    user = first_secretary()
    User.objects.filter(pk=user.pk).update(demo_key="secretary")

    page = client.get(LOGIN).content.decode()
    answer = client.post(LOGIN, {"as": "secretary"})

    assert '<button class="pick" name="as" value="secretary">' in page
    assert "徐世坚 · 瑶埠村 · 报货、答复、看本村的货" in page
    assert answer["Location"] == reverse("web:today")
    assert _who(client) == str(user.pk)


def test_taps_open_nothing_where_there_is_no_demo(client: Client, settings: object) -> None:
    user = first_secretary()
    User.objects.filter(pk=user.pk).update(demo_key="secretary")
    settings.MOLI_DEMO = False

    assert "演示账号" not in client.get(LOGIN).content.decode()
    assert client.post(LOGIN, {"as": "secretary"}).status_code == 404
    assert _who(client) == ""


def test_an_account_that_is_no_demo_cannot_be_tapped(client: Client, somebody: User) -> None:
    assert client.post(LOGIN, {"as": ""}).status_code == 404
    assert client.post(LOGIN, {"as": PHONE}).status_code == 404
    assert _who(client) == ""


def test_whoever_is_in_goes_on(client: Client, somebody: User) -> None:
    client.force_login(somebody)

    assert client.get(LOGIN)["Location"] == reverse("web:today")


def test_logging_out_takes_a_button(client: Client, somebody: User) -> None:
    client.force_login(somebody)

    assert client.get(reverse("web:logout")).status_code == 405
    assert _who(client) == str(somebody.pk)
    assert client.post(reverse("web:logout"))["Location"] == reverse("web:first")
    assert _who(client) == ""


def test_the_page_works_without_script(client: Client) -> None:
    text = client.get(LOGIN).content.decode()

    assert "<script" not in text
    assert 'autocomplete="current-password"' in text
