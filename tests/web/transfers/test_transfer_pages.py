"""Goods from another station, on the pages: asked, answered, handed over, received, packed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.orders.models import Production, StockTransfer, WeighIn
from moli.orders.queries.laws import order_laws
from tests.factories import HEGUI, TODAY, Story, station, station_operator
from tests.factories.orders import KG, packed, placed, tea_box, tea_grade
from tests.factories.transfers import (
    agreed_on,
    asked_for,
    asking_station,
    giving_station,
    handed_over,
    packed_together,
    received_from,
    stock_to_give,
)
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.stock.asking import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def giver(personas: Story) -> User:
    """The operator of Hegui's station."""
    return station_operator(station=station(village_code=HEGUI, name="和桂村服务站"), name="和站长")


def _url(name: str, row: StockTransfer | None = None) -> str:
    return reverse(f"web:{name}", args=[row.uid] if row else [])


def _text(client: Client, name: str, row: StockTransfer | None = None, lang: str = "") -> str:
    answer = client.get(_url(name, row), {"lang": lang} if lang else {})
    assert answer.status_code == 200
    return answer_text(answer)


def _step(row: StockTransfer, **typed: str) -> dict[str, str]:
    row.refresh_from_db()
    return {
        "request_key": str(uuid4()),
        "seen_version": str(row.version),
        "unit": "公斤",
        **typed,
    }


def _asking(**changes: str) -> dict[str, str]:
    return {
        "request_key": str(uuid4()),
        "asking_station_key": asking_station(),
        "grade": str(tea_grade(2).pk),
        "unit": "公斤",
        "amount": "60",
        "needed_by_on": TODAY.isoformat(),
        "share": "40",
        "words": "中秋前要发 400 盒",
        **changes,
    }


def _ask_url() -> str:
    return f"{_url('ask_transfer')}?station={giving_station()}&grade={tea_grade(2).pk}"


def _ask(client: Client, fields: dict[str, str]) -> Any:
    return client.post(_ask_url(), fields)


def test_a_station_finds_what_others_have_and_asks_for_it_once(
    client: Client, personas: Story, giver: User
) -> None:
    stock_to_give()
    client.force_login(personas.station_operator)

    near = client.get(_url("near_stock"), {"product": "jasmine-tea"})
    assert "和桂" in answer_text(near)
    assert "120 斤" in answer_text(near)

    form = client.get(_ask_url()).context["form"]
    assert form["asking_station_key"].value() == asking_station()

    fields = _asking()
    for _ in range(2):
        answer = _ask(client, fields)
    row = StockTransfer.objects.get()
    assert answer["Location"] == _url("stock_transfer", row)
    assert (row.grams, row.seller_per_mille, row.words) == (60 * KG, 400, "中秋前要发 400 盒")
    assert "等答复" in _text(client, "stock_transfer", row)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": ""}, "写一下要多少"),
        ({"amount": "0"}, "应大于 0"),
        ({"share": "101"}, "写 0 到 100"),
        ({"needed_by_on": "2016-09-01"}, "已经过了"),
    ],
)
def test_what_is_asked_wrongly_is_told_and_nothing_is_lost(
    client: Client, personas: Story, giver: User, changes: dict[str, str], words: str
) -> None:
    stock_to_give()
    client.force_login(personas.station_operator)

    with unchanged():
        text = answer_text(_ask(client, _asking(**changes)))

    assert words in text
    assert "中秋前要发 400 盒" in text


def test_the_asked_station_sees_it_first_thing_and_answers(client: Client, giver: User) -> None:
    (stock,) = stock_to_give(80 * KG)
    row = asked_for()
    client.force_login(giver)
    assert "别站要货 1 笔" in _text(client, "today")

    page = client.get(_url("agree_transfer", row))
    assert 'value="120"' in page.content.decode()  # filled in, in jin
    fields = _step(row, **{f"take-{stock.uid}": "50"})
    for _ in range(2):
        answer = client.post(_url("agree_transfer", row), fields)
    assert answer["Location"] == _url("stock_transfer", row)
    stock.refresh_from_db()
    assert stock.left_grams == 30 * KG
    assert "等交出的调货 1 笔" in _text(client, "today")


def test_more_than_was_asked_for_is_told_beside_the_form(client: Client, giver: User) -> None:
    (stock,) = stock_to_give(80 * KG)
    row = asked_for()
    client.force_login(giver)

    with unchanged():
        answer = client.post(_url("agree_transfer", row), _step(row, **{f"take-{stock.uid}": "61"}))

    assert "对方只要 120 斤" in answer_text(answer)


def test_a_station_may_decline_and_says_why(client: Client, giver: User) -> None:
    row = asked_for()
    client.force_login(giver)

    client.post(_url("decline_transfer", row), _step(row, decline_reason="GONE"))

    assert "货已经没了" in _text(client, "stock_transfer", row)


