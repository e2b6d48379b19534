"""Rosters on pages: looked through, confirmed, agreed to by another person, taken out masked."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from moli.accounts.models import User
from moli.audit.models import Event
from moli.households.models import Batch, Household
from moli.households.rules.roster import RosterColumn
from moli.interfaces.sheets import read_table
from tests.factories import (
    HEGUI,
    JIAOYI,
    YAOBU,
    Story,
    household,
    office,
    person_facts,
    places,
    town_office,
)
from tests.factories.rosters import head, imported, roster_workbook, spouse

LIST, IMPORT = "/registry/rosters/", "/registry/rosters/import/"
EXPORT, TEMPLATE = "/registry/rosters/export/", "/registry/rosters/template.xlsx"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.MOLI_HOME = tmp_path


@pytest.fixture
def browser(client: Client, personas: Story) -> Client:
    """The browser of the county's office."""
    client.force_login(personas.office)
    return client


def of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def send(browser: Client, content: bytes, name: str = "花名册.xlsx") -> Any:
    return browser.post(IMPORT, {"act": "check", "file": SimpleUploadedFile(name, content)})


def confirm(browser: Client, page: Any) -> Any:
    answers = {"act": "import", "sheet": page.context["file_hash"], "filename": "花名册.xlsx"}
    return browser.post(IMPORT, answers, follow=True)


GOOD = (head(1), spouse(1), head(2), spouse(2))


def test_a_look_stores_nothing_and_a_yes_leads_to_the_batch(browser: Client) -> None:
    page = send(browser, roster_workbook(*GOOD))
    assert "2 户 4 人都看得懂" in page.content.decode()
    assert Household.objects.count() == 0

    answer = confirm(browser, page)

    html = answer.content.decode()
    assert "导入了 2 户，等另一个人复核。" in html
    assert "请另一个人来复核" in html
    assert "韦*1" in html
    assert "韦永1" not in html
    assert Batch.objects.get().filename == "花名册.xlsx"


def test_a_second_yes_changes_nothing(browser: Client) -> None:
    # Made once: a workbook holds the second in which it was made.
    content = roster_workbook(*GOOD)
    page = send(browser, content)
    confirm(browser, page)

    again = confirm(browser, page)

    assert "没有新的农户，什么都没有改。" in again.content.decode()
    assert "这份表以前导入过" in send(browser, content).content.decode()
    assert Household.objects.count() == 2


def test_faults_are_told_by_row_and_column_and_no_number_is_repeated(browser: Client) -> None:
    number = str(GOOD[0]["证件号码"])
    wrong = head(1, SEX=number, GROUP=number, BORN_ON=number)

    page = send(browser, roster_workbook(wrong, spouse(1)))

    shown = [(row.row, row.column) for row in page.context["findings"].rows]
    assert sorted(shown) == [(2, "出生日期"), (2, "性别"), (2, "村民小组")]
    html = page.content.decode()
    assert "有 3 处要改，什么都没有存" in html
    assert number not in html
    assert Household.objects.count() == 0


def test_what_is_registered_already_is_compared(browser: Client) -> None:
    confirm(browser, send(browser, roster_workbook(*GOOD)))

    page = send(browser, roster_workbook(head(1, GROUP="第九组"), spouse(1)))

    html = page.content.decode()
    assert "有 1 处和在册的不一样" in html
    assert "没有新的户，不用导入。" in html


def test_a_broken_file_is_told_in_one_sentence(browser: Client) -> None:
    assert "打不开" in send(browser, b"PK\x03\x04 no workbook").content.decode()
    assert "还没有选表格" in browser.post(IMPORT, {"act": "check"}).content.decode()


def test_nobody_confirms_what_somebody_else_sent(browser: Client) -> None:
    page = send(browser, roster_workbook(*GOOD))
    other = of(office(name="另一个办公室"))

    assert "请再传一次" in confirm(other, page).content.decode()
    assert Household.objects.count() == 0


def test_a_town_imports_its_own_villages_and_no_other(personas: Story) -> None:
    town = of(town_office(area_code=JIAOYI))

    page = send(town, roster_workbook(*GOOD))
    rows = page.context["findings"].rows
    assert [(row.row, row.column) for row in rows] == [(2, "行政村"), (4, "行政村")]
    assert "不归您管" in page.content.decode()

    own = roster_workbook(head(1, VILLAGE_CODE=HEGUI), spouse(1))
    assert "导入了 1 户" in confirm(town, send(town, own)).content.decode()


def test_another_person_agrees_and_the_list_says_so(browser: Client) -> None:
    confirm(browser, send(browser, roster_workbook(*GOOD)))
    batch = Batch.objects.get()
    url = f"{LIST}{batch.uid}/"
    refusal = browser.post(f"{url}merge/").content.decode()
    assert "自己导入的一批不能自己复核" in refusal

    other = of(town_office())
    assert "入册" in other.get(url).content.decode()
    answer = other.post(f"{url}merge/", follow=True)

    assert "这一批已入册。" in answer.content.decode()
    assert Household.objects.filter(is_in_review=False).count() == 2
    assert "已入册" in browser.get(LIST).content.decode()


def test_a_batch_is_taken_back_for_a_reason(browser: Client) -> None:
    confirm(browser, send(browser, roster_workbook(*GOOD)))
    url = f"{LIST}{Batch.objects.get().uid}/"

    assert "请选一个原因" in browser.post(f"{url}undo/").content.decode()
    assert Batch.objects.get().state == "IN_REVIEW"

    answer = browser.post(f"{url}undo/", {"reason": "WRONG_FILE"}, follow=True)
    assert "同一份表可以再导入" in answer.content.decode()
    assert "已撤销" in answer.content.decode()


