"""Importing lots from a sheet: a look first, a yes then; one fault keeps all of it out."""

import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from moli.market.models import Lot
from tests.factories import Story, places

URL = "/lots/import/"
HEADINGS = (
    "村代码",
    "乡镇",
    "村",
    "产品",
    "等级",
    "数量（斤）",
    "最低价（元/斤）",
    "最早可提货日",
    "最晚可提货日",
    "农户数",
    "其中贫困户",
)
GOOD = (
    places.YAOBU,
    "石塘镇",
    "瑶埠村",
    "百香果",
    "二级",
    80_000,
    3.0,
    "2016-09-12",
    "2016-09-30",
    112,
    46,
)


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.MOLI_HOME = tmp_path


@pytest.fixture
def secretary(client: Client, personas: Story) -> Client:
    """The browser of Yaobu's first secretary, on a market without lots."""
    client.force_login(personas.first_secretary)
    return client


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A workbook with the template's headings."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *rows)):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def but(**changes: object) -> tuple[object, ...]:
    """A good row with cells changed, by the place of their column (c0, c1, …)."""
    cells = list(GOOD)
    for place, value in changes.items():
        cells[int(place[1:])] = value
    return tuple(cells)


def send(browser: Client, content: bytes, name: str = "lots.xlsx") -> Any:
    """Send a sheet to be looked through."""
    return browser.post(URL, {"act": "check", "file": SimpleUploadedFile(name, content)})


def test_a_look_stores_nothing_and_a_yes_stores_all(secretary: Client) -> None:
    before = Lot.objects.count()
    page = send(secretary, workbook(GOOD, but(c5="4万")))
    assert "2 批货都看得懂" in page.content.decode()
    assert Lot.objects.count() == before

    sheet = page.context["file_hash"]
    answer = secretary.post(URL, {"act": "import", "sheet": sheet}, follow=True)

    assert "导入了 2 批货。" in answer.content.decode()
    assert Lot.objects.count() == before + 2


def test_a_second_yes_and_a_second_file_change_nothing(secretary: Client) -> None:
    content = workbook(GOOD)
    sheet = send(secretary, content).context["file_hash"]
    secretary.post(URL, {"act": "import", "sheet": sheet})
    count = Lot.objects.count()

    again = secretary.post(URL, {"act": "import", "sheet": sheet}, follow=True)
    assert "这份表以前导入过" in again.content.decode()
    assert send(secretary, content).context["report"].unchanged == 1
    assert Lot.objects.count() == count


def test_faults_are_told_by_row_and_column_in_the_sheets_words(secretary: Client) -> None:
    count = Lot.objects.count()
    page = send(
        secretary,
        workbook(
            GOOD,
            but(c5=-500),
            but(c0="450181110999"),
            but(c8="2016-09-11"),
            but(c0="", c1="", c2="泮塘村"),
            but(c0=places.HEGUI, c1="", c2="贺桂村"),
            but(c4="=1+1<script>"),
        ),
    )

    shown = [(row.row, row.column, row.reason) for row in page.context["findings"].rows]
    assert [(row, column) for row, column, _ in shown] == [
        (3, "数量（斤）"),
        (4, "村代码"),
        (5, "最晚可提货日"),
        (6, "乡镇"),
        (7, "村"),
        (8, "等级"),
    ]
    assert shown[1][2] == "没有代码是“450181110999”的村，请照名单核对 12 位代码。"
    assert "那阳镇、峦城镇" in shown[3][2]
    html = page.content.decode()
    assert "有 6 处要改，什么都没有存" in html
    assert "第 3 行" in html
    assert "<script>" not in html
    assert Lot.objects.count() == count


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"PK\x03\x04 but no workbook", "lots.xlsx", "lots.xlsx 打不开"),
        (b"\x00\x01\x02", "<b>.xlsx", "&lt;b&gt;.xlsx 打不开"),
        (b"", "lots.xlsx", "还没有选表格"),
        ("村代码,村\n".encode(), "lots.csv", "没有数据"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(
    secretary: Client, content: bytes, name: str, words: str
) -> None:
    page = send(secretary, content, name)

    assert page.status_code == 200
    assert words in page.content.decode()


def test_no_file_at_all_is_told(secretary: Client) -> None:
    assert "还没有选表格" in secretary.post(URL, {"act": "check"}).content.decode()


def test_eleven_megabytes_are_refused_unread(secretary: Client) -> None:
    page = send(secretary, b"x" * (11 * 1024 * 1024), "lots.csv")

    assert "lots.csv 太大，最多 10 MB" in page.content.decode()


def test_a_sheet_without_a_column_says_which(secretary: Client) -> None:
    page = send(secretary, "村,产品\n瑶埠村,百香果\n".encode("gb18030"), "lots.csv")

    assert {row.column for row in page.context["findings"].rows} >= {"等级", "数量（斤）"}
    assert {row.row for row in page.context["findings"].rows} == {1}


def test_nobody_confirms_a_sheet_that_somebody_else_sent(
    secretary: Client, personas: Story
) -> None:
    sheet = send(secretary, workbook(GOOD)).context["file_hash"]
    count = Lot.objects.count()
    other = Client()
    other.force_login(personas.village_committee)

    page = other.post(URL, {"act": "import", "sheet": sheet})

    assert "请再传一次" in page.content.decode()
    assert Lot.objects.count() == count


@pytest.mark.parametrize("sheet", ["", "x", "../../secret-key", "ab" * 32, "A" * 64])
def test_a_made_up_sheet_is_not_found(secretary: Client, sheet: str) -> None:
    page = secretary.post(URL, {"act": "import", "sheet": sheet})

    assert "请再传一次" in page.content.decode()


def test_a_sheet_is_kept_for_an_hour_and_no_longer(secretary: Client, tmp_path: Path) -> None:
    sheet = send(secretary, workbook(GOOD)).context["file_hash"]
    (path,) = tmp_path.glob("uploads/*/*")
    long_ago = time.time() - 3_700
    os.utime(path, (long_ago, long_ago))

    page = secretary.post(URL, {"act": "import", "sheet": sheet})

    assert "请再传一次" in page.content.decode()
    assert list(tmp_path.glob("uploads/*/*")) == []


def test_a_faulty_sheet_is_not_kept(secretary: Client, tmp_path: Path) -> None:
    send(secretary, workbook(but(c5=-500)))

    assert list(tmp_path.glob("uploads/*/*")) == []


def test_the_template_is_read_back_by_the_import(secretary: Client) -> None:
    answer = secretary.get("/lots/import/template.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))

    assert book.sheet_names == ["货源", "说明", "名单"]
    headings, example, *rest = book.get_sheet_by_name("货源").to_python()
    assert tuple(headings) == HEADINGS
    assert example[0] == "示例"
    assert rest == []
    names = book.get_sheet_by_name("名单").to_python()
    assert names[0][:3] == [places.YAOBU, "石塘镇", "瑶埠村"]
    # As downloaded it holds nothing but the example, which is never stored.
    page = send(secretary, answer.content)
    assert [row.reason for row in page.context["findings"].rows] == ["没有数据行，从第二行起填。"]


def test_the_template_speaks_chinese_on_english_pages_too(secretary: Client) -> None:
    secretary.cookies["language"] = "en"
    answer = secretary.get("/lots/import/template.xlsx")

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.get_sheet_by_name("名单").to_python()[0][4] == "百香果"
