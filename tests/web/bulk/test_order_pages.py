"""Quotes, call-offs, weighing, sending and money on pages: what is shown, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from moli.orders.models import BulkOrder, Delivery, Quote, Remittance, WeighIn
from moli.orders.services.sharing_out import share_out_part
from tests.factories import HEGUI, NOW, Story, grade, key, lot, nanning
from tests.factories.bulk import (
    KG,
    SELLER,
    TONNE,
    accepted,
    called_off,
    contract,
    first_part,
    named,
    offered,
    sent,
    weighed_for,
)
from tests.unchanged import unchanged
from tests.web.bulk.loads import Desks, read, send
from tests.web.today.reading import words_of


@pytest.fixture
def desks(personas: Story) -> Desks:
    return Desks(personas)


def _asked(personas: Story, **changes: str) -> dict[str, str]:
    return {
        "enterprise": str(personas.enterprise.pk),
        "product": grade().product.code,
        "grade": str(grade().pk),
        "weight": "5,000",
        "deliver_by_on": "2016-09-25",
        "place": str(nanning().pk),
        **changes,
    }


def test_a_load_is_quoted_from_several_villages(personas: Story, desks: Desks) -> None:
    personas.lot.grams = personas.lot.committed_grams = TONNE
    personas.lot.save()  # Yaobu's first lot is taken
    near, far = lot(grams=TONNE), lot(grams=3 * TONNE, village_code=HEGUI, floor_fen_per_kg=640)
    with unchanged():
        page = send(desks.office, "offer_quote", act="suggest", **_asked(personas))
    # What asks least goes first: a tonne of Yaobu's, one and a half of Hegui's.
    assert 'value="2,000"' in page.content.decode()
    assert 'value="3,000"' in page.content.decode()
    said = _asked(personas, price="3.30", valid_until_on="2016-09-20", request_key=str(key()))
    said |= {f"lot_{near.uid}": "2,000", f"lot_{far.uid}": "3,000"}
    for _ in range(2):
        assert send(desks.office, "offer_quote", act="offer", **said).status_code == 302
    quote = Quote.objects.get()
    assert (quote.grams, quote.price_fen_per_kg) == (2_500 * KG, 660)
    assert quote.parts.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weight": ""}, "写一下数量"),
        ({"enterprise": "999999"}, "请选一个"),
        ({"price": "1.00"}, "低于村里的底价 3.00 元/斤"),
        ({"valid_until_on": "2016-09-26"}, "报价的有效期应在"),
        ({"deliver_by_on": "2016-09-01"}, "已经过去"),
    ],
)
def test_a_quote_that_cannot_be_says_why_and_loses_nothing(
    personas: Story, desks: Desks, changes: dict[str, str], sentence: str
) -> None:
    said = _asked(personas, price="3.30", valid_until_on="2016-09-20")
    said |= {f"lot_{personas.lot.uid}": "4,321", **changes}
    with unchanged():
        answer = send(desks.office, "offer_quote", act="offer", **said)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    if said["weight"] and said["enterprise"] != "999999":
        assert 'value="4,321"' in page


def test_a_lot_that_went_after_it_was_suggested_is_not_left_out_in_silence(
    personas: Story, desks: Desks
) -> None:
    near, far = lot(grams=TONNE), lot(grams=TONNE, village_code=HEGUI)
    said = _asked(personas, price="3.30", valid_until_on="2016-09-20", request_key=str(key()))
    said |= {f"lot_{near.uid}": "1,000", f"lot_{far.uid}": "1,500"}
    near.committed_grams = near.grams
    near.save()
    with unchanged():
        answer = send(desks.office, "offer_quote", act="offer", **said)
    page = answer.content.decode()
    assert "有一批货刚没了，请看看再报" in page
    assert f"lot_{near.uid}" not in page
    assert 'value="1,500"' in page
    del said[f"lot_{near.uid}"]
    assert send(desks.office, "offer_quote", act="offer", **said).status_code == 302
    assert Quote.objects.get().grams == 750 * KG


def test_a_second_tap_leads_to_the_quote_though_its_lot_is_taken(
    personas: Story, desks: Desks
) -> None:
    only = lot(grams=TONNE)
    said = _asked(personas, price="3.30", valid_until_on="2016-09-20", request_key=str(key()))
    said |= {f"lot_{only.uid}": "1,000"}
    for _ in range(2):
        answer = send(desks.office, "offer_quote", act="offer", **said)
        quote = Quote.objects.get()
        assert answer["Location"] == reverse("web:quote", args=[quote.uid])
        only.committed_grams = only.grams
        only.save()


def test_more_than_is_free_is_said_before_it_is_quoted(personas: Story, desks: Desks) -> None:
    page = send(desks.office, "offer_quote", act="suggest", **_asked(personas, weight="9万"))
    assert "还差 10,000 斤" in words_of(page.content.decode())


def test_the_buyer_accepts_a_quote_without_a_call(personas: Story, desks: Desks) -> None:
    quote = offered(personas.lot, grams=2 * TONNE)
    assert "4,000 斤百香果，3.20 元/斤" in words_of(read(desks.buyer, "bulk_orders"))
    page = words_of(read(desks.buyer, "quote", quote.uid))
    assert "石塘镇 瑶埠村 二级 4,000 斤 12,800 元" in page
    assert "要不要这车货" in page
    assert "要不要这车货" not in read(desks.office, "quote", quote.uid)
    for _ in range(2):
        answer = send(desks.buyer, "answer_quote", quote.uid, answer="yes")
        assert answer["Location"] == reverse("web:bulk_order", args=[BulkOrder.objects.get().uid])
    assert "已接受" in read(desks.office, "quote", quote.uid)


def test_a_quote_is_declined_once_and_for_all(personas: Story, desks: Desks) -> None:
    quote = offered(personas.lot, grams=2 * TONNE)
    for _ in range(2):
        send(desks.buyer, "answer_quote", quote.uid, answer="no")
    with unchanged():
        answer = desks.buyer.post(
            reverse("web:answer_quote", args=[quote.uid]), {"answer": "yes"}, follow=True
        )
    assert "没接受" in answer.content.decode()


def test_a_quote_whose_day_is_over_is_not_accepted(
    personas: Story, desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = offered(personas.lot, grams=2 * TONNE)
    monkeypatch.setattr("moli.interfaces.clock.today", lambda: quote.valid_until_on + _DAY)
    monkeypatch.setattr("moli.interfaces.clock.now", lambda: NOW + timedelta(days=40))
    page = words_of(read(desks.buyer, "quote", quote.uid))
    assert "已过期" in page
    assert "要不要这车货" not in page
    with unchanged():
        send(desks.buyer, "answer_quote", quote.uid, answer="yes")


_DAY = timedelta(days=1)


def _call_off(desks: Desks, agreed: Any, **said: str) -> Any:
    address = f"{reverse('web:call_off')}?contract={agreed.uid}"
    season = said.pop("season_shown", "")
    usual = {"poor_percent": "50", "deliver_by_on": "2016-09-25", "unit": "斤"}
    data = {**usual, "request_key": str(key()), **said}
    return desks.buyer.post(f"{address}&season={season}" if season else address, data)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "写一下要多少"),
        ({"weight": "2,001"}, "只剩 2,000 斤"),
        ({"weight": "100", "poor_percent": "101"}, "写 0 到 100 之间的整数"),
        ({"weight": "100", "deliver_by_on": "2016-09-11"}, "已经过去"),
        ({"weight": "100", "cap": "0"}, "每户最多"),
    ],
)
def test_a_call_off_that_cannot_be_says_why(
    desks: Desks, said: dict[str, str], sentence: str
) -> None:
    agreed = contract(grams=TONNE)
    weight = said.pop("weight", "")
    with unchanged():
        answer = _call_off(desks, agreed, **{f"grams_{agreed.uid}": weight, **said})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert f'value="{weight}"' in answer.content.decode() or not weight


def test_a_later_season_asks_for_its_price(desks: Desks) -> None:
    agreed = contract(grams=TONNE)
    box, price = f"grams_{agreed.uid}", f"price_{agreed.uid}"
    with unchanged():
        answer = _call_off(desks, agreed, season_shown="2", **{box: "100"})
        assert "从第二季起要写明价格" in answer.content.decode()
        answer = _call_off(desks, agreed, season_shown="2", **{box: "100", price: "2.90"})
        assert "低于合同的保底价" in answer.content.decode()
    answer = _call_off(desks, agreed, season_shown="2", **{box: "100", price: "3.50"})
    assert answer.status_code == 302
    part = first_part(BulkOrder.objects.get())
    assert (part.season, part.price_fen_per_kg) == (2, 700)


@pytest.mark.parametrize(
    ("season", "status"), [("2", 200), ("", 200), ("x", 200), ("3", 404), ("99999999999", 404)]
)
def test_only_seasons_of_the_contract_open(desks: Desks, season: str, status: int) -> None:
    agreed = contract(grams=TONNE)
    address = f"{reverse('web:call_off')}?contract={agreed.uid}&season={season}"
    assert desks.buyer.get(address).status_code == status
    assert desks.buyer.get(reverse("web:call_off") + "?contract=nothing").status_code == 404


def test_two_villages_contracts_are_called_off_together(desks: Desks) -> None:
    here, there = contract(grams=TONNE), contract(grams=TONNE, village_code=HEGUI)
    said = {f"grams_{here.uid}": "1,000", f"grams_{there.uid}": "500", "cap": "200"}
    assert _call_off(desks, here, **said).status_code == 302
    order = BulkOrder.objects.get()
    assert order.cap_grams == 100 * KG
    grams = order.parts.order_by("pk").values_list("grams", flat=True)
    assert list(grams) == [500 * KG, 250 * KG]
    page = words_of(read(desks.buyer, "bulk_order", order.uid))
    assert "贺桂村 500 斤" in page


@pytest.fixture
def shared_part(personas: Story) -> Any:
    """Six hundred kilograms of Yaobu's, two hundred for each of three households."""
    part = named(
        first_part(called_off(contract(grams=TONNE), grams=600 * KG)), mosts=[200 * KG] * 3
    )
    share_out_part(part_uid=part.uid, by=SELLER, at=NOW)
    return part


