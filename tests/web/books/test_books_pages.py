"""The books on pages: the month's proof, the journal, one transfer in words, one account."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moli.households.models import Household
from moli.ledger.models import Account, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.ledger.services.reversing import reverse as mirror_of
from moli.orders.models import Order
from moli.settlement.models import PayoutBatch
from tests.factories import NOW, TESTER, TODAY, Story
from tests.factories.books import funded
from tests.factories.settlement import batch_sent, earned, packed_order, settled

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(personas: Story) -> tuple[Order, list[Household], PayoutBatch]:
    """The worked example of docs/settlement.md §4: ten boxes settled, three households paid."""
    order, households = earned()
    return order, households, batch_sent()


def _page(client: Client, name: str, *args: Any, **query: str) -> str:
    return client.get(reverse(f"web:{name}", args=args), query).content.decode()


def test_the_trial_balance_of_the_month_balances(
    client: Client, personas: Story, paid: tuple[Order, list[Household], PayoutBatch]
) -> None:
    client.force_login(personas.auditor)

    text = _page(client, "books")

    assert "2016 年 9 月试算平衡" in text
    assert "借贷相等" in text
    # 380.00 settled, 380.00 handed over, 320.00 paid out: 1,080.00 on either side.
    assert text.split("这个月一共")[1].count("1,080 元") == 2
    assert "60 元" in text.split("银行存款")[1][:900]


def test_a_month_before_anything_happened_is_empty(
    client: Client, personas: Story, paid: tuple[Order, list[Household], PayoutBatch]
) -> None:
    client.force_login(personas.auditor)

    assert "还没有记过账" in _page(client, "books", month="2016-08")
    assert "2016 年 9 月试算平衡" in _page(client, "books", month="bad")


def test_the_journal_says_what_each_transfer_is_for(
    client: Client, personas: Story, paid: tuple[Order, list[Household], PayoutBatch]
) -> None:
    order, _, batch = paid
    client.force_login(personas.office)

    text = _page(client, "journal")

    assert f"订单 {order.number} 的货款分账" in text
    assert f"第 {batch.pk} 批打款" in text
    assert reverse("web:payout_batch", args=[batch.uid]) in text
    assert "支付渠道转到办公室账户，银行流水 1" in text


def test_the_journal_is_narrowed_by_day_and_by_reference(
    client: Client, personas: Story, paid: tuple[Order, list[Household], PayoutBatch]
) -> None:
    client.force_login(personas.office)

    assert "没有找到" in _page(client, "journal", **{"from": "2016-08-01", "to": "2016-08-31"})
    text = _page(client, "journal", reference="PAYOUT:", **{"from": "2016-08-01"})
    assert "批打款" in text
    assert "货款分账" not in text
    assert "没有找到" in _page(client, "journal", reference="%")
    assert client.get(reverse("web:journal"), {"reference": "\0"}).status_code == 200


def test_a_transfer_is_told_in_debit_and_credit(
    client: Client, personas: Story, paid: tuple[Order, list[Household], PayoutBatch]
) -> None:
    _, households, batch = paid
    assert batch.transfer is not None
    client.force_login(personas.office)

    text = _page(client, "transfer", batch.transfer.uid)

    assert "贷方 · 银行存款" in text
    assert "借方 · 应付款" in text
    assert "3 个账户" in text
    for row, fen in zip(households, ("160 元", "106.88 元", "53.12 元"), strict=True):
        assert reverse("web:household", args=[row.uid]) in text
        assert fen in text
    assert reverse("web:payout_batch", args=[batch.uid]) in text


def test_an_account_is_told_line_by_line(
    client: Client, personas: Story, paid: tuple[Order, list[Household], PayoutBatch]
) -> None:
    _, (first, *_), _ = paid
    account = Account.objects.get(owner_key=first.key, kind="PAYABLE")
    client.force_login(personas.auditor)

    text = _page(client, "account_statement", account.uid)

    assert "应付款 · 农户" in text
    assert "-160 元" in text
    assert "这些天没有账" in _page(
        client, "account_statement", account.uid, **{"from": "2016-08-01", "to": "2016-08-31"}
    )


def test_the_accounts_of_a_kind_are_listed_with_what_stands_on_them(
    client: Client, personas: Story, paid: tuple[Order, list[Household], PayoutBatch]
) -> None:
    client.force_login(personas.auditor)

    text = _page(client, "book_accounts", "bank")

    assert "县办公室" in text
    assert "60 元" in text
    assert client.get(reverse("web:book_accounts", args=["nothing"])).status_code == 404


def test_a_page_of_the_books_asks_as_often_however_much_was_posted(
    client: Client, personas: Story, paid: tuple[Order, list[Household], PayoutBatch]
) -> None:
    client.force_login(personas.office)

    def queries() -> list[int]:
        counts = []
        for name, args in (("books", ()), ("journal", ()), ("book_accounts", ("payable",))):
            with CaptureQueriesContext(
                connection,
            ) as found:
                _page(client, name, *args)
            counts.append(len(found))
        return counts

    queries()
    few = queries()
    for _ in range(4):
        settled(packed_order(units=2))

    assert queries() == few


def test_a_reversal_and_what_it_reverses_lead_to_each_other(
    client: Client, personas: Story
) -> None:
    funded(AccountKind.BANK, 100)
    first = Transfer.objects.get()
    mirror = mirror_of(
        transfer_id=first.pk, reference="test:back", happened_on=TODAY, by=TESTER, at=NOW
    )
    client.force_login(personas.auditor)

    assert reverse("web:transfer", args=[mirror.uid]) in _page(client, "transfer", first.uid)
    assert reverse("web:transfer", args=[first.uid]) in _page(client, "transfer", mirror.uid)
