"""The catalogue of what stations order: dated prices, and an end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.counter.models import Ware
from moli.counter.queries.wares import catalogue, ware_of_code, wares_on
from moli.counter.rules.wares import PRICE_FEN_MAX, WarePriceOutOfRange, WareWordsMissing
from moli.counter.services.wares import (
    WareCodeTaken,
    WareEndsTooEarly,
    WareHasEnded,
    WarePriceTooEarly,
    end_ware,
    open_ware,
    price_ware,
)
from tests.factories import NOW, TESTER, TODAY
from tests.factories.drawers import ware, ware_facts
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


def _opened(**said: Any) -> Ware:
    return open_ware(
        **{
            "code": "fertilizer",
            "facts": ware_facts(),
            "price_fen": 4_500,
            "fee_fen": 200,
            "from_on": TODAY,
            "by": TESTER,
            "at": NOW,
            **said,
        }
    )


def _priced(price_fen: int, *, from_on: date = TOMORROW, fee_fen: int = 200) -> Any:
    return price_ware(
        code="fertilizer", price_fen=price_fen, fee_fen=fee_fen, from_on=from_on, by=TESTER, at=NOW
    )


def _ended(to_on: date) -> Ware:
    return end_ware(code="fertilizer", to_on=to_on, by=TESTER, at=NOW)


def _prices(on: date) -> list[tuple[str, int]]:
    return [(each.code, each.price_fen) for each in wares_on("station", on=on)]


def test_a_ware_is_on_offer_from_its_day_on() -> None:
    _opened()
    assert _prices(TODAY - timedelta(days=1)) == []
    assert _prices(TODAY) == [("fertilizer", 4_500)]
    assert Event.objects.get(verb="counter.open_ware").subject_key == "fertilizer"


def test_the_same_ware_again_is_the_same_and_another_of_its_code_is_refused() -> None:
    first = _opened()
    with unchanged():
        assert _opened() == first
    with refused(WareCodeTaken, field="code", value="fertilizer"):
        _opened(facts=ware_facts(name="尿素"))


@pytest.mark.parametrize("name", ["name", "name_en", "unit_name", "unit_name_en", "supplier"])
def test_words_that_are_missing_or_too_long_are_refused(name: str) -> None:
    for text in (" ", "长" * 81):
        with pytest.raises(WareWordsMissing) as caught:
            _opened(facts=ware_facts(**{name: text}))
        assert caught.value.field == name
    assert not Ware.objects.exists()


@pytest.mark.parametrize(
    ("price_fen", "fee_fen", "field"),
    [(0, 0, "price_fen"), (PRICE_FEN_MAX + 1, 0, "price_fen"), (100, 100, "fee_fen")],
)
def test_a_fee_is_a_part_of_its_price(price_fen: int, fee_fen: int, field: str) -> None:
    with pytest.raises(WarePriceOutOfRange) as caught:
        _opened(price_fen=price_fen, fee_fen=fee_fen)
    assert caught.value.field == field
    assert not Ware.objects.exists()


def test_a_new_price_ends_the_one_before() -> None:
    _opened()
    _priced(4_800)
    assert _prices(TODAY) == [("fertilizer", 4_500)]
    assert _prices(TOMORROW) == [("fertilizer", 4_800)]
    with unchanged():
        _priced(4_800)


def test_no_price_begins_in_the_past_or_on_the_day_of_another() -> None:
    ware()
    yesterday = TODAY - timedelta(days=1)
    with refused(WarePriceTooEarly, field="from_on", from_on=TODAY.isoformat()):
        _priced(4_800, from_on=yesterday)
    _priced(4_800)
    with refused(WarePriceTooEarly, field="from_on", from_on=TOMORROW.isoformat()):
        _priced(4_900)


def test_the_price_that_is_to_come_does_not_begin_earlier() -> None:
    ware()
    later = TOMORROW + timedelta(days=5)
    _priced(4_800, from_on=later)
    with refused(WarePriceTooEarly, field="from_on", from_on=later.isoformat()):
        _priced(4_800, from_on=TOMORROW)


def test_a_ware_that_has_ended_is_not_on_offer_and_takes_no_price() -> None:
    ware()
    _ended(TOMORROW)
    assert _prices(TODAY) == [("fertilizer", 4_500)]
    assert _prices(TOMORROW) == []
    with unchanged():
        _ended(TOMORROW)
    with refused(WareHasEnded, field="code", to_on=TOMORROW.isoformat()):
        _priced(4_800, from_on=TOMORROW)
    with refused(WareHasEnded, field="code", to_on=TOMORROW.isoformat()):
        _ended(TODAY)


def test_a_ware_does_not_end_in_the_past_or_before_its_price() -> None:
    ware()
    with refused(WareEndsTooEarly, field="to_on", from_on=TODAY.isoformat()):
        _ended(TODAY - timedelta(days=1))
    _priced(4_800)
    with refused(WareEndsTooEarly, field="from_on", from_on=TOMORROW.isoformat()):
        _ended(TODAY)


def test_a_station_sees_the_countys_wares_and_its_own() -> None:
    mine, other = str(uuid4()), str(uuid4())
    ware()
    ware(code="own", station_key=mine, name="自家商品")
    assert [each.code for each in wares_on(mine, on=TODAY)] == ["fertilizer", "own"]
    assert [each.code for each in catalogue([mine], on=TODAY)] == ["fertilizer", "own"]
    assert [each.code for each in catalogue([other], on=TODAY)] == ["fertilizer"]
    assert ware_of_code("fertilizer", station_keys=[mine]) is None
    assert ware_of_code("own", station_keys=[mine]) is not None
