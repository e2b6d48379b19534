"""What stations, carriers and packers earned: moved by one person, paid by another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.accounts.rules import Role
from moli.ledger.models import Account, Transfer
from moli.ledger.queries.laws import ledger_laws
from moli.orders.models import Order
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.services.correcting import correct_order
from tests.factories import HEGUI, NOW, TESTER, TODAY, Story, office, station, station_operator
from tests.factories.settlement import brought_back, earned, packed_order, settled
from tests.scanning import answer_text
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db

OCTOBER = NOW + timedelta(days=30)
FORM = {"total_fen": "10", "bank_reference": "2016101200031"}


@pytest.fixture
def releaser(personas: Story) -> User:
    """Who moves a month."""
    return personas.office


@pytest.fixture
def payer(personas: Story) -> User:
    """A colleague who pays."""
    return office(name="陆付款")


@pytest.fixture
def station_key(personas: Story) -> str:
    """Yaobu's station, which earned 10.00 in September; the county earned 30.00 and 20.00."""
    key, *_ = standing_of(personas.station_operator, on=TODAY).organisation_keys(
        Role.STATION_OPERATOR
    )
    earned(at_station=key)
    return key


@pytest.fixture
def october(settings: Any) -> None:
    """September is over."""
    settings.MOLI_DEMO_DAY = "2016-10-12"


def _page(client: Client, user: User, name: str, *args: object, lang: str = "") -> str:
    client.force_login(user)
    url = reverse(f"web:{name}", args=args)
    return answer_text(client.get(f"{url}?lang={lang}" if lang else url))


def _post(client: Client, user: User, name: str, *args: object, **data: str) -> HttpResponse:
    # A log-in is a change of its own, so there is one only when somebody else acts.
    if client.session.get(SESSION_KEY) != str(user.pk):
        client.force_login(user)
    return client.post(reverse(f"web:{name}", args=args), data, follow=True)


def _release(client: Client, user: User, month: str = "2016-09") -> str:
    return answer_text(_post(client, user, "release_earnings", month=month))


def _payable(station_key: str) -> Account:
    return Account.objects.get(owner_key=station_key, kind="PAYABLE")


def _pay(client: Client, user: User, account: UUID, **data: str) -> HttpResponse:
    return _post(client, user, "pay_taker", account, **{**FORM, **data})


def test_a_month_is_moved_by_one_and_paid_by_another(
    client: Client, releaser: User, payer: User, station_key: str, october: None
) -> None:
    told = _page(client, releaser, "takers")
    assert "2016 年 9 月" in told
    assert "3 家，一共 60 元" in told
    assert "瑶埠村服务站" in told

    assert "2016 年 9 月的转好了，3 家可以付了" in _release(client, releaser)
    account = _payable(station_key)
    assert account.left_fen == 1_000

    page = _page(client, payer, "pay_taker", account.uid)
    assert "瑶埠村服务站" in page
    assert "现在可以付 10 元" in page
    told = answer_text(_pay(client, payer, account.uid))
    assert "瑶埠村服务站 10 元。" in told
    account.refresh_from_db()
    assert account.left_fen == 0
    assert Transfer.objects.filter(reference=f"taker:{FORM['bank_reference']}").exists()
    assert [law.law for law in (*settlement_laws(), *ledger_laws()) if not law.holds] == []


def test_every_button_tapped_twice_acts_once(
    client: Client, releaser: User, payer: User, station_key: str, october: None
) -> None:
    _release(client, releaser)
    with unchanged():
        assert "没有要转的，都转过了" in _release(client, releaser)

    account = _payable(station_key).uid
    _pay(client, payer, account)
    with unchanged():
        assert "记下了" in answer_text(_pay(client, payer, account))
    assert "都付清了" in _page(client, payer, "pay_taker", account)


def test_who_moved_it_cannot_pay_and_is_told_why(
    client: Client, releaser: User, payer: User, station_key: str, october: None
) -> None:
    _release(client, releaser)
    account = _payable(station_key).uid

    page = client.get(reverse("web:pay_taker", args=[account])).content.decode()
    assert "这笔钱是您转成应付的，自己不能付" in page
    assert 'name="bank_reference"' not in page
    with unchanged():
        told = answer_text(_pay(client, releaser, account))
    assert "这笔钱是您自己转成应付的，要由另一个人付" in told


def test_a_month_that_is_not_over_has_no_button_and_is_refused(
    client: Client, releaser: User, station_key: str
) -> None:
    client.force_login(releaser)
    page = client.get(reverse("web:takers")).content.decode()
    assert reverse("web:release_earnings") not in page
    assert "2016 年 9 月的过完再转" in page

    for month in ("2016-09", "2016-12", "x"):
        with unchanged():
            assert "才完" in _release(client, releaser, month)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"total_fen": "10.01"}, "现在能付的是 10 元，不能付 10.01 元"),
        ({"total_fen": "0"}, "现在能付的是 10 元，不能付 0 元"),
        ({"total_fen": ""}, "写一下付了多少"),
        ({"bank_reference": ""}, "写一下银行流水号"),
    ],
)
def test_a_payment_that_cannot_be_is_said_beside_its_box_and_nothing_is_lost(
    client: Client,
    releaser: User,
    payer: User,
    station_key: str,
    october: None,
    data: dict[str, str],
    told: str,
) -> None:
    _release(client, releaser)
    account = _payable(station_key).uid
    client.force_login(payer)

    with unchanged():
        page = _pay(client, payer, account, **data).content.decode()

    assert told in page
    for name, value in {**FORM, **data}.items():
        assert f'name="{name}" value="{value}"' in page or not value


