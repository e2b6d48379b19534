"""Weights, prices and sums as people read them, to the gram and the fen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.translation import override

from moli.interfaces.words import amounts


@pytest.mark.parametrize(
    ("show", "amount", "chinese", "english"),
    [
        (amounts.jin, 0, "0 斤", "0 kg"),
        (amounts.jin, 1, "0.002 斤", "0.001 kg"),
        (amounts.jin, 499, "0.998 斤", "0.499 kg"),
        (amounts.jin, 500, "1 斤", "0.5 kg"),
        (amounts.jin, 23_600, "47.2 斤", "23.6 kg"),
        (amounts.jin, 40_000_000, "80,000 斤", "40,000 kg"),
        (amounts.jin, -750, "-1.5 斤", "-0.75 kg"),
        (amounts.whole_jin, 17_300_249, "34,600 斤", "17,300 kg"),
        (amounts.whole_jin, 17_300_250, "34,601 斤", "17,300 kg"),
        (amounts.whole_jin, 17_300_500, "34,601 斤", "17,301 kg"),
        (amounts.jin_and_tonnes, 999_999, "1,999.998 斤", "999.999 kg"),
        (amounts.jin_and_tonnes, 1_000_000, "2,000 斤（1 吨）", "1,000 kg (1 t)"),
        (amounts.jin_and_tonnes, 40_000_000, "80,000 斤（40 吨）", "40,000 kg (40 t)"),
        (amounts.jin_and_tonnes, 12_150_000, "24,300 斤（12.15 吨）", "12,150 kg (12.15 t)"),
        (
            amounts.jin_and_tonnes,
            12_155_000,
            "24,310 斤（约 12.16 吨）",
            "12,155 kg (about 12.16 t)",
        ),
        (amounts.wan_jin, 4_999_999, "9,999.998 斤", "4,999.999 kg"),
        (amounts.wan_jin, 5_000_000, "1 万斤", "5 t"),
        (amounts.wan_jin, 58_000_000, "11.6 万斤", "58 t"),
        (amounts.wan_jin, 58_249_999, "11.6 万斤", "58.2 t"),
        (amounts.wan_jin, 58_250_000, "11.7 万斤", "58.3 t"),
        (amounts.yuan_per_jin, 640, "3.20 元/斤", "¥6.40/kg"),
        (amounts.yuan_per_jin, 641, "3.205 元/斤", "¥6.41/kg"),
        (amounts.yuan_per_jin, 1, "0.005 元/斤", "¥0.01/kg"),
        (amounts.yuan_per_jin, -640, "-3.20 元/斤", "-¥6.40/kg"),
        (amounts.price_in_yuan_per_jin, 641, "3.205", "6.41"),
        (amounts.yuan, 0, "0 元", "¥0"),
        (amounts.yuan, 5, "0.05 元", "¥0.05"),
        (amounts.yuan, 50, "0.50 元", "¥0.50"),
        (amounts.yuan, 25_600_000, "256,000 元", "¥256,000"),
        (amounts.yuan, 25_600_050, "256,000.50 元", "¥256,000.50"),
        (amounts.yuan, -320, "-3.20 元", "-¥3.20"),
        (amounts.wan_yuan, 54_080_000, "54.1 万元", "¥541,000"),
        (amounts.wan_yuan, 54_049_999, "54 万元", "¥540,000"),
        (amounts.wan_yuan, 1_286_000_000, "1,286 万元", "¥12,860,000"),
        (amounts.wan_yuan, 999_949, "9,999 元", "¥9,999"),
        (amounts.wan_yuan, 1_000_000, "1 万元", "¥10,000"),
        (amounts.wan_yuan, -54_080_000, "-54.1 万元", "-¥541,000"),
        (amounts.kilometres, 999, "999 米", "999 m"),
        (amounts.kilometres, 95_500, "96 公里", "96 km"),
        (amounts.number, 4812, "4,812", "4,812"),
    ],
)
def test_an_amount_reads_in_both_languages(
    show: Callable[[int], str], amount: int, chinese: str, english: str
) -> None:
    with override("zh-hans"):
        assert show(amount) == chinese
    with override("en"):
        assert show(amount) == english


def test_an_unknown_language_reads_chinese() -> None:
    with override(None):
        assert amounts.jin(500) == "1 斤"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 7, "0%"), (1, 3, "33%"), (1, 200, "1%"), (1, 201, "0%"), (7, 7, "100%"), (3, 0, "—")],
)
def test_a_share_is_whole_percent_and_needs_a_whole(part: int, whole: int, text: str) -> None:
    assert amounts.percent_of(part, whole) == text


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13712344410", "137****4410"),
        ("137 1234 4410", "137****4410"),
        ("0771-7222222", "0771-****222"),
        ("7222222", "*****22"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_a_masked_phone_keeps_its_ends_only(phone: str, masked: str) -> None:
    assert amounts.masked_phone(phone) == masked


@pytest.mark.parametrize(
    ("square_metres", "chinese", "english"),
    [(3_000, "4.5 亩", "4.5 mu (3,000 m²)"), (667, "1 亩", "1 mu (667 m²)"), (0, "0 亩", "0 mu")],
)
def test_land_is_said_in_mu(square_metres: int, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert amounts.mu(square_metres) == chinese
    with override("en"):
        assert amounts.mu(square_metres) == english
