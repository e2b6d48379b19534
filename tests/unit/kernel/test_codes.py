"""Unified social credit codes against GB 32100-2015, N codes included; division codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.codes import (
    CreditCodeFault,
    credit_code_check_sign,
    credit_code_fault,
    is_division_code,
    normal_credit_code,
)

# The standard's own table: each sign with its value.
VALUES = {sign: value for value, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
# Weights as the standard prints them, by place.
WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]


def check_sign_by_the_standard(first_17: str) -> str:
    """C18 = 31 − MOD(ΣCi·Wi, 31), and 31 is written 0."""
    total = sum(VALUES[sign] * weight for sign, weight in zip(first_17, WEIGHTS, strict=True))
    value = (31 - total % 31) % 31
    return next(sign for sign, own in VALUES.items() if own == value)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # the example in GB 32100-2015
        "91110000600037341L",
        "9144030071526726XG",
        "914403001922038216",
    ],
)
def test_published_codes_hold(code: str) -> None:
    assert credit_code_fault(code) is None


@pytest.mark.parametrize("kind", ["N1", "N2", "N3", "N9"])
def test_codes_of_village_collectives_hold(kind: str) -> None:
    first_17 = f"{kind}450181MF0123456"[:17]

    assert credit_code_fault(first_17 + check_sign_by_the_standard(first_17)) is None


@given(st.text(alphabet=sorted(VALUES), min_size=17, max_size=17))
def test_the_check_sign_is_that_of_the_standard(first_17: str) -> None:
    assert credit_code_check_sign(first_17) == check_sign_by_the_standard(first_17)


@given(
    place=st.integers(min_value=2, max_value=17),
    sign=st.sampled_from(sorted(VALUES)),
)
def test_one_wrong_sign_is_always_noticed(place: int, sign: str) -> None:
    good = "91350100M000100Y43"
    wrong = good[:place] + sign + good[place + 1 :]

    assert (credit_code_fault(wrong) is None) is (wrong == good)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", CreditCodeFault.LENGTH),
        ("91350100M000100Y4", CreditCodeFault.LENGTH),
        ("91350100M000100Y433", CreditCodeFault.LENGTH),
        ("91350100M000100I43", CreditCodeFault.SIGNS),  # I is left out, it looks like 1
        ("91350100m000100y43", CreditCodeFault.SIGNS),  # stored in upper case
        ("B1350100M000100Y43", CreditCodeFault.SIGNS),  # no such registering body
        ("91A50100M000100Y43", CreditCodeFault.SIGNS),  # the place has digits
        ("91350100M000100Y44", CreditCodeFault.CHECK),
        ("91530100M000100Y43", CreditCodeFault.CHECK),  # two signs changed places
    ],
)
def test_a_fault_says_where_to_look(code: str, fault: CreditCodeFault) -> None:
    assert credit_code_fault(code) is fault


@pytest.mark.parametrize(
    "typed",
    [
        "91350100M000100Y43",
        " 91350100m000100y43 ",
        "91350100 M000 100Y43",
        "9135 0100-M0001-00Y43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "91350100M000100Y43\u3000",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert normal_credit_code(typed) == "91350100M000100Y43"


@pytest.mark.parametrize("code", ["450181", "450181110", "450181110206"])
def test_six_nine_and_twelve_digits_are_division_codes(code: str) -> None:
    assert is_division_code(code)


@pytest.mark.parametrize(
    "code", ["", "45018", "4501811", "4501811102060", "45018111020A", "450181 ", "450181\n"]
)
def test_anything_else_is_no_division_code(code: str) -> None:
    assert not is_division_code(code)


def test_digits_of_other_scripts_are_no_digits_of_a_code() -> None:
    assert not is_division_code("４５０１８１")
    assert credit_code_fault("91٣50100M000100Y43") is CreditCodeFault.SIGNS
