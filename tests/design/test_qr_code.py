"""The code on a label is read back as a telephone reads it."""

from __future__ import annotations

import re

import pytest

from moli.interfaces.design.svg.qr_code import modules_of, qr_code
from tests.qr import level_of, text_of

ADDRESS = "https://moli.hengxian.gov.cn/t/7F3KA9Q2MX4T/"
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


@pytest.mark.parametrize(
    "text",
    [
        ADDRESS,
        "http://127.0.0.1:8000/t/000000000000/",
        "https://m.cn/t/ZZZZZZZZZZZZ/",
        f"https://{'a' * 58}.cn/t/7F3KA9Q2MX4T/",
    ],
)
def test_an_address_is_read_back_as_it_was_written(text: str) -> None:
    assert text_of(modules_of(text)) == text
    assert level_of(modules_of(text)) == "M"


def test_an_address_of_the_county_has_modules_of_more_than_half_a_millimetre() -> None:
    side = len(modules_of(ADDRESS)) + 2 * 4

    assert 25 / side > 0.6


def test_the_drawing_shows_every_module_once_inside_its_quiet_zone() -> None:
    matrix = modules_of(ADDRESS)
    drawn = [[False] * len(matrix) for _ in matrix]
    for x, y, width, back in _RUN.findall(qr_code(ADDRESS, label="Trace")):
        assert width == back
        for place in range(int(x) - 4, int(x) - 4 + int(width)):
            assert not drawn[int(y) - 4][place]
            drawn[int(y) - 4][place] = True

    assert drawn == matrix
    assert f'viewBox="0 0 {len(matrix) + 8} {len(matrix) + 8}"' in qr_code(ADDRESS, label="Trace")


def test_the_drawing_needs_no_style_and_says_what_it_is() -> None:
    drawing = qr_code(ADDRESS, label="Trace")

    assert "style" not in drawing
    assert 'role="img" aria-label="Trace"' in drawing
