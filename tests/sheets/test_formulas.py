"""No text that goes into a sheet is reckoned there, and each comes back as it went."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.interfaces.sheets import (
    as_written,
    harmless,
    opened_workbook,
    read_table,
    write_line,
)

SIGNS = "=+-@|%＝＋－＠｜％"


@pytest.mark.parametrize(
    "text",
    [
        *(f"{sign}1" for sign in SIGNS),
        "-",
        "\t=1",
        "\r=1",
        "\n1",
        " =1",
        "\u200b=1",
        "\ufeff@x",
        "\u3000+1",
        "\u00a0\u202e-1",
        "'=1",
        "''-",
    ],
)
def test_what_could_be_reckoned_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "百香果", "a=1", "3.20", "'quoted'", "O'Neill", "1-2"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
    assert as_written(text) == text


@given(st.text(st.sampled_from([*SIGNS, "'", " ", "\t", "\u200b", "a", "韦"]), max_size=6))
def test_every_text_comes_back_as_it_went(text: str) -> None:
    assert as_written(harmless(text)) == text
    assert harmless(text)[:1] not in set(SIGNS)


def test_a_name_that_is_a_sign_survives_a_workbook() -> None:
    content = BytesIO()
    with opened_workbook(content) as book:
        sheet = book.add_worksheet()
        write_line(sheet, 0, ["姓名", "数"])
        for number, name in enumerate(("-", "=1+1", "'=x", "@韦"), start=1):
            write_line(sheet, number, [name, number])

    rows = read_table(content.getvalue(), filename="a.xlsx")
    assert [row["姓名"] for row in rows] == ["-", "=1+1", "'=x", "@韦"]
    assert [row["数"] for row in rows] == [1, 2, 3, 4]
