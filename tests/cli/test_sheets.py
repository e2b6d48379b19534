"""Sheets as people bring them: what is read, and one clear refusal for everything else."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from moli.interfaces.sheets import (
    BYTES_MAX,
    ROWS_MAX,
    CellWithoutHeading,
    CodeTypedAsNumber,
    HeadingMissing,
    HeadingTwice,
    NotASheet,
    SheetEmpty,
    SheetTooLarge,
    SheetTooLong,
    SheetTooWide,
    read_table,
    text_of,
)
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal


def workbook(rows: list[list[Any]], *, far: tuple[int, int] | None = None) -> bytes:
    """An .xlsx of some rows; `far` puts one more cell at a row and column, counted from 0."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell, day if isinstance(cell, date) else None)
    if far is not None:
        sheet.write(*far, "远")
    book.close()
    return content.getvalue()


def test_a_workbook_gives_cells_by_heading_and_keeps_the_row_numbers() -> None:
    rows = read_table(
        workbook([["村", "数量"], ["瑶埠村", 4.0], [None, None], [" 贺桂村 ", 1.5]]), filename="a"
    )

    assert [dict(row) for row in rows] == [
        {"村": "瑶埠村", "数量": 4},
        {"村": "贺桂村", "数量": 1.5},
    ]
    assert [row.number for row in rows] == [2, 4]


def test_days_stay_days_and_ids_typed_as_text_stay_text() -> None:
    rows = read_table(
        workbook([["日", "码"], [date(2016, 9, 30), "450127198506150029"]]), filename="a"
    )

    assert text_of(rows[0]["日"]) == "2016-09-30"
    assert rows[0]["码"] == "450127198506150029"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_office_programs_write(encoding: str) -> None:
    rows = read_table("村,数量\r\n瑶埠村,4\r\n".encode(encoding), filename="a.csv")

    assert [dict(row) for row in rows] == [{"村": "瑶埠村", "数量": "4"}]


def test_a_quoted_cell_may_hold_commas_and_lines() -> None:
    rows = read_table('村,话\n瑶埠村,"一,\n二"\n'.encode(), filename="a.csv")

    assert rows[0]["话"] == "一,\n二"


GOOD = workbook([["村"], ["瑶埠村"]])


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", SheetEmpty),
        (b"\n\n", SheetEmpty),
        ("村,数量\n".encode(), SheetEmpty),
        (workbook([["村"]]), SheetEmpty),
        (b"PK\x03\x04 and then rubbish", NotASheet),
        (GOOD[: len(GOOD) // 2], NotASheet),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NotASheet),
        (b"\xff\xfe\xfd\x81", NotASheet),
        ('村\n"没有关上'.encode(), NotASheet),
        (b"a\n" + b"x" * BYTES_MAX, SheetTooLarge),
        ("村\n".encode() + b"x\n" * (ROWS_MAX + 1), SheetTooLong),
        (",".join(f"c{n}" for n in range(201)).encode() + b"\nx", SheetTooWide),
        (workbook([["村", "村"], ["瑶埠村", "贺桂村"]]), HeadingTwice),
        (workbook([["村"], ["瑶埠村", "多出来的"]]), CellWithoutHeading),
        (workbook([["数量"], [3]]), HeadingMissing),
        (workbook([["村"], [450181110206]]), CodeTypedAsNumber),
    ],
)
def test_what_is_no_good_sheet_is_refused_in_a_sentence(
    content: bytes, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as caught:
        read_table(content, filename="表.xlsx", required=("村",), text_columns=("村",))

    assert sentence(caught.value).endswith("。")


def test_a_number_where_a_code_should_be_names_its_row_and_column() -> None:
    with pytest.raises(CodeTypedAsNumber) as caught:
        read_table(
            workbook([["村", "代码"], ["瑶埠村", "1"], ["贺桂村", 2]]),
            filename="a",
            text_columns=("代码",),
        )

    assert dict(caught.value.facts) == {"row": 3, "column": "代码"}


def test_one_cell_in_the_last_corner_cannot_exhaust_the_memory() -> None:
    # The reader would lay out 17,000 million cells for these five kilobytes and be killed.
    with pytest.raises(SheetTooLong):
        read_table(workbook([["村"], ["瑶埠村"]], far=(1_048_575, 16_383)), filename="a")
    with pytest.raises(SheetTooWide):
        read_table(workbook([["村"], ["瑶埠村"]], far=(1, 16_383)), filename="a")


def test_a_workbook_damaged_anywhere_is_read_or_refused_but_never_breaks() -> None:
    refusals = 0
    for place in range(4, len(GOOD), 37):
        damaged = bytearray(GOOD)
        damaged[place] ^= 0x5A
        try:
            read_table(bytes(damaged), filename="a")
        except Refusal:
            refusals += 1

    assert refusals > 10


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A99999999"><v>1</v></c>',
        b'<c r = "XFD1048576"><v>1</v></c>',
        b'<c r="&#65;9999999"><v>1</v></c>',
        b'<c s=">" r="A9999999"><v>1</v></c>',
        b'<x-y:c r="A9999999"><v>1</v></x-y:c>',
        b"</row><row r='9999999'><!-- x --><c><v>1</v></c>",
    ],
)
def test_a_far_cell_is_found_however_it_is_written(cell: bytes) -> None:
    with pytest.raises((NotASheet, SheetTooLong)):
        read_table(
            rewritten(GOOD, b"</row></sheetData>", cell + b"</row></sheetData>"), filename="a"
        )


def test_a_sheet_is_judged_under_whatever_name_it_lies() -> None:
    far = rewritten(GOOD, b"</row></sheetData>", b'<c r="A9999999"><v>1</v></c></row></sheetData>')

    with pytest.raises(SheetTooLong):
        read_table(rewritten(far, b"worksheets/", b"leaves/"), filename="a")


def test_a_hidden_sheet_is_not_taken_for_the_one_that_its_maker_sees() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        words, seen = book.add_worksheet("词表"), book.add_worksheet("花名册")
        words.write_column(0, 0, ["词", "是"])
        seen.write_column(0, 0, ["村", "瑶埠村"])
        seen.activate()
        seen.set_first_sheet()
        words.hide()

    assert read_table(content.getvalue(), filename="a") == [{"村": "瑶埠村"}]


def rewritten(content: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook in which some bytes are others, in its parts and in their names."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as parts, zipfile.ZipFile(made, "w") as changed:
        for name in parts.namelist():
            place = name.encode().replace(old, new).decode()
            changed.writestr(place, parts.read(name).replace(old, new))
    return made.getvalue()
