"""The public trace page: places, days, shares of the price, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from moli.accounts.models import User
from moli.households.models import FamilyMember, Household
from moli.kernel.identifiers import masked_name, masked_phone
from moli.orders.models import Order, Production
from moli.orders.queries.tracing import HOUSEHOLDS_MIN
from moli.orders.rules.producing import Input
from moli.orders.services.producing import Batch, produce
from tests.factories import HEGUI, NOW, TESTER, Story, household, key, person_facts, station
from tests.factories.orders import KG, packed, placed, tea_box, weighed_tea
from tests.factories.settlement import general_rule, settled
from tests.factories.transfers import packed_together, received_from
from tests.scanning import answer_text, numbers_in
from tests.web.parcels.things import BUYER

pytestmark = pytest.mark.django_db


def batch(households: int = HOUSEHOLDS_MIN, *, kept_at: str = "") -> Production:
    """A batch of tea of so many households of two villages."""
    here = station().key
    rows = []
    for place in range(households):
        home = household(
            village_code=HEGUI if place == 0 else "450181110206",
            people=[person_facts(name=f"卢隐{'甲乙丙丁戊己庚辛'[place]}")],
            phone=f"1379988{place:04d}",
        )
        day = date(2016, 9, 8 + place % 3)
        rows.append(weighed_tea(grams=KG, of=home, at_station=here, harvested_on=day))
    inputs = tuple(Input(row.key, row.grams) for row in rows)
    made = Batch(tea_box(kept_at=kept_at), 4 * households, 0, inputs)
    return produce(batch=made, request_key=key(), by=TESTER, at=NOW)


def sold(*, units: int = 1) -> Order:
    """An order of it, packed and settled."""
    general_rule()
    order = packed(placed(units=units, buyer=BUYER))
    settled(order)
    return order


def test_it_tells_where_when_and_how_much_reached_the_growers(
    client: Client, personas: Story
) -> None:
    row = batch()
    sold()

    text = answer_text(client.get(f"/t/{row.trace_code}/"))

    for words in (
        "横县茉莉花茶 250 克盒",
        "瑶埠村",
        "贺桂村",
        "石塘镇 瑶埠村服务站过秤",
        "9 月 8–10 日",
        "2016 年 9 月 12 日",
        f"{HOUSEHOLDS_MIN} 户",
        "38.00 元去了哪里",
        "32.00 元",
        "84%",
        "按已经结算的 1 件平均",
    ):
        assert words in text, words


def test_it_says_so_while_nothing_is_settled(client: Client, personas: Story) -> None:
    text = answer_text(client.get(f"/t/{batch().trace_code}/"))

    assert "这一批还没有结算" in text
    assert "去了哪里" not in text.replace("钱去了哪里", "")


def test_parts_end_where_the_next_begins_and_add_up(client: Client, personas: Story) -> None:
    row = batch()
    sold(units=3)

    parts = client.get(f"/t/{row.trace_code}/").context["told"].parts

    assert [part.label for part in parts] == ["农户", "村级服务站", "包装", "运费"]
    assert [part.sum for part in parts] == ["32.00 元", "1.00 元", "3.00 元", "2.00 元"]
    ends = [0.0]
    for part in parts:
        (segment,) = part.bar.segments
        assert float(segment.start.rstrip("%")) == pytest.approx(ends[-1], abs=0.11)
        ends.append(float(segment.start.rstrip("%")) + float(segment.length.rstrip("%")))
    assert ends[-1] == pytest.approx(100, abs=0.11)


def test_of_few_households_it_is_not_said_how_many(client: Client, personas: Story) -> None:
    text = answer_text(client.get(f"/t/{batch(2).trace_code}/"))

    assert "几户" in text
    assert "2 户" not in text


def _personal(order: Order) -> Iterator[str]:
    """Every name, phone and address of people in the story, open and masked."""
    for name in FamilyMember.objects.values_list("name", flat=True):
        yield name
        yield masked_name(name)
    for row in Household.objects.all():
        yield row.phone
        yield masked_phone(row.phone)
        yield row.key
        yield row.group_name
    for user in User.objects.all():
        yield user.name
        yield user.phone
    yield from (BUYER.name, masked_name(BUYER.name), BUYER.phone, BUYER.address, "民族大道")
    yield from (order.number, order.key, TESTER.name)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_personal_data_stands_on_it(client: Client, personas: Story, language: str) -> None:
    row = batch()
    order = sold()

    text = answer_text(client.get(f"/t/{row.trace_code}/?lang={language}"))

    assert row.trace_code in text
    found = [word for word in _personal(order) if word and word in text]
    assert found == []
    assert numbers_in(text) == []


def test_an_unknown_code_is_answered_kindly_and_can_be_typed_again(client: Client) -> None:
    for code in ("000000000000", "nothing", "1"):
        answer = client.get(f"/t/{code}/")
        assert answer.status_code == 404
        assert "没有查到这个溯源码" in answer_text(answer)
        assert f'value="{code}"' in answer_text(answer)


def test_a_code_is_understood_as_people_type_it(client: Client, personas: Story) -> None:
    code = batch(2).trace_code
    spoken = f"{code[:4]} {code[4:8]}-{code[8:]}".lower()

    assert client.get("/t/", {"code": spoken})["Location"] == f"/t/{code}/"
    assert client.get(f"/t/{code[:4]}-{code[4:]}/")["Location"] == f"/t/{code}/"
    assert client.get("/t/").status_code == 200
    assert "没有查到" in answer_text(client.get("/t/", {"code": "乱写"}))


def test_whatever_a_code_holds_is_escaped(client: Client) -> None:
    answer = client.get("/t/", {"code": '"><script>alert(1)</script>'})

    assert b"<script>" not in answer.content


def test_a_cache_may_keep_it_for_strangers_alone(client: Client, personas: Story) -> None:
    url = f"/t/{batch(2).trace_code}/"

    kept = client.get(url)["Cache-Control"]
    client.force_login(personas.office)
    own = client.get(url)

    assert set(kept.split(", ")) == {"public", "max-age=300"}
    assert "public" not in own.get("Cache-Control", "")


@pytest.mark.parametrize("households", [2, 8])
def test_a_batch_of_many_asks_no_more_than_one_of_few(
    client: Client, personas: Story, households: int, django_assert_num_queries: Any
) -> None:
    url = f"/t/{batch(households).trace_code}/"
    sold()
    client.get(url)

    with django_assert_num_queries(4):
        client.get(url)


def test_it_writes_nothing_and_takes_nothing(client: Client, personas: Story) -> None:
    url = f"/t/{batch(2).trace_code}/"

    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)(url).status_code == 405


def test_goods_of_two_stations_say_where_they_were_packed(client: Client, personas: Story) -> None:
    made = packed_together(received_from())

    text = answer_text(client.get(f"/t/{made.trace_code}/"))

    assert "调到石塘镇 瑶埠村服务站，装好" in text
    assert "校椅镇 贺桂村服务站" in text