SCALE = {"gross": "120", "tare": "20", "harvested_on": "2016-09-12", "storage": "AMBIENT"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"gross": "520"}, "这户的配额只剩 400 斤"),
        ({"gross": "20"}, "毛重减皮重"),
        ({"harvested_on": "2016-09-13"}, "采收日期还没到"),
        ({"grade": "0"}, "选一个"),
        ({"storage": "FROZEN"}, "能放多久还没登记"),
        ({"tare": ""}, "写一下数量"),
    ],
)
def test_a_weight_that_cannot_be_is_refused_at_its_box(
    desks: Desks, shared_part: Any, changes: dict[str, str], sentence: str
) -> None:
    said = {**SCALE, "grade": str(grade().pk), **changes}
    with unchanged():
        answer = send(desks.station, "weigh_supplier", shared_part.uid, 2, **said)
    assert sentence in answer.content.decode()
    assert f'value="{said["gross"]}"' in answer.content.decode()


def test_what_is_weighed_in_stands_on_the_slip(desks: Desks, shared_part: Any) -> None:
    answer = send(
        desks.station, "weigh_supplier", shared_part.uid, 2, grade=str(grade().pk), **SCALE
    )
    slip = WeighIn.objects.get()
    assert answer["Location"] == reverse("web:weigh_slip", args=[slip.uid])
    page = words_of(read(desks.station, "weigh_slip", slip.uid))
    assert "2 号 韦*生" in page
    assert "毛重 120 斤 皮重 20 斤 净重 100 斤 还差 300 斤" in page
    assert "瑶埠村服务站" in page


