"""Reading what a bank's file says of payouts: columns by their headings, states by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from moli.kernel.money import FEN_PER_YUAN
from moli.kernel.refusal import Fact
from moli.kernel.report import Finding
from moli.kernel.spoken.plain import plain_amount
from moli.settlement.rules.bank_numbers import PayoutPlace, payout_place
from moli.settlement.rules.payouts import Result, ReturnReason

Row = Mapping[str, object]


class ResultColumn(StrEnum):
    """What a column of a bank's file says."""

    REMARK = "REMARK"
    STATE = "STATE"
    AMOUNT = "AMOUNT"
    REASON = "REASON"
    ACCOUNT = "ACCOUNT"


# Under which headings banks put it; the first that a file has counts.
HEADINGS: Mapping[ResultColumn, tuple[str, ...]] = {
    ResultColumn.REMARK: ("附言", "备注", "备注信息", "汇款用途", "用途", "摘要", "付款编号"),
    ResultColumn.STATE: ("状态", "交易状态", "处理状态", "处理结果", "交易结果", "结果"),
    ResultColumn.AMOUNT: ("金额", "交易金额", "付款金额", "汇款金额", "金额（元）", "金额(元)"),
    ResultColumn.REASON: ("失败原因", "退回原因", "原因", "返回信息", "错误信息"),
    ResultColumn.ACCOUNT: ("收款账号", "收款人账号", "账号", "收方账号"),
}
_REQUIRED = (ResultColumn.REMARK, ResultColumn.STATE, ResultColumn.AMOUNT)
PAID_WORDS = (
    "成功",
    "交易成功",
    "处理成功",
    "支付成功",
    "付款成功",
    "入账成功",
    "已入账",
    "已到账",
)
RETURNED_WORDS = (
    *("失败", "交易失败", "处理失败", "支付失败", "付款失败", "入账失败"),
    *("退回", "已退回", "退票", "已退票", "退汇"),
)
# The bank is not done with it: such a row says nothing yet.
PENDING_WORDS = ("处理中", "银行处理中", "待处理", "已受理", "已提交")
# What is said of the words when one is not understood.
_UNDERSTOOD = frozenset({*PAID_WORDS, *RETURNED_WORDS, *PENDING_WORDS})
_ALLOWED = ("成功", "失败", "退回", "退票", "处理中")
# A word of a bank's reason, and what it means here; the first that is found counts.
_REASONS: Mapping[str, ReturnReason] = {
    "销户": ReturnReason.ACCOUNT_CLOSED,
    "注销": ReturnReason.ACCOUNT_CLOSED,
    "户名": ReturnReason.NAME_DIFFERS,
    "姓名": ReturnReason.NAME_DIFFERS,
    "不存在": ReturnReason.ACCOUNT_UNKNOWN,
    "无此": ReturnReason.ACCOUNT_UNKNOWN,
    "账号有误": ReturnReason.ACCOUNT_UNKNOWN,
    "账号错误": ReturnReason.ACCOUNT_UNKNOWN,
}
# Lines under a table that only add it up.
_SUMS = ("合计", "总计", "小计")


@dataclass(frozen=True)
class Expected:
    """One payout of the batch as the bank was told it."""

    payout_key: str
    total_fen: int
    number: str = field(repr=False)


@dataclass(frozen=True)
class ResultRow:
    """One row that could be read: the sheet's number of it, which payout, and what became of it."""

    row: int
    place: int
    total_fen: int
    result: Result


@dataclass(frozen=True)
class ResultSheet:
    """A whole file as it was read. With findings, nothing of it counts.

    `pending` is how many of its rows say that the bank is not done yet.
    """

    rows: tuple[ResultRow, ...]
    findings: tuple[Finding, ...]
    pending: int = 0


def read_results(
    rows: Sequence[tuple[int, Row]], *, batch: int, expected: Mapping[int, Expected]
) -> ResultSheet:
    """What a file says of the payouts of a batch, found by the number in their remark.

    `rows` are the sheet's rows with their numbers, `expected` the batch's payouts by place. A row
    is at fault when it names no payout, one of another batch, an unknown one or one twice, when
    its sum or account is another than the bank was told, or when its state cannot be understood.
    """
    columns = _columns(rows)
    missing = [column for column in _REQUIRED if column not in columns]
    if missing:
        return ResultSheet((), tuple(_missing(column) for column in missing))
    read: dict[int, ResultRow] = {}
    seen: dict[int, int] = {}
    findings: list[Finding] = []
    for number, row in rows:
        if _is_sum(row):
            continue
        cells = _Cells(number, row, columns)
        place = _place(cells, batch=batch, expected=expected, seen=seen)
        if isinstance(place, Finding):
            findings.append(place)
            continue
        seen[place] = number
        faults = list(_faults(cells, expected[place]))
        findings += faults
        if not faults and cells.text(ResultColumn.STATE) not in PENDING_WORDS:
            read[place] = _read(cells, place, expected[place])
    pending = len(seen) - len(read) if not findings else 0
    return ResultSheet(tuple(read.values()), tuple(findings), pending)


