"""Telephone numbers stay out, long pastes are refused, and hostile text costs nothing."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.market.rules.message import LENGTH_MAX
from moli.market.rules.message_contacts import contacts_in, without_contacts
from moli.market.rules.message_heard import Field, MarkKind, Reason, Status
from tests.unit.market.heng_words import heard

WITH_PHONE = "我们村有8万斤百香果要卖，联系13800001234"


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("电话13800001234", "电话***********"),
        ("电话138 0000 1234", "电话*************"),
        ("电话138-0000-1234。", "电话*************。"),
        ("＋86 13800001234", "***************"),
        ("一三八零零零零一二三四", "***********"),
        ("0771-7221234", "************"),
        ("联系我7221234", "联系我*******"),
        ("微信lao_wei88", "微信*********"),
        ("QQ：12345678", "QQ：********"),
        ("wei@example.com", "***************"),
        ("450127199001011234", "******************"),
        ("8万斤百香果，80000000斤", "8万斤百香果，80000000斤"),
        ("联系我要80000000斤", "联系我要80000000斤"),
    ],
)
def test_ways_to_reach_a_person_are_starred_out(message: str, kept: str) -> None:
    assert without_contacts(message) == kept
    assert without_contacts(kept) == kept
    assert len(kept) == len(message)


def test_a_telephone_number_is_in_no_field_and_is_said_to_be_left_out() -> None:
    understanding = heard(WITH_PHONE)

    assert [WITH_PHONE[s.start : s.end] for s in understanding.withheld] == ["13800001234"]
    assert understanding.weight_grams.value == 40_000_000
    assert understanding.marks[-1].kind is MarkKind.WITHHELD
    assert understanding.marks[-1].fields == ()
    assert all("13800001234" not in repr(understanding.heard(name)) for name in Field)


def test_a_number_that_looks_like_an_amount_behind_a_phone_word_is_no_weight() -> None:
    assert heard("百香果要卖，电话13800001234斤").weight_grams.value is None


@pytest.mark.parametrize("message", ["", " ", "\n\t", "\u3000"])
def test_an_empty_message_is_refused(message: str) -> None:
    understanding = heard(message)

    assert understanding.refusal is Reason.EMPTY
    assert {understanding.heard(name).status for name in Field} == {Status.ASK}


def test_a_message_of_the_longest_length_is_read_and_one_sign_more_is_refused() -> None:
    longest = "我们村有8万斤百香果".ljust(LENGTH_MAX, "。")

    assert heard(longest).weight_grams.value == 40_000_000
    too_long = heard(longest + "。")
    assert too_long.refusal is Reason.TOO_LONG
    assert too_long.refusal_facts == {"length": LENGTH_MAX + 1, "max": LENGTH_MAX}
    assert {too_long.heard(name).value for name in Field} == {None}


def test_ten_megabytes_are_refused_unread() -> None:
    paste = "我们村有8万斤百香果" * 1_000_000

    assert heard(paste).refusal is Reason.TOO_LONG


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "一",
            "1",
            "1,",
            "1 ",
            "1.",
            "到",
            "两",
            "百",
            "万",
            "半",
            "几",
            "五一",
            "十一",
            " ",
            "-",
        ),
        *(
            "块",
            "元",
            "3块",
            "1毛",
            "1到",
            "块到",
            "1斤",
            "斤1",
            "1吨",
            "每",
            "每1",
            "最低",
            "不",
            "¥1",
        ),
        *(
            "10号到",
            "9.10-",
            "周",
            "周一",
            "农历",
            "1月",
            "月",
            "0",
            "a",
            "a@",
            "138",
            "联系",
            "qq",
        ),
        *(
            "百香果",
            "泮塘村",
            "瑶埠",
            "石塘镇",
            "一二级",
            "很",
            "果",
            "求",
            "老板",
            "欢迎",
            "有",
            "要",
        ),
        *("最低价是", "1角2", "价格", "八月十五", "，", "(", "\x00", "\ud800", "İ", "½", "٣"),
    ],
)
def test_two_thousand_hostile_signs_are_read_at_once(piece: str) -> None:
    hostile = (piece * LENGTH_MAX)[:LENGTH_MAX]
    began = process_time()
    marks = heard(hostile).marks

    # Not a measurement: a pattern that backtracks without bound would need hours of the
    # processor, an honest one milliseconds, on any machine.
    assert process_time() - began < 60
    assert all(0 <= mark.span.start < mark.span.end <= LENGTH_MAX for mark in marks)


_PIECES = (
    *(
        "百香果",
        "甜玉米",
        "8万斤",
        "80,000",
        "3块",
        "5",
        "一",
        "斤",
        "公斤",
        "吨",
        "起",
        "以上",
        "最高",
    ),
    *(
        "不低于",
        "9.10",
        "-",
        "到",
        "10号",
        "9月",
        "月底",
        "前",
        "国庆",
        "明天",
        "天内",
        "一级",
        "很靓",
    ),
    *(
        "我们村",
        "泮塘村",
        "瑶埠",
        "石塘镇",
        "南宁",
        "送到",
        "求购",
        "卖",
        "有",
        "，",
        ",",
        " ",
        "\n",
        "每",
    ),
    *(
        "/",
        "箱",
        "筐",
        "多",
        "来",
        "几",
        "半",
        "万",
        "十",
        "毛",
        "13800001234",
        "周",
        "三",
        "号",
        "农历",
    ),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_no_message_breaks_the_reader(pieces: list[str]) -> None:
    message = "".join(pieces)
    understanding = heard(message)
    marks = understanding.marks
    days = understanding.from_on.value, understanding.to_on.value

    assert all(one.span.end <= two.span.start for one, two in pairwise(marks))
    assert all(0 <= mark.span.start < mark.span.end <= len(message) for mark in marks)
    assert type(understanding.weight_grams.value) in (int, type(None))
    assert type(understanding.price_fen_per_kg.value) in (int, type(None))
    assert days[0] is None or days[1] is None or days[0] <= days[1]
    assert heard(message) == understanding


@given(st.text(max_size=60))
def test_contacts_never_change_the_length(text: str) -> None:
    assert len(without_contacts(text)) == len(text)
    assert contacts_in(without_contacts(text)) == contacts_in(without_contacts(text))
