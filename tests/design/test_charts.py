"""Price line and line chart: from zero, labelled at the end, never a limit that one may not see."""

from __future__ import annotations

import pytest

from moli.interfaces.design.svg.labels import Anchor
from moli.interfaces.design.svg.line_chart import (
    LineChart,
    Series,
    SeriesKind,
    build_line_chart,
    round_axis,
)
from moli.interfaces.design.svg.price_line import (
    PriceKind,
    PriceLine,
    PriceMark,
    Stretch,
    build_price_line,
)
from moli.interfaces.words import amounts
from tests.design.drawing import ATTACK, draw, read, tags

FLOOR = PriceMark(PriceKind.FLOOR, 520, "卖家最低")
FAIR = PriceMark(PriceKind.FAIR, 640, "公道价")
AT_FARM = PriceMark(PriceKind.CEILING_AT_FARM, 680, "扣运费后")
CEILING = PriceMark(PriceKind.CEILING, 720, "买家最高")


def _line(*marks: PriceMark) -> PriceLine:
    return build_price_line(
        marks=marks, show=amounts.price_in_yuan_per_jin, fair_text=amounts.yuan_per_jin
    )


def _chart(*series: Series) -> LineChart:
    return build_line_chart(
        series=series,
        places=["7月", "8月", "9月"],
        show=amounts.price_in_yuan_per_jin,
        unit="元/斤",
    )


def test_the_worked_example_of_yaobu_and_junqiao() -> None:
    line = _line(FLOOR, FAIR, AT_FARM, CEILING)

    assert (line.first, line.last) == ("2.40", "3.80")
    # The axis is 280 fen per kg long: 120 to the village, 40 to the buyer, 40 for the way.
    assert line.stretches == (
        Stretch(14.29, 42.86, "f-warm"),
        Stretch(57.14, 14.29, "f-pale"),
        Stretch(71.43, 14.29, "f-line"),
    )
    assert [(mark.price, mark.is_fair) for mark in line.marks] == [
        ("2.60", False),
        ("3.40", False),
        ("3.60", False),
        ("3.20 元/斤", True),
    ]


def test_neighbouring_limits_turn_away_from_each_other() -> None:
    line = _line(FLOOR, FAIR, AT_FARM, CEILING)

    assert line.marks[1].anchor is Anchor.END
    assert line.marks[1].dx == ".5em"


def test_a_seller_sees_no_ceiling_and_a_buyer_no_floor() -> None:
    seller, buyer = _line(FLOOR, FAIR), _line(FAIR, CEILING)

    assert [mark.names for mark in seller.marks] == [("卖家最低",), ("公道价",)]
    assert [stretch.css for stretch in seller.stretches] == ["f-warm"]
    assert [mark.names for mark in buyer.marks] == [("买家最高",), ("公道价",)]
    assert [stretch.css for stretch in buyer.stretches] == ["f-pale"]


def test_one_price_alone_still_has_a_line() -> None:
    line = _line(FAIR)

    assert (line.first, line.last) == ("3.10", "3.30")
    assert line.stretches == ()


def test_prices_at_nothing_never_leave_the_line() -> None:
    line = _line(PriceMark(PriceKind.FLOOR, 0, "卖家最低"), PriceMark(PriceKind.FAIR, 0, "公道价"))

    assert [mark.at for mark in line.marks] == [0.0, 0.0]


def test_an_english_name_takes_two_lines() -> None:
    line = _line(PriceMark(PriceKind.FLOOR, 520, "Seller's least"), FAIR)

    assert line.marks[0].names == ("Seller's", "least")
    assert line.is_deep
    assert not _line(FLOOR, FAIR).is_deep


@pytest.mark.parametrize("marks", [(), (FAIR, FAIR)])
def test_a_line_without_marks_or_with_twins_is_refused(marks: tuple[PriceMark, ...]) -> None:
    with pytest.raises(ValueError, match="each of its own kind"):
        _line(*marks)


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 2), (2, 2), (3, 4), (640, 800), (641, 800), (801, 1000), (2001, 4000)]
)
def test_the_axis_ends_at_a_round_even_number(highest: int, top: int) -> None:
    assert round_axis(highest) == top


def test_lines_start_at_zero_and_end_with_their_name() -> None:
    chart = _chart(Series("2016", (580, 580, 640), SeriesKind.HOME))
    line = chart.traces[0]

    assert [tick.text for tick in chart.heights] == ["4.00 元/斤", "2.00", "0"]
    assert line.path == "M0 27.5L500 27.5L1000 20.0"
    assert (line.name, line.value, line.x, line.is_home) == ("2016", "3.20", 82.0, True)


def test_a_gap_breaks_the_line_and_the_name_stands_at_its_last_value() -> None:
    line = _chart(Series("2016", (580, None, 640))).traces[0]
    short = _chart(Series("2016", (580, 400, None))).traces[0]

    assert line.path == "M0 27.5M1000 20.0"
    assert (short.x, short.value) == (41.0, "2.00")


def test_a_line_without_values_is_not_drawn() -> None:
    assert _chart(Series("2016", (None, None, None))).traces == ()


def test_names_of_lines_that_end_together_keep_apart() -> None:
    ends = [
        trace.name_at
        for trace in _chart(Series("甲", (1, 1, 640)), Series("乙", (1, 1, 641))).traces
    ]

    assert abs(ends[0] - ends[1]) == pytest.approx(11)


@pytest.mark.parametrize(("values", "words"), [((1, 2), "2 values for 3"), ((1, -2, 3), "zero")])
def test_a_line_that_does_not_fit_is_refused(values: tuple[int, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        _chart(Series("2016", values))


def test_charts_tell_their_finding_and_let_no_markup_in() -> None:
    chart = _chart(Series(ATTACK, (1, 2, 3)))
    line = _line(PriceMark(PriceKind.FLOOR, 520, ATTACK), FAIR)

    drawn = draw(
        "{% line_chart chart finding=a caption=a how=a %}{% price_line line finding=a how=a %}",
        chart=chart,
        line=line,
        a=ATTACK,
    )

    assert tags(drawn, "script") == []
    assert [svg["aria-label"] for svg in tags(drawn, "svg") if svg.get("role")] == [ATTACK, ATTACK]
    assert "怎么算" in read(drawn).words
