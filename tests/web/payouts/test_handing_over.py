"""Money of a channel that arrived: noted once, never more than the channel holds."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.ledger.models import Account, Transfer
from tests.factories import Story
from tests.factories.settlement import general_rule, packed_order, settled, shelf_of_three
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db

FORM = {"channel": "WECHAT", "total_fen": "380", "bank_reference": "2016091200017"}


@pytest.fixture
def office(client: Client, personas: Story) -> Client:
    """The office before the page, 380.00 with the channel."""
    general_rule()
    shelf_of_three()
    settled(packed_order(units=10))
    client.force_login(personas.office)
    return client


def _post(client: Client, **data: str) -> str:
    return client.post(reverse("web:hand_over"), {**FORM, **data}, follow=True).content.decode()


def test_what_arrived_is_noted_once(office: Client) -> None:
    assert "记下了，可以打给农户了" in _post(office)
    with unchanged():
        _post(office)

    assert Account.objects.get(kind="BANK").left_fen == 38_000
    assert Transfer.objects.filter(reference=f"handover:WECHAT:{FORM['bank_reference']}").exists()
    page = office.get(reverse("web:hand_over")).content.decode()
    assert "办公室账户里现在有 380 元" in page


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"total_fen": "380.01"}, "收款渠道里只有 380 元，到账不会有 380.01 元"),
        ({"total_fen": "0"}, "到账要大于 0"),
        ({"total_fen": ""}, "写一下到账多少"),
        ({"channel": "CASH"}, "选一个渠道"),
        ({"bank_reference": ""}, "写一下银行流水号"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_posted(
    data: dict[str, str], told: str, office: Client
) -> None:
    with unchanged():
        assert told in _post(office, **data)


def test_one_bank_reference_is_one_sum(office: Client) -> None:
    _post(office, total_fen="100")

    with unchanged():
        text = _post(office, total_fen="200")
    # By the number as it was typed.
    assert f"凭据 {FORM['bank_reference']} 已经记过另一笔账" in text
    assert "handover:" not in text