@dataclass(frozen=True)
class _Cells:
    """One row, asked by what its columns say."""

    number: int
    row: Row
    columns: Mapping[ResultColumn, str]

    def cell(self, column: ResultColumn) -> object:
        return self.row.get(self.columns[column]) if column in self.columns else None

    def text(self, column: ResultColumn) -> str:
        said = self.cell(column)
        return "" if said is None else "".join(str(said).split())

    def fault(self, column: ResultColumn, code: str, **facts: Fact) -> Finding:
        return Finding(self.number, self.columns[column], code, facts)


def _columns(rows: Sequence[tuple[int, Row]]) -> Mapping[ResultColumn, str]:
    there = set(rows[0][1]) if rows else set()
    return {
        column: heading
        for column, headings in HEADINGS.items()
        if (heading := next((each for each in headings if each in there), None))
    }


def _missing(column: ResultColumn) -> Finding:
    headings = HEADINGS[column]
    return Finding(1, headings[0], "RESULT_COLUMN_MISSING", {"allowed": headings})


def _is_sum(row: Row) -> bool:
    first = next((str(cell) for cell in row.values() if cell is not None), "")
    return first.startswith(_SUMS)


def _place(
    cells: _Cells, *, batch: int, expected: Mapping[int, Expected], seen: Mapping[int, int]
) -> int | Finding:
    named: PayoutPlace | None = payout_place(cells.text(ResultColumn.REMARK))
    column = ResultColumn.REMARK
    if named is None:
        return cells.fault(column, "RESULT_WITHOUT_NUMBER")
    if named.batch != batch:
        return cells.fault(column, "RESULT_OF_ANOTHER_BATCH", value=str(named.batch))
    if named.place not in expected:
        return cells.fault(column, "RESULT_UNKNOWN", value=str(named.place))
    if named.place in seen:
        return cells.fault(column, "RESULT_TWICE", first_row=seen[named.place])
    return named.place


def _faults(cells: _Cells, expected: Expected) -> Iterator[Finding]:
    fen = _fen(cells.cell(ResultColumn.AMOUNT))
    if fen is None:
        yield cells.fault(ResultColumn.AMOUNT, "MONEY_UNREADABLE")
    elif fen != expected.total_fen:
        yield cells.fault(
            ResultColumn.AMOUNT,
            "RESULT_AMOUNT_DIFFERS",
            value_fen=fen,
            total_fen=expected.total_fen,
        )
    # Typed as a number it has lost digits already; then the remark and the sum must do.
    account = cells.cell(ResultColumn.ACCOUNT)
    if isinstance(account, str) and _digits(account) not in {"", expected.number}:
        yield cells.fault(ResultColumn.ACCOUNT, "RESULT_ACCOUNT_DIFFERS")
    if cells.text(ResultColumn.STATE) not in _UNDERSTOOD:
        yield cells.fault(
            ResultColumn.STATE,
            "RESULT_STATE_UNKNOWN",
            allowed=_ALLOWED,
        )


def _read(cells: _Cells, place: int, expected: Expected) -> ResultRow:
    is_paid = cells.text(ResultColumn.STATE) in PAID_WORDS
    returned = None if is_paid else _reason(cells.text(ResultColumn.REASON))
    result = Result(expected.payout_key, returned)
    return ResultRow(cells.number, place, expected.total_fen, result)


def _reason(words: str) -> ReturnReason:
    return next((reason for word, reason in _REASONS.items() if word in words), ReturnReason.OTHER)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _fen(cell: object) -> int | None:
    """A sum in fen; nothing when it is none, or finer than a fen."""
    amount = plain_amount(str(cell).removesuffix("元")) if isinstance(cell, str) else None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # A workbook keeps 0.1 + 0.2 as it is reckoned; the fen behind it is meant.
        amount = Decimal(str(round(cell, 6)))
    if amount is None:
        return None
    fen = amount * FEN_PER_YUAN
    return int(fen) if fen == fen.to_integral_value() else None