@pytest.mark.parametrize("place", [0, 4, 99])
def test_a_number_that_is_not_on_the_list_is_nobody(
    desks: Desks, shared_part: Any, place: int
) -> None:
    for name in ("weigh_supplier", "give_up"):
        address = reverse(f"web:{name}", args=[shared_part.uid, place])
        assert desks.village.get(address).status_code == 404


def test_a_truck_takes_what_was_chosen(desks: Desks, shared_part: Any) -> None:
    rows = [weighed_for(quota, grams=50 * KG) for quota in shared_part.quotas.order_by("pk")]
    page = read(desks.village, "send_delivery", shared_part.uid)
    assert page.count(" checked") == 3
    with unchanged():
        answer = send(desks.village, "send_delivery", shared_part.uid, freight="0", packaging="0")
        assert "至少选一户的货" in answer.content.decode()
        said = {"loads": [str(rows[0].uid)], "freight": "很多", "packaging": "0"}
        answer = send(desks.village, "send_delivery", shared_part.uid, **said)
        assert "看不懂" in answer.content.decode()
        assert answer.content.decode().count(" checked") == 1
    said |= {"freight": "120.50", "request_key": str(key())}
    for _ in range(2):
        send(desks.village, "send_delivery", shared_part.uid, **said)
    delivery = Delivery.objects.get()
    assert (delivery.sent_grams, delivery.freight_fen) == (50 * KG, 12_050)
    assert "100 斤" in words_of(read(desks.village, "delivery_note", delivery.uid))


