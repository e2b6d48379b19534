"""Messages of many habits, worked on paper in docs/messages.md and read from there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from moli.market.rules.message_heard import (
    AnyHeard,
    Field,
    MarkKind,
    MessageSide,
    Reason,
    Status,
    Understanding,
)
from tests.unit.market.heng_words import (
    MONDAY,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    SHAJIANG,
    YAOBU,
    heard,
)

ISSUE = "我们村有8万斤百香果,二级以上,3块一斤起,这个月底前要卖掉"
MOCK = (
    "各位老板，瑶埠的百香果熟了，大概有四十吨左右，这个月十号到二十五号都能摘，"
    "两块六以上就卖，果子很靓，要的联系村委。"
)
WORKED = Path(__file__).parents[3] / "docs" / "messages.md"
_PLACES = {
    YAOBU: "瑶埠",
    SHAJIANG: "沙江",
    PANTANG_NAYANG: "那阳泮塘",
    PANTANG_LUANCHENG: "峦城泮塘",
}
_SIDES = {MessageSide.OFFER: "供", MessageSide.DEMAND: "求"}


def _rows() -> list[list[str]]:
    lines = WORKED.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if len(row) == 10 and row[0].isdigit()]


def _shown(value: AnyHeard, words: Callable[[object], str]) -> str:
    if value.status is Status.ASK:
        return f"?{value.reason}"
    return ("~" if value.status is Status.ASSUMED else "") + words(value.value)


def _day(value: object) -> str:
    assert isinstance(value, date)
    return value.strftime("%m-%d") if value.year == MONDAY.year else value.isoformat()


def _as_row(understanding: Understanding) -> list[str]:
    is_demand = understanding.side.value is MessageSide.DEMAND
    place = understanding.destination_key if is_demand else understanding.village_code
    return [
        _shown(understanding.side, lambda side: {str(k): v for k, v in _SIDES.items()}[str(side)]),
        _shown(place, lambda key: _PLACES.get(str(key), str(key))),
        _shown(understanding.product_key, str),
        _shown(understanding.grade_key, lambda key: str(key).partition("/")[2]),
        _shown(understanding.weight_grams, "{:,}".format),
        _shown(understanding.price_fen_per_kg, "{:,}".format),
        _shown(understanding.from_on, _day),
        _shown(understanding.to_on, _day),
    ]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0])
def test_a_message_worked_on_paper_is_read_so(row: list[str]) -> None:
    assert _as_row(heard(row[1])) == row[2:]


def test_at_least_sixty_messages_were_worked() -> None:
    numbers = [int(row[0]) for row in _rows()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 60


def test_the_sentence_of_the_first_secretary_leaves_nothing_to_ask() -> None:
    understanding = heard(ISSUE)

    assert understanding.side.value is MessageSide.OFFER
    assert understanding.village_code.value == YAOBU
    assert understanding.village_code.reason is Reason.OWN_VILLAGE
    assert understanding.product_key.value == "百香果"
    assert understanding.weight_grams.value == 40_000_000
    assert understanding.grade_key.value == "百香果/二级"
    assert understanding.grade_key.facts == {"rank": 2}
    assert understanding.price_fen_per_kg.value == 600
    assert understanding.from_on.value == date(2016, 9, 5)
    assert understanding.to_on.value == date(2016, 9, 30)
    assert understanding.missing == ()
    assert understanding.refusal is None


def test_the_sentence_is_shown_with_what_was_understood() -> None:
    marks = heard(ISSUE).marks

    assert [ISSUE[mark.span.start : mark.span.end] for mark in marks] == [
        "我们村",
        "8万斤",
        "百香果",
        "二级以上",
        "3块一斤起",
        "这个月底前",
    ]
    assert {mark.kind for mark in marks} == {MarkKind.UNDERSTOOD}
    assert marks[-1].fields == (Field.TO,)


def test_praise_is_shown_as_the_one_question() -> None:
    understanding = heard(MOCK)
    marks = understanding.marks

    assert understanding.missing == (Field.GRADE,)
    assert understanding.grade_key.reason is Reason.PRAISE_IS_NO_GRADE
    assert understanding.grade_key.choices == (
        "百香果/一级",
        "百香果/二级",
        "百香果/三级",
        "百香果/统货",
    )
    assert [(MOCK[m.span.start : m.span.end], m.kind) for m in marks] == [
        ("瑶埠", MarkKind.UNDERSTOOD),
        ("百香果", MarkKind.UNDERSTOOD),
        ("四十吨左右", MarkKind.UNDERSTOOD),
        ("这个月十号到二十五号", MarkKind.UNDERSTOOD),
        ("两块六以上", MarkKind.UNDERSTOOD),
        ("果子很靓", MarkKind.ASK),
    ]
    assert marks[3].fields == (Field.FROM, Field.TO)


def test_what_is_missing_stands_in_the_order_of_the_form() -> None:
    assert heard("我们村有好东西要卖").missing == (
        Field.PRODUCT,
        Field.GRADE,
        Field.WEIGHT,
        Field.PRICE,
        Field.TO,
    )
    assert heard("求购好东西").missing == (
        Field.PRODUCT,
        Field.GRADE,
        Field.WEIGHT,
        Field.PRICE,
        Field.DESTINATION,
        Field.TO,
    )


def test_every_field_can_be_asked_by_its_name() -> None:
    understanding = heard(ISSUE)

    assert understanding.heard(Field.WEIGHT) is understanding.weight_grams
    assert {name: understanding.heard(name).status for name in understanding.fields} == {
        Field.SIDE: Status.UNDERSTOOD,
        Field.VILLAGE: Status.UNDERSTOOD,
        Field.PRODUCT: Status.UNDERSTOOD,
        Field.GRADE: Status.UNDERSTOOD,
        Field.WEIGHT: Status.UNDERSTOOD,
        Field.PRICE: Status.UNDERSTOOD,
        Field.FROM: Status.ASSUMED,
        Field.TO: Status.UNDERSTOOD,
    }


@pytest.mark.parametrize("today", [date(2016, 9, 5), date(2017, 2, 3), date(2016, 12, 31)])
def test_the_day_is_an_argument(today: date) -> None:
    understanding = heard(ISSUE, today=today)

    assert understanding.from_on.value == today
    assert understanding.to_on.value is not None
    assert re.fullmatch(r"2016-09-30|2017-02-28|2016-12-31", understanding.to_on.value.isoformat())
    assert understanding.to_on.value.month == today.month
