"""A sheet of lots: what each cell must hold, and how a fault names its row and column."""

from datetime import date, datetime

import pytest

from moli.kernel.report import Finding
from moli.market.rules.offers import Window
from moli.market.rules.sheet import Column, LotLine, columns_of, heading_of, lines_of, twice_in

TODAY = date(2016, 9, 12)
# A date cell of a workbook: it knows no time zone.
MIDNIGHT = datetime(2016, 9, 12)  # noqa: DTZ001
CELLS = {
    "村代码": "450181110206",
    "乡镇": "石塘镇",
    "村": "瑶埠村",
    "产品": "百香果",
    "等级": "二级",
    "数量（斤）": 80_000,
    "最低价（元/斤）": 3.0,
    "最早可提货日": "2016-09-12",
    "最晚可提货日": date(2016, 9, 30),
    "农户数": 112,
    "其中贫困户": 46,
}


def row(number: int = 2, **changes: object) -> tuple[int, dict[str, object]]:
    """A good row, with cells changed by column."""
    cells: dict[str, object] = dict(CELLS)
    for column, value in changes.items():
        cells[heading_of(Column(column))] = value
    return number, cells


def faults(*rows: tuple[int, dict[str, object]]) -> list[tuple[int, str, str]]:
    lines, findings, _ = lines_of(rows, today=TODAY)
    assert bool(findings) or lines
    return [(finding.row, finding.column, finding.code) for finding in findings]


def test_a_good_row_is_read_to_the_gram_and_the_fen() -> None:
    lines, findings, _ = lines_of([row()], today=TODAY)

    assert findings == ()
    assert lines == (
        LotLine(
            row=2,
            village_code="450181110206",
            town="石塘镇",
            village="瑶埠村",
            product="百香果",
            grade="二级",
            grams=40_000_000,
            floor_fen_per_kg=600,
            window=Window(TODAY, date(2016, 9, 30)),
            households=112,
            poor_households=46,
        ),
    )


def test_cells_may_be_written_as_people_write_them() -> None:
    spoken = row(WEIGHT="8万", FLOOR="三块", FROM=MIDNIGHT, TO="2016/9/30", POOR="46户")

    assert lines_of([spoken], today=TODAY)[0] == lines_of([row()], today=TODAY)[0]


def test_a_heading_names_the_unit_of_its_column() -> None:
    cells = {name: value for name, value in CELLS.items() if not name.startswith(("数", "最低"))}
    cells |= {"数量(吨)": 40, "最低价(元/公斤)": 6}

    (line,), findings, _ = lines_of([(2, cells)], today=TODAY)

    assert findings == ()
    assert (line.grams, line.floor_fen_per_kg) == (40_000_000, 600)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("PRODUCT", None, "EMPTY"),
        ("GRADE", " ", "EMPTY"),
        ("WEIGHT", None, "EMPTY"),
        ("WEIGHT", -500, "WeightOutOfRange"),
        ("WEIGHT", 10**12, "WeightOutOfRange"),
        ("WEIGHT", "很多", "WeightUnreadable"),
        ("WEIGHT", True, "WeightUnreadable"),
        ("FLOOR", 0, "PriceOutOfRange"),
        ("FLOOR", "面议", "PriceUnreadable"),
        ("FLOOR", 3.0021, "PriceTooFine"),
        ("FROM", "9月12日", "DayUnreadable"),
        ("TO", 42_643, "DayUnreadable"),
        ("TO", "2016-09-11", "WindowEndsBeforeStart"),
        ("TO", "2018-09-12", "WindowTooLong"),
        ("HOUSEHOLDS", "几十", "CountUnreadable"),
        ("HOUSEHOLDS", 11.5, "CountUnreadable"),
        ("HOUSEHOLDS", "٣", "CountUnreadable"),
    ],
)
def test_each_fault_names_its_row_and_its_column(column: str, value: object, code: str) -> None:
    assert (7, heading_of(Column(column)), code) in faults(row(7, **{column: value}))


def test_a_window_that_is_over_is_refused() -> None:
    over = row(FROM="2016-08-01", TO="2016-09-11")

    assert faults(over) == [(2, "最晚可提货日", "WindowOver")]


def test_more_poor_households_than_households_are_refused() -> None:
    assert faults(row(HOUSEHOLDS=10)) == [(2, "其中贫困户", "HouseholdsInconsistent")]


def test_all_faults_of_a_row_are_told_at_once() -> None:
    assert len(faults(row(WEIGHT=None, FLOOR="x", POOR="x", PRODUCT=None))) == 4


def test_a_missing_column_is_told_once_and_not_for_every_row() -> None:
    cells = {name: value for name, value in CELLS.items() if name not in {"等级", "村代码", "村"}}

    _, findings, _ = lines_of([(2, cells), (3, cells)], today=TODAY)

    assert findings == (
        Finding(1, "村", "COLUMN_MISSING"),
        Finding(1, "等级", "COLUMN_MISSING"),
    )


def test_two_columns_of_one_meaning_are_refused() -> None:
    _, findings = columns_of([*CELLS, "数量(吨)"])

    assert findings == (Finding(1, "数量(吨)", "COLUMN_TWICE", {"first": "数量（斤）"}),)


def test_the_example_row_is_never_read() -> None:
    assert faults(row(2, CODE="示例", WEIGHT="x"), row(3)) == []
    assert faults(row(2, CODE="示例")) == [(1, "产品", "NO_ROWS")]


def test_a_row_that_repeats_another_is_found() -> None:
    lines, _, columns = lines_of([row(2), row(3, WEIGHT=1_000), row(4)], today=TODAY)

    assert [(f.row, f.code, f.facts) for f in twice_in(lines, columns)] == [
        (4, "ROW_TWICE", {"first_row": 2})
    ]
