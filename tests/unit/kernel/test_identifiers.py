"""Resident identity numbers, and what is shown of names and numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.identifiers import (
    IdNumberFault,
    birth_date_of,
    holds_id_number,
    id_check_sign,
    id_number_fault,
    is_male,
    masked_id_number,
    masked_name,
    normal_id_number,
)

TODAY = date(2016, 9, 12)
MAN, WOMAN, WOMAN_OF_THE_CITY = "450127197001010018", "450127198506150029", "450181201009030037"
STANDARD_SAMPLE = "360426199101010071"


@pytest.mark.parametrize("number", [MAN, WOMAN, WOMAN_OF_THE_CITY, STANDARD_SAMPLE])
def test_a_right_number_has_no_fault(number: str) -> None:
    assert id_number_fault(number, on=TODAY) is None


def test_a_number_ends_in_x_where_its_sum_says_so() -> None:
    first = next(
        f"450127197001{day:02d}001"
        for day in range(1, 29)
        if id_check_sign(f"450127197001{day:02d}001") == "X"
    )

    assert id_number_fault(first + "X", on=TODAY) is None
    assert id_number_fault(first + "x", on=TODAY) is IdNumberFault.SIGNS
    assert id_number_fault(normal_id_number(first + "x"), on=TODAY) is None


@pytest.mark.parametrize(
    "typed",
    [
        "450127 19700101 0018",
        "450127-19700101-0018",
        " 450127197001010018\n",
        "４５０１２７１９７００１０１００１８",
        "450127　19700101　0018",
        "\u202a450127197001010018\u202c",
        "450127\u200b19700101\u200b0018\ufeff",
    ],
)
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert normal_id_number(typed) == MAN


@pytest.mark.parametrize("area", ["450127", "999999", "110229", "000000"])
def test_a_place_that_is_gone_or_unknown_is_no_fault(area: str) -> None:
    first = f"{area}19700101001"

    assert id_number_fault(first + id_check_sign(first), on=TODAY) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", IdNumberFault.LENGTH),
        (MAN[:17], IdNumberFault.LENGTH),
        (MAN + "4", IdNumberFault.LENGTH),
        (MAN + "441", IdNumberFault.LENGTH),
        ("450127700101001", IdNumberFault.FIFTEEN),
        (MAN[:5] + "A" + MAN[6:], IdNumberFault.SIGNS),
        (MAN[:5] + "٧" + MAN[6:], IdNumberFault.SIGNS),
        (MAN[:16] + "X" + MAN[17], IdNumberFault.SIGNS),
        (MAN + "4?", IdNumberFault.SIGNS),
        ("450127197002300018", IdNumberFault.DATE),
        ("450127189912310018", IdNumberFault.DATE),
        ("450127201609130011", IdNumberFault.DATE),
        (MAN[:17] + "9", IdNumberFault.CHECK),
    ],
)
def test_what_is_wrong_is_named(number: str, fault: IdNumberFault) -> None:
    assert id_number_fault(number, on=TODAY) is fault


@pytest.mark.parametrize("tail", ["44", "4B", "4412", "441B", "441"])
def test_a_card_that_begins_with_the_residents_number_is_judged_by_it(tail: str) -> None:
    is_long_enough = len(tail) in {2, 4}

    assert id_number_fault(MAN + tail, on=TODAY) == (
        None if is_long_enough else IdNumberFault.LENGTH
    )
    if is_long_enough:
        assert id_number_fault(MAN[:17] + "9" + tail, on=TODAY) is IdNumberFault.CHECK


def test_a_letter_stands_at_the_end_of_a_card_alone() -> None:
    assert id_number_fault(MAN + "441B", on=TODAY) is None
    assert id_number_fault(MAN + "4B41", on=TODAY) is IdNumberFault.SIGNS


def test_a_child_born_today_has_a_number_and_one_of_tomorrow_has_not() -> None:
    first = "99999920160912001"
    number = first + id_check_sign(first)

    assert id_number_fault(number, on=TODAY) is None
    assert id_number_fault(number, on=date(2016, 9, 11)) is IdNumberFault.DATE


@given(
    st.from_regex(
        r"[0-9]{6}19[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True
    )
)
def test_one_wrong_sign_is_always_found(first: str) -> None:
    check = id_check_sign(first)

    assert id_number_fault(first + check, on=TODAY) is None
    for sign in set("0123456789X") - {check}:
        assert id_number_fault(first + sign, on=TODAY) is IdNumberFault.CHECK


def test_a_number_tells_birthday_and_sex() -> None:
    assert birth_date_of(WOMAN) == date(1985, 6, 15)
    assert birth_date_of("450127198502300029") is None
    assert [is_male(number) for number in (MAN, WOMAN, WOMAN_OF_THE_CITY)] == [True, False, True]


@pytest.mark.parametrize(
    ("number", "shown"),
    [(MAN, "45*************018"), ("12345", "***"), ("123456", "12*456"), ("", "***")],
)
def test_a_number_is_shown_in_part(number: str, shown: str) -> None:
    assert masked_id_number(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [("韦永生", "韦*生"), ("韦生", "韦*"), ("韦", "*"), ("", "*"), ("欧阳明月", "欧**月")],
)
def test_a_name_is_shown_in_part(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize("text", ["核对 {} 的账户", "1{}", "{}9"])
def test_a_number_is_found_inside_a_text_however_it_is_grouped(text: str) -> None:
    number = MAN
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)

    for typed in (number, f"{number[:6]} {number[6:14]}-{number[14:]}", wide):
        assert holds_id_number(text.format(typed), on=date.max)
    assert not holds_id_number("全国系统编号 450127000000000001 查过", on=date.max)