def test_no_more_is_paid_than_stands_in_the_bank(
    client: Client, releaser: User, payer: User, station_key: str, october: None
) -> None:
    settled(packed_order(units=100))
    _release(client, releaser)
    packer = Account.objects.get(owner_kind="packer", kind="PAYABLE")
    assert packer.left_fen == 33_000
    _pay(client, payer, packer.uid, total_fen="330", bank_reference="1")
    carrier = Account.objects.get(owner_kind="carrier", kind="PAYABLE")

    with unchanged():
        told = answer_text(_pay(client, payer, carrier.uid, total_fen="60"))

    assert "只剩 50 元，不够这次的 60 元" in told


def test_only_the_oldest_month_has_its_button(
    client: Client, releaser: User, station_key: str, settings: Any
) -> None:
    client.force_login(releaser)
    settled(packed_order(units=10), at=OCTOBER)
    settings.MOLI_DEMO_DAY = "2016-11-02"

    page = client.get(reverse("web:takers")).content.decode()

    assert page.count('name="month"') == 1
    assert 'name="month" value="2016-09"' in page
    assert "先转前面的" in page


def test_leaders_and_auditors_read_and_find_no_button(
    client: Client, personas: Story, releaser: User, station_key: str, october: None
) -> None:
    _release(client, releaser)
    account = _payable(station_key).uid

    for user in (personas.leader, personas.auditor):
        client.force_login(user)
        page = client.get(reverse("web:takers")).content.decode()
        assert "瑶埠村服务站" in page
        assert reverse("web:account_statement", args=[account]) in page
        assert reverse("web:release_earnings") not in page
        assert reverse("web:pay_taker", args=[account]) not in page
        assert client.get(reverse("web:account_statement", args=[account])).status_code == 200
        for name, args in (("release_earnings", []), ("pay_taker", [account])):
            with unchanged():
                url = reverse(f"web:{name}", args=args)
                assert client.post(url, {**FORM, "month": "2016-09"}).status_code == 404


def test_an_account_of_somebody_else_is_not_paid_as_a_takers(
    client: Client, payer: User, station_key: str
) -> None:
    client.force_login(payer)
    household = Account.objects.filter(owner_kind="household", kind="PAYABLE")[0]
    bank = Account.objects.get(kind="BANK")

    for account in (household, bank):
        url = reverse("web:pay_taker", args=[account.uid])
        with unchanged():
            assert client.get(url).status_code == client.post(url, FORM).status_code == 404


def test_a_station_reads_its_commission_until_it_is_paid(
    client: Client, personas: Story, releaser: User, payer: User, station_key: str, settings: Any
) -> None:
    operator = personas.station_operator
    page = _page(client, operator, "station_earnings")
    assert "瑶埠村服务站" in page
    assert "过完这个月再转" in page

    settings.MOLI_DEMO_DAY = "2016-10-12"
    assert "县里还没转" in _page(client, operator, "station_earnings")
    _release(client, releaser)
    _pay(client, payer, _payable(station_key).uid, total_fen="6")

    page = _page(client, operator, "station_earnings")
    assert "2016 年 10 月 12 日" in page
    assert f"银行流水 {FORM['bank_reference']}" in page
    assert reverse("web:station_earnings") in client.get(reverse("web:today")).content.decode()


def test_a_station_sees_nothing_of_another(
    client: Client, personas: Story, releaser: User, payer: User, station_key: str, october: None
) -> None:
    _release(client, releaser)
    _pay(client, payer, _payable(station_key).uid)
    other = station_operator(station=station(village_code=HEGUI, name="和桂村服务站"), name="别站")

    page = _page(client, other, "station_earnings")

    assert "还没有佣金" in page
    for word in ("瑶埠", "10 元", FORM["bank_reference"], station_key):
        assert word not in page


def test_what_came_back_after_the_month_was_moved_is_shown_below_nought(
    client: Client, personas: Story, releaser: User, station_key: str, october: None
) -> None:
    _release(client, releaser)
    order = Order.objects.get()
    brought_back(order, units=3, at=OCTOBER)
    correct_order(order_id=order.pk, by=TESTER, at=OCTOBER)

    assert "-3 元" in _page(client, releaser, "takers").replace("−", "-")
    assert "-3 元" in _page(client, personas.station_operator, "station_earnings").replace("−", "-")


@pytest.mark.parametrize(
    ("lang", "html_lang", "sum_of_ten"), [("zh-hans", "zh-CN", "10 元"), ("en", "en", "¥10")]
)
def test_the_pages_speak_both_languages(
    client: Client,
    personas: Story,
    releaser: User,
    payer: User,
    station_key: str,
    october: None,
    lang: str,
    html_lang: str,
    sum_of_ten: str,
) -> None:
    _release(client, releaser)
    account = _payable(station_key).uid

    for user, name, args in (
        (payer, "takers", []),
        (payer, "pay_taker", [account]),
        (personas.station_operator, "station_earnings", []),
    ):
        page = _page(client, user, name, *args, lang=lang)
        assert f'<html lang="{html_lang}"' in page
        assert sum_of_ten in page