def test_batches_of_other_areas_are_not_there(personas: Story) -> None:
    imported()
    batch = Batch.objects.get()
    stranger = of(town_office(area_code=JIAOYI))
    url = f"{LIST}{batch.uid}/"

    assert stranger.get(url).status_code == 404
    assert stranger.post(f"{url}merge/").status_code == 404
    assert stranger.post(f"{url}undo/", {"reason": "OTHER"}).status_code == 404
    assert "花名册.xlsx" not in stranger.get(LIST).content.decode()
    batch.refresh_from_db()
    assert batch.state == "IN_REVIEW"


@pytest.mark.parametrize("who", ["first_secretary", "village_committee"])
def test_villages_take_out_their_own_and_bring_nothing(personas: Story, who: str) -> None:
    household(people=[person_facts(name="韦永生")])
    village = of(personas.people[who])

    assert {village.get(url).status_code for url in (LIST, IMPORT, TEMPLATE)} == {404}
    assert village.get(EXPORT).status_code == 200
    answer = village.post(EXPORT, {"area": YAOBU})
    (row,) = (
        read_table(b"".join(answer), filename="a.xlsx")
        if answer.streaming
        else read_table(answer.content, filename="a.xlsx")
    )
    assert row["姓名"] == "韦永生"
    assert "*" in str(row["证件号码（隐去中间）"])


@pytest.mark.parametrize("area", [HEGUI, JIAOYI, places.COUNTY, "4", "x"])
def test_an_area_that_is_not_ones_own_is_not_taken_out(personas: Story, area: str) -> None:
    village = of(personas.first_secretary)

    assert village.post(EXPORT, {"area": area}).status_code == 404
    assert not Event.objects.filter(verb="households.export").exists()


def test_an_export_without_an_area_asks_for_one(browser: Client) -> None:
    assert "请选一个地方" in browser.post(EXPORT, {}).content.decode()


@pytest.mark.parametrize(
    "who", ["buyer", "organiser", "station_operator", "leader", "auditor", "stranger"]
)
def test_nobody_else_finds_these_pages(personas: Story, who: str) -> None:
    imported()
    browser = of(personas.people[who])
    urls = (LIST, IMPORT, TEMPLATE, EXPORT, f"{LIST}{Batch.objects.get().uid}/")

    assert {browser.get(url).status_code for url in urls} == {404}


def test_the_template_is_read_back_and_its_example_is_left_out(browser: Client) -> None:
    browser.cookies["language"] = "en"
    answer = browser.get(TEMPLATE)

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == ["花名册", "说明", "可填的词", "各村代码"]
    headings, example = book.get_sheet_by_name("花名册").to_python()
    assert headings == [column.value for column in RosterColumn]
    assert str(example[headings.index("证件号码")]).startswith("999999")
    assert "石塘镇" in str(book.get_sheet_by_name("各村代码").to_python())
    browser.cookies["language"] = "zh-hans"
    page = send(browser, answer.content)
    assert [row.reason for row in page.context["findings"].rows] == ["没有数据行，从第二行起填。"]


def test_the_example_of_the_template_is_a_sound_household(browser: Client) -> None:
    (row,) = read_table(browser.get(TEMPLATE).content, filename="a.xlsx")
    # As somebody does who writes over the example.
    filled = {heading: "0001" if cell == "示例" else cell for heading, cell in row.items()}

    page = send(browser, roster_workbook(filled))

    assert "1 户 1 人都看得懂" in page.content.decode()


def test_pages_are_english_for_who_reads_english(browser: Client) -> None:
    imported()
    browser.cookies["language"] = "en"

    for url in (LIST, IMPORT, EXPORT, f"{LIST}{Batch.objects.get().uid}/"):
        answer = browser.get(url)
        assert answer.status_code == 200
        assert '<html lang="en"' in answer.content.decode()


def test_queries_do_not_grow_with_households(
    browser: Client, django_assert_max_num_queries: Any
) -> None:
    rows = [row for number in range(1, 31) for row in (head(number), spouse(number))]
    confirm(browser, send(browser, roster_workbook(*rows)))

    with django_assert_max_num_queries(24):
        browser.get(f"{LIST}{Batch.objects.get().uid}/")


def test_a_code_of_another_town_is_refused_and_tells_nothing_of_that_household(
    personas: Story,
) -> None:
    imported()
    town = of(town_office(area_code=HEGUI[:9]))
    fishing = head(1, VILLAGE_CODE=HEGUI, HEALTH="患有大病", PHONE="13900000000")

    page = send(town, roster_workbook(fishing, spouse(1, NAME="别的人")))

    assert [(row.row, row.column) for row in page.context["findings"].rows] == [(2, "户编号")]
    assert page.context["differing"].count == 0
    assert "您辖区以外一户的" in page.content.decode()


def test_a_sheet_waits_sealed_and_once_stored_lies_on_no_disk_any_more(
    browser: Client, tmp_path: Path
) -> None:
    sheet = roster_workbook(*GOOD)
    page = send(browser, sheet)
    (path,) = tmp_path.glob("uploads/*/*")
    assert path.read_bytes()[:4] != sheet[:4]

    confirm(browser, page)

    assert list(tmp_path.glob("uploads/*/*")) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [(f"{GOOD[0]['证件号码']}.xlsx", ""), ("花\0名册.xlsx", "花名册.xlsx")],
)
def test_a_file_is_called_by_no_number_and_no_sign_that_a_database_refuses(
    name: str, kept: str, browser: Client
) -> None:
    page = send(browser, roster_workbook(*GOOD))

    browser.post(IMPORT, {"act": "import", "sheet": page.context["file_hash"], "filename": name})

    assert Batch.objects.get().filename == kept
