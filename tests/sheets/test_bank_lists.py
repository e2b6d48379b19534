"""The bank's list: the same bytes always, numbers that survive Excel, nothing that is reckoned."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from moli.interfaces.sheets import read_table
from moli.interfaces.sheets.bank_lists import TEMPLATES, BankTemplate, bank_file
from moli.settlement.rules.bank_numbers import PayoutPlace, payout_number
from moli.settlement.rules.result_sheets import HEADINGS, ResultColumn
from moli.settlement.services.handing_to_bank import BankRow

ROWS = (
    BankRow("a", "韦永生", "横县农信社", "6222020200112233445", 16_000),
    BankRow("b", '=HYPERLINK("http://x")', "@建行", "0012345678", 1_068_805),
    BankRow("c", '卢,"三"', "邮储", "62179970", 5),
)


def _number(place: int) -> str:
    return payout_number(PayoutPlace(12, place))


def _file(template: BankTemplate) -> bytes:
    return bank_file(template, ROWS, number_of=_number)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_equal_rows_give_equal_bytes(template: BankTemplate) -> None:
    assert _file(template) == _file(template)


def test_the_plain_list_is_utf8_with_its_mark() -> None:
    lines = _file(TEMPLATES["plain"]).decode("utf-8").splitlines()

    assert lines[0] == "\ufeff序号,收款账号,户名,开户行,金额,附言"
    assert lines[1] == "1,6222020200112233445\t,韦永生,横县农信社,160.00,ML12-0001"


def test_the_other_list_is_gb18030_without_a_mark() -> None:
    content = _file(TEMPLATES["batch"])

    first, second, *_ = content.decode("gb18030").split("\r\n")
    assert first == "币种,收款账号开户行,收款账号,收款账号名称,金额,汇款用途,备注信息"
    assert second == "RMB,横县农信社,6222020200112233445\t,韦永生,160.00,农产品货款,ML12-0001"
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_numbers_are_texts_to_excel_and_whole_to_a_reader(template: BankTemplate) -> None:
    text = _file(template).decode(template.encoding)
    rows = list(csv.DictReader(StringIO(text)))

    for raw, row in zip(rows, ROWS, strict=True):
        # A cell that ends in a tab is no number to Excel, so it keeps all digits and zeros.
        assert raw["收款账号"] == f"{row.number}\t"
        assert f"{int(raw['金额'].replace('.', ''))}" == str(row.total_fen)
    table = read_table(_file(template), filename="list.csv", text_columns=["收款账号"])
    assert [row["收款账号"] for row in table] == [row.number for row in ROWS]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_no_cell_is_taken_for_a_formula_and_names_come_back_whole(template: BankTemplate) -> None:
    text = _file(template).decode(template.encoding).removeprefix("\ufeff")
    cells = [cell for line in csv.reader(StringIO(text)) for cell in line]

    assert not [cell for cell in cells if cell[:1] in {*"=+-@|%\t"}]
    back = read_table(_file(template), filename="list.csv")
    names = {row.get("户名") or row.get("收款账号名称") for row in back}
    assert names == {row.holder_name for row in ROWS}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_what_a_bank_sends_back_in_the_same_layout_is_understood(template: BankTemplate) -> None:
    headings = {heading for heading, _ in template.columns}

    for column in (ResultColumn.REMARK, ResultColumn.AMOUNT, ResultColumn.ACCOUNT):
        assert headings & set(HEADINGS[column]), column
