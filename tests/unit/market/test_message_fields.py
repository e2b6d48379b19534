"""What decides a place, a side and a price, and what is asked instead of guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.spoken.numerals import in_chinese
from moli.market.rules.message import Speaker
from moli.market.rules.message_heard import MessageSide, Reason, Status
from moli.market.rules.message_words import usual_grade_names
from tests.unit.market.heng_words import (
    COUNTY,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    SHITANG,
    YAOBU,
    heard,
)

PANTANG = "泮塘村有百香果5吨要卖"


def test_a_village_of_two_towns_is_asked_with_both() -> None:
    village = heard(PANTANG, speaker=COUNTY).village_code

    assert (village.value, village.status) == (None, Status.ASK)
    assert village.choices == (PANTANG_NAYANG, PANTANG_LUANCHENG)
    assert village.facts == {"towns": ("那阳镇", "峦城镇")}


@pytest.mark.parametrize(
    ("speaker", "code", "reason"),
    [
        (Speaker(PANTANG_NAYANG, (PANTANG_NAYANG,)), PANTANG_NAYANG, Reason.OWN_VILLAGE),
        (Speaker("", ("450181107",)), PANTANG_LUANCHENG, Reason.DECIDED_BY_AREA),
        (Speaker("", ("450181107", "450181110")), PANTANG_LUANCHENG, Reason.DECIDED_BY_AREA),
    ],
)
def test_the_area_of_the_writer_decides_between_two_towns(
    speaker: Speaker, code: str, reason: Reason
) -> None:
    village = heard(PANTANG, speaker=speaker).village_code

    assert (village.value, village.status, village.reason) == (code, Status.UNDERSTOOD, reason)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("那阳镇泮塘村", PANTANG_NAYANG),
        ("峦城镇的泮塘村", PANTANG_LUANCHENG),
        ("峦城泮塘", PANTANG_LUANCHENG),
        ("泮塘村（那阳镇）", PANTANG_NAYANG),
        ("横县峦城镇泮塘村", PANTANG_LUANCHENG),
    ],
)
def test_the_town_beside_a_village_decides(words: str, code: str) -> None:
    village = heard(f"{words}有百香果5吨要卖", speaker=COUNTY).village_code

    assert (village.value, village.reason) == (code, Reason.DECIDED_BY_TOWN)


def test_a_town_elsewhere_in_the_message_decides_nothing() -> None:
    village = heard(f"{PANTANG}，可送到峦城镇", speaker=COUNTY).village_code

    assert (village.value, village.reason) == (None, Reason.SAME_NAME)


def test_our_village_needs_a_village() -> None:
    village = heard("我们村有百香果5吨要卖", speaker=COUNTY).village_code

    assert (village.value, village.reason) == (None, Reason.NO_OWN_VILLAGE)


def test_a_town_that_is_also_a_community_means_the_community_to_its_own() -> None:
    own = Speaker(SHITANG, (SHITANG,))

    assert heard("石塘有百香果5吨要卖", speaker=own).village_code.value == SHITANG
    assert heard("石塘瑶埠村有百香果5吨要卖", speaker=own).village_code.value == YAOBU


@pytest.mark.parametrize(
    "words", ["买卖公平", "大家平安", "天亮就摘", "共建民生", "价格公平的老板来", "下高村有货"]
)
def test_everyday_words_are_no_villages(words: str) -> None:
    village = heard(f"百香果5吨要卖，{words}", speaker=COUNTY).village_code

    assert (village.value, village.reason) == (None, Reason.NOT_SAID)


@pytest.mark.parametrize("words", ["五权村", "六味村", "三合村", "双窑村", "六景社区"])
def test_numerals_in_the_name_of_a_village_are_no_amount(words: str) -> None:
    understanding = heard(f"{words}百香果5吨要卖，3块一斤起", speaker=COUNTY)

    assert understanding.village_code.status is Status.UNDERSTOOD
    assert understanding.weight_grams.value == 5_000_000
    assert understanding.price_fen_per_kg.value == 600


@pytest.mark.parametrize(
    ("message", "side"),
    [
        ("百香果5吨出售", MessageSide.OFFER),
        ("有没有老板收百香果", MessageSide.OFFER),
        ("欢迎各位老板前来收购百香果", MessageSide.OFFER),
        ("今年丰收，百香果5吨卖", MessageSide.OFFER),
        ("百香果没人要了", MessageSide.OFFER),
        ("卖百香果，需要的联系", MessageSide.OFFER),
        ("求购百香果5吨", MessageSide.DEMAND),
        ("收百香果5吨", MessageSide.DEMAND),
        ("我要5吨百香果", MessageSide.DEMAND),
        ("急需百香果，有货的联系我", MessageSide.DEMAND),
        ("谁有百香果", MessageSide.DEMAND),
        ("大量收购百香果", MessageSide.DEMAND),
    ],
)
def test_the_verb_decides_the_side(message: str, side: MessageSide) -> None:
    understanding = heard(message).side

    assert (understanding.value, understanding.status) == (side, Status.UNDERSTOOD)


def test_the_page_decides_where_the_message_does_not() -> None:
    silent = "百香果5吨"

    assert heard(silent).side.status is Status.ASK
    assert heard(silent, page=MessageSide.DEMAND).side.value is MessageSide.DEMAND
    assert heard(silent, page=MessageSide.DEMAND).side.reason is Reason.SIDE_OF_PAGE
    assert heard("求购百香果", page=MessageSide.OFFER).side.value is MessageSide.DEMAND


def test_both_sides_are_asked_with_their_words() -> None:
    message = "求购百香果，也卖大头菜"
    side = heard(message).side

    assert (side.value, side.reason) == (None, Reason.BOTH_SIDES)
    assert [message[span.start : span.end] for span in side.spans] == ["求购", "卖"]


@pytest.mark.parametrize(
    ("words", "fen_per_kg"),
    [
        ("3块一斤起", 600),
        ("三块五毛一斤起", 700),
        ("3块5一斤起", 700),
        ("3元5角一斤起", 700),
        ("三块零五一斤起", 610),
        ("三块二毛五一斤起", 650),
        ("2块65一斤起", 530),
        ("块六一斤起", 320),
        ("块半一斤起", 300),
        ("三块半一斤起", 700),
        ("八毛一斤起", 160),
        ("八毛五一斤起", 170),
        ("一斤三块六毛一起", 722),
        ("每斤不低于3元", 600),
        ("¥3.20/斤起", 640),
        ("一公斤6块以上", 600),
        ("6元/kg起", 600),
        ("6000元/吨起", 600),
        ("三百块一担起", 600),
        ("180块一百斤起", 360),
        ("30块10斤起", 600),
        ("75块一筐起", 300),
        ("低于2块8一斤不卖", 560),
        ("2块8一斤以下免谈", 560),
    ],
)
def test_a_floor_is_exact(words: str, fen_per_kg: int) -> None:
    price = heard(f"百香果要卖，{words}").price_fen_per_kg

    assert (price.value, price.status, price.reason) == (
        fen_per_kg,
        Status.UNDERSTOOD,
        Reason.SAID,
    )


@pytest.mark.parametrize(
    ("words", "fen_per_kg", "reason"),
    [
        ("两块六以上", 520, Reason.PER_JIN_TAKEN),
        ("不低于2.8", 560, Reason.PER_JIN_TAKEN),
        ("最低3元", 600, Reason.PER_JIN_TAKEN),
        ("2.8-3.2元", 560, Reason.PER_JIN_TAKEN),
        ("2.8-3.2元一斤", 560, Reason.LOW_END_TAKEN),
        ("2块8到3块2一斤", 560, Reason.LOW_END_TAKEN),
        ("两三块一斤", 400, Reason.LOW_END_TAKEN),
        ("3块一斤", 600, Reason.ASKED_PRICE_TAKEN),
    ],
)
def test_a_price_by_habit_is_confirmed(words: str, fen_per_kg: int, reason: Reason) -> None:
    price = heard(f"百香果要卖，{words}").price_fen_per_kg

    assert (price.value, price.status, price.reason) == (fen_per_kg, Status.ASSUMED, reason)


@pytest.mark.parametrize(
    ("words", "fen_per_kg"),
    [("最高3块6一斤", 720), ("3块6一斤以内", 720), ("一斤不超过3.6元", 720), ("2块到3块一斤", 600)],
)
def test_a_ceiling_is_the_high_end(words: str, fen_per_kg: int) -> None:
    assert heard(f"求购百香果，{words}").price_fen_per_kg.value == fen_per_kg


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("3001元/吨起", Reason.PRICE_TOO_FINE),
        ("几块钱一斤", Reason.VAGUE_NUMBER),
        ("3块多一斤", Reason.VAGUE_NUMBER),
        ("15元5斤", Reason.BROKEN_NUMBER),
        ("3块5斤", Reason.BROKEN_NUMBER),
        ("两块五到八", Reason.BROKEN_NUMBER),
        ("3块2到2块8一斤", Reason.BROKEN_NUMBER),
        ("3.5元100斤", Reason.BROKEN_NUMBER),
        ("30块一袋起", Reason.PACK_NOT_KNOWN),
        ("价格面议", Reason.PRICE_OPEN),
        ("最高3块6一斤", Reason.PRICE_OF_OTHER_END),
        ("3000元起", Reason.PRICE_UNIT_NOT_SAID),
        ("市场价3块5一斤", Reason.NOT_SAID),
        ("运费0.3元/斤", Reason.NOT_SAID),
        ("100000元一斤起", Reason.OUT_OF_RANGE),
    ],
)
def test_a_price_of_two_readings_is_asked(words: str, reason: Reason) -> None:
    price = heard(f"百香果要卖，{words}").price_fen_per_kg

    assert (price.value, price.reason) == (None, reason)


def test_a_price_too_fine_names_its_neighbours() -> None:
    price = heard("百香果要卖，3001元/吨起").price_fen_per_kg

    assert price.facts == {"lower_fen_per_kg": 300, "upper_fen_per_kg": 301}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("0.5公斤", Reason.OUT_OF_RANGE),
        ("9000万吨", Reason.OUT_OF_RANGE),
        ("8,5万斤", Reason.BROKEN_NUMBER),
        ("上万斤", Reason.VAGUE_NUMBER),
        ("每天2000斤", Reason.RATE_NOT_TOTAL),
        ("200袋", Reason.PACK_NOT_KNOWN),
        ("数量8万", Reason.WEIGHT_UNIT_NOT_SAID),
        ("3吨和5吨", Reason.SEVERAL_SAID),
    ],
)
def test_a_weight_of_two_readings_is_asked(words: str, reason: Reason) -> None:
    weight = heard(f"百香果要卖，{words}").weight_grams

    assert (weight.value, weight.reason) == (None, reason)


def test_dotted_days_are_confirmed_where_they_may_be_prices() -> None:
    alone = heard("百香果5吨要卖，9.10-9.25")
    beside = heard("百香果5吨要卖，9.10-9.25，3块一斤起")

    assert alone.from_on.value == beside.from_on.value == date(2016, 9, 10)
    assert (alone.from_on.status, beside.from_on.status) == (Status.ASSUMED, Status.UNDERSTOOD)


def test_an_end_before_its_start_is_asked_with_both_days() -> None:
    understanding = heard("百香果5吨要卖，9月25日到9月10日")

    assert understanding.from_on.value is None
    assert understanding.to_on.value is None
    assert understanding.to_on.facts == {"from_on": "2016-09-25", "to_on": "2016-09-10"}


def test_ends_said_apart_are_not_swapped_either() -> None:
    understanding = heard("百香果5吨要卖，25号开始摘，10号前卖完")

    assert understanding.to_on.reason is Reason.END_BEFORE_START
    assert understanding.to_on.facts == {"from_on": "2016-09-25", "to_on": "2016-09-10"}


@pytest.mark.parametrize("name", ["二级", "二级果", "2级", "２级", "二等", "2号果", "二等品"])
def test_a_grade_has_many_names(name: str) -> None:
    assert heard(f"百香果{name}要卖").grade_key.value == "百香果/二级"


@pytest.mark.parametrize("name", ["统货", "通货", "统果", "不分级", "没分级", "等级不限"])
def test_ungraded_produce_has_many_names(name: str) -> None:
    assert heard(f"百香果{name}要卖").grade_key.value == "百香果/统货"


def test_usual_names_hold_the_name_itself() -> None:
    assert "特级" in usual_grade_names("特级")
    assert "没分级" in usual_grade_names("统货")
    assert usual_grade_names("大果") == ("大果",)
    assert usual_grade_names("精品果") == ("精品果", "精品")


@given(
    st.integers(min_value=1, max_value=99),
    st.integers(min_value=1, max_value=9),
    st.integers(min_value=1, max_value=9),
)
def test_a_price_said_in_chinese_is_read_back(yuan: int, mao: int, fen: int) -> None:
    words = f"{in_chinese(yuan)}块{in_chinese(mao)}毛{in_chinese(fen)}一斤起"

    assert heard(f"百香果要卖，{words}").price_fen_per_kg.value == 2 * (100 * yuan + 10 * mao + fen)


@given(st.integers(min_value=2, max_value=9_999_999))
def test_a_weight_said_in_chinese_is_read_back(jin: int) -> None:
    assert heard(f"百香果{in_chinese(jin)}斤要卖").weight_grams.value == jin * 500
