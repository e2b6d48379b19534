"""What a bank's file says of payouts, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from moli.settlement.rules.payouts import Result, ReturnReason
from moli.settlement.rules.result_sheets import Expected, ResultSheet, read_results

EXPECTED = {
    1: Expected("first", 16_000, "6222020200112233445"),
    2: Expected("second", 10_688, "0012345678"),
}


def _row(place: int = 1, **cells: Any) -> dict[str, Any]:
    known = EXPECTED.get(place, EXPECTED[1])
    row = {
        "收款账号": known.number,
        "金额": f"{known.total_fen / 100:.2f}",
        "附言": f"ML7-{place:04d}",
        "状态": "成功",
        "失败原因": None,
    }
    return row | cells


def _read(*rows: dict[str, Any]) -> ResultSheet:
    return read_results(list(enumerate(rows, start=2)), batch=7, expected=EXPECTED)


def _faults(*rows: dict[str, Any]) -> list[tuple[int, str, str, dict[str, Any]]]:
    found = _read(*rows).findings
    return [(each.row, each.column, each.code, dict(each.facts)) for each in found]


def test_paid_and_returned_rows_are_read() -> None:
    read = _read(_row(1), _row(2, 状态="退票", 失败原因="收款人户名与账号不符"))

    assert [row.result for row in read.rows] == [
        Result("first"),
        Result("second", ReturnReason.NAME_DIFFERS),
    ]
    assert read.findings == ()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("账户已销户", ReturnReason.ACCOUNT_CLOSED),
        ("账号不存在", ReturnReason.ACCOUNT_UNKNOWN),
        ("户名不符", ReturnReason.NAME_DIFFERS),
        ("系统忙", ReturnReason.OTHER),
        (None, ReturnReason.OTHER),
    ],
)
def test_the_banks_reason_is_understood(words: str | None, reason: ReturnReason) -> None:
    (row,) = _read(_row(1, 状态="失败", 失败原因=words)).rows

    assert row.result.returned is reason


def test_other_headings_mean_the_same() -> None:
    row = {"汇款用途": "ML7-0001", "处理结果": "处理成功", "交易金额": 160}

    assert [each.result for each in _read(row).rows] == [Result("first")]


def test_a_row_that_adds_up_is_passed_over() -> None:
    total = {"收款账号": "合计", "金额": "266.88", "附言": None, "状态": None, "失败原因": None}

    assert len(_read(_row(1), total).rows) == 1


@pytest.mark.parametrize("amount", ["160", "160.00", "160.00元", 160, 160.0, " 160.00 "])
def test_a_sum_is_read_as_banks_write_it(amount: object) -> None:
    assert _faults(_row(1, 金额=amount)) == []


def test_a_sum_that_a_workbook_reckoned_is_the_fen_that_is_meant() -> None:
    assert _faults(_row(2, 金额=106.88000000000001)) == []


def test_a_row_that_the_bank_is_not_done_with_says_nothing_yet() -> None:
    read = _read(_row(1, 状态="处理中"), _row(2))

    assert [row.place for row in read.rows] == [2]
    assert (read.pending, read.findings) == (1, ())


def test_each_fault_names_row_and_column() -> None:
    assert _faults(_row(1, 附言=None)) == [(2, "附言", "RESULT_WITHOUT_NUMBER", {})]
    assert _faults(_row(1, 附言="ML8-0001")) == [
        (2, "附言", "RESULT_OF_ANOTHER_BATCH", {"value": "8"})
    ]
    assert _faults(_row(9)) == [(2, "附言", "RESULT_UNKNOWN", {"value": "9"})]
    assert _faults(_row(1), _row(1)) == [(3, "附言", "RESULT_TWICE", {"first_row": 2})]
    assert _faults(_row(1, 金额="160.01")) == [
        (2, "金额", "RESULT_AMOUNT_DIFFERS", {"value_fen": 16_001, "total_fen": 16_000})
    ]
    assert _faults(_row(1, 金额="160.001")) == [(2, "金额", "MONEY_UNREADABLE", {})]
    assert _faults(_row(1, 收款账号="6222020200112233446")) == [
        (2, "收款账号", "RESULT_ACCOUNT_DIFFERS", {})
    ]
    ((_, column, code, facts),) = _faults(_row(1, 状态="成功率"))
    assert (column, code) == ("状态", "RESULT_STATE_UNKNOWN")
    assert "成功" in facts["allowed"]


def test_no_fault_tells_an_account_number() -> None:
    found = _faults(_row(1, 收款账号="6222020200112233446", 金额="1", 状态="?"))

    assert len(found) == 3
    assert "6222" not in str(found)


def test_a_number_that_excel_rounded_is_not_compared() -> None:
    assert _faults(_row(1, 收款账号=6222020200112230000)) == []


def test_a_guarded_or_spaced_number_is_the_same() -> None:
    assert _faults(_row(1, 收款账号="6222 0202 0011 2233 445\t")) == []


def test_a_missing_column_is_named_with_what_it_may_be_called() -> None:
    row = {"收款账号": "1", "金额": "1"}

    columns = {(column, code) for _, column, code, _ in _faults(row)}

    assert columns == {("附言", "RESULT_COLUMN_MISSING"), ("状态", "RESULT_COLUMN_MISSING")}


def test_an_empty_file_lacks_all_columns() -> None:
    assert len(_read().findings) == 3
