"""Packing a batch at a desk, its page, and units that are gone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moli.orders.models import Article, Production, Shrinkage, WeighIn
from tests.factories import Story, household, person_facts, station
from tests.factories.orders import KG, packed_tea, placed, stocked, tea_box, weighed_tea
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.stock.asking import queries_of

pytestmark = pytest.mark.django_db

NEW = "/stock/batches/new/?article=own"


@pytest.fixture
def desk(client: Client, personas: Story) -> Client:
    """The browser of the operator of Yaobu's station, which keeps boxes of tea."""
    client.force_login(personas.station_operator)
    tea_box(code="own", kept_at=station().key)
    return client


@pytest.fixture
def weighed(desk: Client) -> list[WeighIn]:
    """Two weigh-ins of the station, 30 and 20 kg, the older first."""
    home = household(people=[person_facts(name="卢隐姓")])
    return [
        weighed_tea(grams=grams, of=home, at_station=station().key) for grams in (30 * KG, 20 * KG)
    ]


def typed(weighed: list[WeighIn], jin: tuple[str, str], **changes: Any) -> dict[str, str]:
    """The form with so much of each weigh-in, 160 boxes of 250 g unless told otherwise."""
    boxes = {f"take-{row.uid}": text for row, text in zip(weighed, jin, strict=True)}
    fields = {"request_key": str(uuid4()), "unit": "斤", "units": "160", "act": "check"}
    return {**fields, **boxes, **changes}


def test_the_page_fills_in_what_spoils_first(desk: Client, weighed: list[WeighIn]) -> None:
    page = desk.get(f"{NEW}&units=160&loss=1&unit=斤")

    form = page.context["form"]
    # 160 × 250 g = 40 kg, and half a kilogram of loss
    assert [form[f"take-{row.uid}"].value() for row in weighed] == ["60", "21"]
    assert form["units"].value() == 160


def test_the_loss_is_reckoned_and_shown_before_anything_is_stored(
    desk: Client, weighed: list[WeighIn]
) -> None:
    said = typed(weighed, ("60", "21"))

    with unchanged():
        page = desk.post(NEW, said)

    assert page.context["loss"] == 500
    answer = desk.post(NEW, {**said, "act": "save", "shown_loss": "500"})

    row = Production.objects.get()
    assert answer["Location"] == f"/stock/batches/{row.uid}/"
    assert (row.units, row.loss_grams) == (160, 500)
    assert [each.left_grams for each in WeighIn.objects.order_by("pk")] == [0, 9_500]


def test_a_double_tap_packs_once(desk: Client, weighed: list[WeighIn]) -> None:
    said = typed(weighed, ("60", "20"), act="save", shown_loss="0")

    first, second = desk.post(NEW, said), desk.post(NEW, said)

    assert Production.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_what_was_changed_after_the_loss_was_shown_is_shown_again(
    desk: Client, weighed: list[WeighIn]
) -> None:
    said = typed(weighed, ("60", "22"), act="save", shown_loss="500")

    with unchanged():
        page = desk.post(NEW, said)

    assert page.context["loss"] == 1 * KG


@pytest.mark.parametrize(
    ("jin", "changes"),
    [
        (("60", "19"), {}),
        (("", ""), {}),
        (("61", "20"), {"act": "save", "shown_loss": "500"}),
        (("60", "很多"), {}),
        (("60", "20"), {"units": ""}),
        (("60", "20"), {"units": "0"}),
        (("-1", "20"), {"units": "1"}),
    ],
)
def test_bad_input_is_told_and_loses_nothing(
    desk: Client, weighed: list[WeighIn], jin: tuple[str, str], changes: dict[str, str]
) -> None:
    said = typed(weighed, jin, **changes)

    with unchanged():
        page = desk.post(NEW, said)

    form = page.context["form"]
    assert form.errors
    assert [form[f"take-{row.uid}"].value() for row in weighed] == list(jin)
    assert form["units"].value() == said["units"]


def test_too_little_says_how_much_is_missing(desk: Client, weighed: list[WeighIn]) -> None:
    text = answer_text(desk.post(NEW, typed(weighed, ("60", "19"))))

    assert "用料一共 79 斤，装 160 件要 80 斤，还差 1 斤" in text


def test_what_another_station_weighed_cannot_be_used(desk: Client, weighed: list[WeighIn]) -> None:
    other = weighed_tea(at_station="another")
    said = {**typed(weighed, ("40", "")), f"take-{other.uid}": "40"}

    with unchanged():
        page = desk.post(NEW, said)

    assert page.context["form"].errors
    assert str(other.uid) not in answer_text(desk.get(f"{NEW}&units=160"))


def test_households_stand_masked_beside_what_is_left_of_theirs(
    desk: Client, weighed: list[WeighIn]
) -> None:
    text = answer_text(desk.get(f"{NEW}&units=1"))

    assert "卢*姓" in text
    assert "卢隐姓" not in text


def test_an_article_of_another_station_is_not_there(desk: Client) -> None:
    tea_box(code="other", kept_at="another")

    assert desk.get("/stock/batches/new/?article=other").status_code == 404
    assert "other" not in answer_text(desk.get("/stock/batches/new/"))


def test_a_batch_of_many_inputs_asks_as_often_as_one_of_few(
    desk: Client, weighed: list[WeighIn]
) -> None:
    few = packed_tea(Article.objects.get(code="own"), units=40)
    desk.post(NEW, typed(weighed, ("60", "20"), act="save", shown_loss="0"))
    many = Production.objects.exclude(pk=few.pk).get()

    assert queries_of(desk, f"/stock/batches/{few.uid}/") == queries_of(
        desk, f"/stock/batches/{many.uid}/"
    )
    weighed_tea(at_station=station().key)
    plan = queries_of(desk, f"{NEW}&units=1")
    for _ in range(3):
        weighed_tea(at_station=station().key)
    assert queries_of(desk, f"{NEW}&units=1") == plan


def test_a_batch_shows_its_code_its_inputs_and_adds_up(desk: Client) -> None:
    row = packed_tea(Article.objects.get(code="own"), units=40, loss_grams=KG)

    text = answer_text(desk.get(f"/stock/batches/{row.uid}/"))

    assert row.trace_code in text
    assert f"http://testserver/t/{row.trace_code}/" in text
    assert '<svg class="qr"' in text
    assert "用料 22 斤 = 装进去 20 斤 + 损耗 2 斤" in text


def test_units_that_are_gone_are_written_off_once(desk: Client) -> None:
    row = packed_tea(Article.objects.get(code="own"), units=40)
    url = f"/stock/batches/{row.uid}/write-off/"
    said = {"request_key": str(uuid4()), "units": "6", "reason": "SPOILED"}

    for _ in range(2):
        assert desk.post(url, said)["Location"] == f"/stock/batches/{row.uid}/"

    row.refresh_from_db()
    assert (row.left_units, row.shrunk_units) == (34, 6)
    assert Shrinkage.objects.count() == 1


def test_units_that_orders_hold_are_not_written_off(desk: Client) -> None:
    article = stocked(5, code="own", kept_at=station().key)
    placed("own", units=3)
    row = Production.objects.get(article=article)
    said = {"request_key": str(uuid4()), "units": "3", "reason": "SPOILED"}

    with unchanged():
        page = desk.post(f"/stock/batches/{row.uid}/write-off/", said)

    assert "能报损的只剩 2 件" in answer_text(page)
    assert page.context["form"]["units"].value() == "3"
