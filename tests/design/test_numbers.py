"""The filters as templates use them."""

from __future__ import annotations

from datetime import date

from tests.design.drawing import draw


def test_filters_read_like_their_names() -> None:
    drawn = draw(
        "{{ grams|jin }} · {{ price|yuan_per_jin }} · {{ 1|percent_of:3 }}"
        " · {{ first|day_range:last }}",
        grams=40_000_000,
        price=640,
        first=date(2016, 9, 10),
        last=date(2016, 9, 25),
    )

    assert drawn == "80,000 斤 · 3.20 元/斤 · 33% · 9 月 10–25 日"


def test_a_value_that_is_not_there_is_a_dash() -> None:
    assert draw("{{ a|jin }}{{ a|yuan }}{{ a|day }}{{ a|day_range:a }}", a=None) == "————"


def test_nothing_is_not_missing() -> None:
    assert draw("{{ a|jin }}", a=0) == "0 斤"