def test_a_second_tap_after_everything_left_leads_to_the_delivery(
    desks: Desks, shared_part: Any
) -> None:
    row = weighed_for(shared_part.quotas.order_by("pk")[0], grams=50 * KG)
    said = {"loads": [str(row.uid)], "freight": "0", "packaging": "0", "request_key": str(key())}
    for _ in range(2):
        answer = send(desks.village, "send_delivery", shared_part.uid, **said)
        assert answer["Location"] == reverse("web:delivery", args=[Delivery.objects.get().uid])


def test_money_is_written_down_by_the_banks_number(personas: Story, desks: Desks) -> None:
    part = first_part(called_off(contract(grams=TONNE), grams=600 * KG))
    delivery = sent(part=part, mosts=[200 * KG] * 3)
    assert desks.office.get(reverse("web:remittance", args=[delivery.uid])).status_code == 302
    accepted(delivery, claimed_grams=100 * KG)
    page = read(desks.office, "remittance", delivery.uid)
    assert 'value="3,200"' in page
    assert "有异议的 640 元 先扣着" in words_of(page)
    with unchanged():
        for said in (
            {"bank_reference": "", "total": "3,200"},
            {"bank_reference": "A-1", "total": "3,200.01"},
            {"bank_reference": "A-1", "total": "0"},
        ):
            assert send(desks.office, "remittance", delivery.uid, **said).status_code == 200
    send(desks.office, "remittance", delivery.uid, bank_reference="A-1", total="1,000")
    with unchanged():
        answer = send(desks.office, "remittance", delivery.uid, bank_reference="A-1", total="2,200")
    assert "银行流水号" in answer.content.decode()
    assert Remittance.objects.get().total_fen == 100_000
    assert "还差</dt><dd>2,200 元" in read(desks.buyer, "delivery", delivery.uid)


def test_nothing_is_shared_before_it_is_paid(personas: Story, desks: Desks) -> None:
    part = first_part(called_off(contract(grams=TONNE), grams=600 * KG))
    delivery = accepted(sent(part=part, mosts=[200 * KG] * 3))
    with unchanged():
        address = reverse("web:settle_delivery", args=[delivery.uid])
        page = desks.office.post(address, follow=True).content.decode()
    assert 'class="note alert"' in page
    assert "settle/" not in page


def test_what_waits_stands_on_today_and_on_the_tab(personas: Story, desks: Desks) -> None:
    part = first_part(called_off(contract(grams=TONNE), grams=600 * KG))
    delivery = sent(part=part, mosts=[200 * KG] * 2)
    for client, words in (
        (desks.village, "还有 400 斤没分到户"),
        (desks.buyer, "在路上，到了请验收"),
    ):
        page = client.get(reverse("web:today")).content.decode()
        assert words in words_of(page)
    accepted(delivery)
    assert "的货款还差 2,560 元" in words_of(desks.buyer.get(reverse("web:today")).content.decode())
    assert "打来 2,560 元" in words_of(desks.office.get(reverse("web:today")).content.decode())


def test_a_closed_order_takes_no_more_but_money(personas: Story, desks: Desks) -> None:
    part = first_part(called_off(contract(grams=TONNE), grams=600 * KG))
    delivery = accepted(sent(part=part, mosts=[200 * KG] * 2))
    order = part.bulk_order
    assert "结束订单" in read(desks.buyer, "bulk_order", order.uid)
    for _ in range(2):
        send(desks.buyer, "end_bulk_order", order.uid, act="close")
    assert "已结束" in read(desks.buyer, "bulk_order", order.uid)
    assert "结束订单" not in read(desks.buyer, "bulk_order", order.uid)
    assert order.number not in read(desks.buyer, "bulk_orders")
    assert "没分到户" not in words_of(read(desks.village, "bulk_orders"))
    over = desks.buyer.get(reverse("web:bulk_orders"), {"show": "over"}).content.decode()
    assert str(order.uid) in over
    said = {"bank_reference": "A-1", "total": "2,560"}
    assert send(desks.office, "remittance", delivery.uid, **said).status_code == 302


def test_an_order_with_goods_is_not_cancelled(personas: Story, desks: Desks) -> None:
    part = first_part(called_off(contract(grams=TONNE), grams=600 * KG))
    sent(part=part, mosts=[200 * KG] * 2)
    address = reverse("web:end_bulk_order", args=[part.bulk_order.uid])
    with unchanged():
        page = desks.buyer.post(address, {"act": "cancel"}, follow=True).content.decode()
    assert "不能取消，请改用“结束订单”" in page
