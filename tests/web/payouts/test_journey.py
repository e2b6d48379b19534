"""The whole way of the money through the pages: made, approved, listed, returned, sent again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.audit.models import Event
from moli.households.models import Household, Opening
from moli.ledger.models import Account
from moli.ledger.queries.laws import ledger_laws
from moli.settlement.models import BankAccount, BankResult, Payout, PayoutBatch
from moli.settlement.queries.laws import settlement_laws
from tests.factories import Story, key, office
from tests.factories.settlement import card_of, earned
from tests.unchanged import unchanged
from tests.web.payouts.things import FIRST, NUMBERS, SECOND, carded, file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(personas: Story) -> User:
    """Who makes batches."""
    return personas.office


@pytest.fixture
def checker(personas: Story) -> User:
    """A colleague who approves them."""
    return office(name="陆复核")


@pytest.fixture
def households(personas: Story) -> list[Household]:
    """Three households that are owed 160.00, 106.88 and 53.12, each with an account."""
    _, rows = earned()
    carded(rows)
    return rows


def _post(client: Client, user: User, name: str, *args: Any, **data: Any) -> HttpResponse:
    # A log-in is a change of its own, so there is one only when somebody else acts.
    if client.session.get(SESSION_KEY) != str(user.pk):
        client.force_login(user)
    return client.post(reverse(f"web:{name}", args=args), data, follow=True)


def _made(client: Client, user: User, request_key: object = None) -> PayoutBatch:
    _post(client, user, "make_payout_batch", request_key=str(request_key or key()))
    return PayoutBatch.objects.latest("pk")


def _sent(client: Client, maker: User, checker: User) -> PayoutBatch:
    """A batch that both have seen; its maker sits before the screen again."""
    batch = _made(client, maker)
    _post(client, checker, "approve_payout_batch", batch.uid)
    client.force_login(maker)
    return batch


def _results(client: Client, user: User, batch: PayoutBatch, content: bytes) -> HttpResponse:
    sheet = SimpleUploadedFile("回单.csv", content)
    return _post(client, user, "payout_results", batch.uid, act="look", file=sheet)


def _take(client: Client, user: User, batch: PayoutBatch, looked: HttpResponse) -> HttpResponse:
    kept = re.search(r'name="sheet" value="([0-9a-f]{64})"', looked.content.decode())
    assert kept is not None
    return _post(client, user, "payout_results", batch.uid, act="take", sheet=kept[1])


def _payable(row: Household) -> int:
    return Account.objects.get(owner_key=row.key, kind="PAYABLE").left_fen or 0


def test_a_batch_goes_its_whole_way_and_a_returned_payout_is_sent_again(
    client: Client, maker: User, checker: User, households: list[Household]
) -> None:
    first, second, third = households
    batch = _made(client, maker)
    assert (batch.total_fen, batch.payouts_count) == (32_000, 3)

    _post(client, checker, "approve_payout_batch", batch.uid)
    batch.refresh_from_db()
    assert (batch.state, batch.checker_name) == ("APPROVED", "陆复核")
    assert _payable(first) == 0

    client.force_login(maker)
    answer = client.post(reverse("web:payout_list", args=[batch.uid]), {"template": "plain"})
    assert f'filename="moli-payouts-{batch.pk}-plain.csv"' in answer["Content-Disposition"]
    assert FIRST in answer.content.decode()

    looked = _results(client, maker, batch, file_of(batch, returned=2))
    assert "都对得上" in looked.content.decode()
    told = _take(client, maker, batch, looked).content.decode()
    assert "到账 2 笔，退回 1 笔" in told
    back = Payout.objects.get(batch=batch, household=second)
    assert (back.state, back.return_reason) == ("RETURNED", "NAME_DIFFERS")
    assert _payable(second) == 10_688

    page = client.get(reverse("web:returned_payouts")).content.decode()
    assert "还没换" in page
    _rename(client, maker, second)
    again = _post(client, maker, "returned_payouts", payout=str(back.uid), request_key=str(key()))
    assert "等另一位同事复核" in again.content.decode()

    other = PayoutBatch.objects.latest("pk")
    _post(client, checker, "approve_payout_batch", other.uid)
    _take(client, maker, other, _results(client, maker, other, file_of(other)))

    sent = Payout.objects.get(batch=other)
    assert (sent.attempt_of, sent.state, sent.total_fen) == (back, "PAID", 10_688)
    assert [_payable(row) for row in (first, second, third)] == [0, 0, 0]
    assert [law.law for law in (*settlement_laws(), *ledger_laws()) if not law.holds] == []


def _rename(client: Client, user: User, row: Household) -> None:
    # An account holds for a day at least: it was named the day before.
    accounts = BankAccount.objects.filter(household=row, to_on=None)
    accounts.update(from_on=accounts.get().from_on - timedelta(days=1))
    answer = _post(
        client,
        user,
        "name_bank_account",
        row.uid,
        number="8012 3456 7890",
        bank_name="邮储",
        holder_name="韦永生",
    )
    assert "记下了" in answer.content.decode()


def test_nobody_approves_what_they_made(
    client: Client, maker: User, households: list[Household]
) -> None:
    batch = _made(client, maker)

    page = client.get(reverse("web:payout_batch", args=[batch.uid])).content.decode()
    assert "等另一位同事复核" in page
    assert reverse("web:approve_payout_batch", args=[batch.uid]) not in page
    with unchanged():
        told = _post(client, maker, "approve_payout_batch", batch.uid).content.decode()
    assert "这批是您自己做的，要由另一个人复核" in told


def test_every_button_tapped_twice_acts_once(
    client: Client, maker: User, checker: User, households: list[Household]
) -> None:
    request_key = key()
    batch = _made(client, maker, request_key)
    with unchanged():
        assert _made(client, maker, request_key) == batch

    _post(client, checker, "approve_payout_batch", batch.uid)
    with unchanged():
        _post(client, checker, "approve_payout_batch", batch.uid)

    looked = _results(client, maker, batch, file_of(batch, returned=1))
    _take(client, maker, batch, looked)
    with unchanged():
        _take(client, maker, batch, looked)
        again = _results(client, maker, batch, file_of(batch, returned=1)).content.decode()
    assert "已经记过" in again

    back, again_key = Payout.objects.get(state="RETURNED"), str(key())
    for _ in range(2):
        _post(client, maker, "returned_payouts", payout=str(back.uid), request_key=again_key)
    assert Payout.objects.filter(attempt_of=back).count() == 1


def test_the_list_is_the_same_bytes_the_second_time_and_leaves_its_traces(
    client: Client, maker: User, checker: User, households: list[Household]
) -> None:
    batch = _sent(client, maker, checker)
    url = reverse("web:payout_list", args=[batch.uid])

    files = [client.post(url, {"template": "batch"}).content for _ in range(2)]

    assert files[0] == files[1]
    assert all(number in files[0].decode("gb18030") for number in NUMBERS)
    assert Event.objects.filter(verb="settlement.hand_to_bank").count() == 2
    assert Opening.objects.filter(kind="BANK_LIST", by_name=maker.name).count() == 6


def test_no_list_before_somebody_approved(
    client: Client, maker: User, households: list[Household]
) -> None:
    batch = _made(client, maker)

    for name in ("payout_list", "payout_results"):
        url = reverse(f"web:{name}", args=[batch.uid])
        assert client.get(url).status_code == 404
        assert client.post(url, {"template": "plain"}).status_code == 404


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"amount": "160.01"}, "写的是 160.01 元，交给银行的是 160 元"),
        ({"remark": "ML999-0001"}, "是第 999 批的，不是这一批的"),
        ({"remark": "随便"}, "没有打款编号"),
        ({"account": "6222020200112233446"}, "账号和交给银行的不一样"),
        ({"state": "大概成了"}, "看不懂这个结果"),
    ],
)
def test_a_file_with_one_fault_is_named_by_row_and_nothing_is_taken(
    cells: dict[str, str],
    told: str,
    client: Client,
    maker: User,
    checker: User,
    households: list[Household],
) -> None:
    batch = _sent(client, maker, checker)

    with unchanged():
        text = _results(client, maker, batch, file_of(batch, **cells)).content.decode()

    assert told in text
    assert "第 2 行" in text
    assert 'value="take"' not in text
    assert "6222020200112233446" not in text


def test_doubled_rows_are_named(
    client: Client, maker: User, checker: User, households: list[Household]
) -> None:
    batch = _sent(client, maker, checker)
    lines = file_of(batch).split(b"\r\n")

    text = _results(client, maker, batch, b"\r\n".join([*lines, lines[1]])).content.decode()

    assert "和第 2 行是同一笔" in text
    assert BankResult.objects.count() == 0


def test_a_file_that_was_not_looked_through_is_not_taken(
    client: Client, maker: User, checker: User, households: list[Household]
) -> None:
    batch = _sent(client, maker, checker)

    with unchanged():
        answer = _post(client, maker, "payout_results", batch.uid, act="take", sheet="a" * 64)

    assert "请再传一次" in answer.content.decode()


def test_a_batch_that_is_cancelled_frees_its_households(
    client: Client, maker: User, checker: User, households: list[Household]
) -> None:
    batch = _made(client, maker)

    _post(client, checker, "cancel_payout_batch", batch.uid)

    batch.refresh_from_db()
    assert batch.state == "CANCELLED"
    assert _made(client, maker).pk != batch.pk


def test_today_tells_what_waits_for_whom(
    client: Client, maker: User, checker: User, households: list[Household]
) -> None:
    batch = _made(client, maker)
    client.force_login(maker)
    assert "待复核打款" not in client.get(reverse("web:today")).content.decode()
    client.force_login(checker)
    assert "待复核打款 1 批" in client.get(reverse("web:today")).content.decode()

    _post(client, checker, "approve_payout_batch", batch.uid)
    _take(client, maker, batch, _results(client, maker, batch, file_of(batch, returned=3)))

    assert "银行退回 1 笔" in client.get(reverse("web:today")).content.decode()


def test_a_form_without_its_key_makes_nothing(
    client: Client, maker: User, households: list[Household]
) -> None:
    client.force_login(maker)

    with unchanged():
        _post(client, maker, "make_payout_batch", request_key="x")
        _post(client, maker, "returned_payouts", payout="x", request_key=str(key()))


def test_what_to_look_at_stands_before_the_button_that_approves(
    client: Client, maker: User, checker: User, households: list[Household]
) -> None:
    BankAccount.objects.filter(household__in=households[:2]).delete()
    for row in households[:2]:
        card_of(row, number=SECOND)
    batch = _made(client, maker)
    client.force_login(checker)

    text = client.get(reverse("web:payout_batch", args=[batch.uid])).content.decode()

    assert f"2 户共用账户 ****{SECOND[-4:]}" in text
    assert text.index("共用账户") < text.index("复核通过")
    for row in households[:2]:
        assert reverse("web:household", args=[row.uid]) in text
