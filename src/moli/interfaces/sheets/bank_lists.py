"""The list that a bank gets of a payout batch, in the layout of a template: the same bytes always.

A template is data: which columns under which headings, in which order and encoding. Banks change
theirs without notice, so each says where it comes from and that the bank's own page decides.

Excel turns a long number of a CSV into 6.22E+18 and drops leading zeros. A tab behind the digits
makes it a text there; banks' readers, and ours, take blanks at the ends off. No cell of a person's
making is taken for a formula (`formulas`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import Final, Protocol

from moli.interfaces.sheets.formulas import harmless
from moli.kernel.money import FEN_PER_YUAN

CSV: Final = "text/csv"


class BankRow(Protocol):
    """One payout, as `settlement.services.handing_to_bank` gives it."""

    @property
    def holder_name(self) -> str:
        """Whose account it is."""
        ...

    @property
    def bank_name(self) -> str:
        """At which bank."""
        ...

    @property
    def number(self) -> str:
        """The account's number in full."""
        ...

    @property
    def total_fen(self) -> int:
        """How much."""
        ...


class Cell(StrEnum):
    """What a column of a list holds."""

    PLACE = "PLACE"
    ACCOUNT = "ACCOUNT"
    HOLDER = "HOLDER"
    BANK = "BANK"
    AMOUNT = "AMOUNT"
    CURRENCY = "CURRENCY"
    PURPOSE = "PURPOSE"
    REMARK = "REMARK"


@dataclass(frozen=True)
class BankTemplate:
    """One layout. Every one holds the payout's number, by which a result finds it again."""

    code: str
    columns: Sequence[tuple[str, Cell]]
    encoding: str


TEMPLATES: Final[Mapping[str, BankTemplate]] = {
    template.code: template
    for template in (
        # Our own: what every bank asks for, in the order in which a clerk reads it.
        BankTemplate(
            code="plain",
            columns=(
                ("序号", Cell.PLACE),
                ("收款账号", Cell.ACCOUNT),
                ("户名", Cell.HOLDER),
                ("开户行", Cell.BANK),
                ("金额", Cell.AMOUNT),
                ("附言", Cell.REMARK),
            ),
            encoding="utf-8-sig",
        ),
        # Our own too, named and ordered as ICBC's public guide to batch payments from a company's
        # account tells its columns (bank, account, name, sum, purpose, remark). Not their file.
        BankTemplate(
            code="batch",
            columns=(
                ("币种", Cell.CURRENCY),
                ("收款账号开户行", Cell.BANK),
                ("收款账号", Cell.ACCOUNT),
                ("收款账号名称", Cell.HOLDER),
                ("金额", Cell.AMOUNT),
                ("汇款用途", Cell.PURPOSE),
                ("备注信息", Cell.REMARK),
            ),
            encoding="gb18030",
        ),
    )
}
_CURRENCY = "RMB"
_PURPOSE = "农产品货款"


def bank_file(
    template: BankTemplate, rows: Sequence[BankRow], *, number_of: Callable[[int], str]
) -> bytes:
    """The list as a CSV in a template's layout; `number_of` names a payout by its place from 1.

    Sums have two decimals and no commas. Equal rows give equal bytes.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading for heading, _ in template.columns])
    for place, row in enumerate(rows, start=1):
        cells = _cells(row, place=place, number=number_of(place))
        writer.writerow([cells[cell] for _, cell in template.columns])
    return text.getvalue().encode(template.encoding)


def _cells(row: BankRow, *, place: int, number: str) -> Mapping[Cell, str]:
    yuan, fen = divmod(row.total_fen, FEN_PER_YUAN)
    return {
        Cell.PLACE: str(place),
        Cell.ACCOUNT: f"{row.number}\t",
        Cell.HOLDER: harmless(row.holder_name),
        Cell.BANK: harmless(row.bank_name),
        Cell.AMOUNT: f"{yuan}.{fen:02d}",
        Cell.CURRENCY: _CURRENCY,
        Cell.PURPOSE: _PURPOSE,
        Cell.REMARK: number,
    }