def test_goods_are_handed_over_and_received_on_two_scales(
    client: Client, personas: Story, giver: User
) -> None:
    row = agreed_on()
    client.force_login(giver)
    answer = client.post(_url("hand_over_stock", row), _step(row, amount="60"))
    assert answer["Location"] == _url("transfer_slip", row)
    assert "和站长" in _text(client, "transfer_slip", row)

    client.force_login(personas.station_operator)
    assert "在路上的调货 1 笔" in _text(client, "today")
    with unchanged():
        answer = client.post(_url("receive_stock", row), _step(row, amount="59.4"))
    assert "路上少了" in answer_text(answer)
    client.post(_url("receive_stock", row), _step(row, amount="59.4", loss_reason="DRIED"))
    text = _text(client, "stock_transfer", row)
    assert "118.8 斤" in text
    assert "路上少了 1.2 斤：失水" in text
    assert [law.law for law in order_laws() if not law.holds] == []


def test_either_side_calls_off_what_has_not_left(client: Client, giver: User) -> None:
    row = agreed_on()
    client.force_login(giver)
    assert client.get(_url("cancel_transfer", row)).status_code == 200

    client.post(_url("cancel_transfer", row), _step(row))

    row.refresh_from_db()
    assert row.state == "CANCELLED"
    assert sum(WeighIn.objects.values_list("left_grams", flat=True)) == 60 * KG


def test_received_goods_are_packed_with_ones_own(
    client: Client, personas: Story, giver: User
) -> None:
    row = received_from(handed_over(agreed_on(of=stock_to_give(60 * KG))))
    box = tea_box(kept_at=asking_station())
    load = row.loads.get()
    client.force_login(personas.station_operator)

    page = client.get(_url("produce"), {"article": box.code, "units": "240", "unit": "公斤"})
    text = answer_text(page)
    assert "和桂" in text
    assert f"take-{load.uid}" in page.content.decode()
    fields = {
        "request_key": str(uuid4()),
        "unit": "公斤",
        "units": "240",
        f"take-{load.uid}": "60",
        "act": "save",
        "shown_loss": "0",
    }
    client.post(f"{_url('produce')}?article={box.code}", fields)

    batch = Production.objects.get()
    assert batch.inputs.get().load == load
    text = answer_text(client.get(reverse("web:production", args=[batch.uid])))
    assert row.number in text


def test_what_spoils_after_it_was_received_is_written_off(
    client: Client, personas: Story, giver: User
) -> None:
    load = received_from(handed_over(agreed_on(of=stock_to_give(60 * KG)))).loads.get()
    client.force_login(personas.station_operator)

    fields = {"request_key": str(uuid4()), "unit": "公斤", "amount": "2", "reason": "SPOILED"}
    client.post(reverse("web:write_off_received", args=[load.uid]), fields)

    load.refresh_from_db()
    assert load.left_grams == 58 * KG


def test_goods_that_nobody_hands_over_are_told_to_be_late(
    client: Client, personas: Story, giver: User, settings: Any
) -> None:
    """Until it is called off, what was agreed is kept from everybody: both sides and the office."""
    agreed_on()
    received_from(handed_over(agreed_on(of=stock_to_give(5 * KG))))

    def late() -> list[int]:
        found = []
        for user in (giver, personas.station_operator, personas.office):
            client.force_login(user)
            found.append(_text(client, "stock_transfers").count("过了要货的日子"))
        return found

    assert late() == [0, 0, 0]

    settings.MOLI_DEMO_DAY = (TODAY + timedelta(days=1)).isoformat()

    assert late() == [2, 2, 2]


def test_leaders_read_who_filled_whose_orders(client: Client, personas: Story) -> None:
    packed_together(received_from())
    packed(placed(units=3))
    client.force_login(personas.leader)

    text = _text(client, "stock_transfers")

    assert "谁给谁补了货" in text
    assert "120 斤" in text
    assert "1<small>单" in text


def test_a_longer_list_asks_the_database_no_more(client: Client, personas: Story) -> None:
    stock_to_give()
    asked_for()
    client.force_login(personas.office)
    few = queries_of(client, _url("stock_transfers"))
    for _ in range(5):
        asked_for()

    assert queries_of(client, _url("stock_transfers")) == few


@pytest.mark.parametrize(("lang", "words"), [("zh-hans", "等答复"), ("en", "lang=")])
def test_the_pages_open_in_both_languages(
    client: Client, personas: Story, giver: User, lang: str, words: str
) -> None:
    stock_to_give()
    row = asked_for()
    for user, names in (
        (giver, ("agree_transfer", "decline_transfer", "stock_transfer")),
        (personas.station_operator, ("stock_transfer", "cancel_transfer")),
    ):
        client.force_login(user)
        for name in names:
            assert client.get(_url(name, row), {"lang": lang}).status_code == 200
    assert words in client.get(_url("stock_transfers"), {"lang": lang}).content.decode()


def test_what_is_kept_for_another_station_is_not_called_used(client: Client, giver: User) -> None:
    (stock,) = stock_to_give(60 * KG)
    row = agreed_on(of=[stock])
    client.force_login(giver)

    def told() -> tuple[int, int]:
        page = client.get(reverse("web:weigh_in", args=[stock.uid]))
        return page.context["used_grams"], page.context["elsewhere_grams"]

    assert told() == (0, 60 * KG)

    packed_together(received_from(handed_over(row)))

    assert told() == (60 * KG, 0)
