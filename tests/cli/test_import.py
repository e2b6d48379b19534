"""`moli import`: a dry run that stores nothing, all or nothing, rows named as the sheet counts."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from moli.interfaces.cli.dispatch import refused
from moli.interfaces.cli.management.commands.import_sheet import Command
from moli.kernel.refusal import Refusal
from moli.kernel.report import SheetRefused
from moli.market.models import Lot
from moli.places.models import Division
from moli.places.rules.divisions import PositionSource
from tests.factories import HEGUI, YAOBU, county, passion_fruit, tariff
from tests.unchanged import everything, unchanged

pytestmark = pytest.mark.django_db

HEADINGS = "code,name,short_name,kind,town_code,town,county_code,county\n"
GOOD = "450181110206,瑶埠村委会,瑶埠村,village,450181110,石塘镇,450181,横州市\n"
TWIN = "450181102204,泮塘村委会,泮塘村,village,450181102,那阳镇,450181,横州市\n"
OTHER_TWIN = "450181107201,泮塘村委会,泮塘村,village,450181107,峦城镇,450181,横州市\n"


def _import(what: str, path: Path, **options: bool) -> dict[str, object]:
    out = StringIO()
    call_command(Command(), what, str(path), json=True, stdout=out, **options)
    told: dict[str, object] = json.loads(out.getvalue())
    return told


def _sheet(folder: Path, text: str, name: str = "表.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_a_list_of_divisions_is_imported_once(tmp_path: Path) -> None:
    path = _sheet(tmp_path, HEADINGS + GOOD + TWIN + OTHER_TWIN)

    first, again = _import("divisions", path), _import("divisions", path)

    assert (first["rows"], first["created"]) == (3, 7)
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 7)
    assert Division.objects.get(code=YAOBU).name_en == "Yaobu"
    assert Division.objects.filter(short_name="泮塘村").count() == 2


def test_a_dry_run_reports_and_stores_nothing(tmp_path: Path) -> None:
    path = _sheet(tmp_path, HEADINGS + GOOD)

    with unchanged():
        told = _import("divisions", path, dry_run=True)

    assert (told["dry_run"], told["created"], told["findings"]) == (True, 3, [])


def test_a_fault_names_its_row_as_the_sheet_counts_it_and_stores_nothing(tmp_path: Path) -> None:
    wrong = "45018111020,某村委会,某村,village,450181110,石塘镇,450181,横州市\n"
    path = _sheet(tmp_path, HEADINGS + GOOD + "\n\n" + wrong)

    with unchanged(), pytest.raises(SheetRefused) as caught:
        _import("divisions", path)

    assert refused(caught.value) == ("第 5 行“code”：“45018111020”不是 12 位数字，请核对代码。")


def test_a_dry_run_that_finds_faults_reports_all_of_them_and_ends_with_two(
    tmp_path: Path,
) -> None:
    path = _sheet(tmp_path, HEADINGS + GOOD + GOOD.replace("village", "castle"))
    out, complaint = StringIO(), StringIO()

    with unchanged(), pytest.raises(SystemExit) as ended:
        call_command(
            Command(), "divisions", str(path), json=True, dry_run=True, stdout=out, stderr=complaint
        )

    assert ended.value.code == 2
    assert complaint.getvalue() == "表里有 2 处要改，什么都没有存，改好再导入。\n"
    found = json.loads(out.getvalue())["findings"]
    assert [(one["row"], one["column"], one["code"]) for one in found] == [
        (3, "kind", "NOT_IN_LIST"),
        (3, "code", "TWICE"),
    ]


def test_measured_positions_go_over_approximate_ones(tmp_path: Path) -> None:
    county()
    path = _sheet(tmp_path, f"code,longitude,latitude\n{YAOBU},109.08,22.97\n")

    first, again = _import("positions", path), _import("positions", path)

    yaobu = Division.objects.get(code=YAOBU)
    assert (yaobu.longitude, yaobu.latitude) == (109.08, 22.97)
    assert yaobu.position_source == PositionSource.SURVEYED
    assert (first["changed"], again["changed"], again["unchanged"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "450181999999,109,22",
            "第 2 行“code”：没有代码是“450181999999”的地方，请先导入区划或核对代码。",
        ),
        ("abc,109,22", "第 2 行“code”：“abc”不是区划代码，应是 6、9 或 12 位数字。"),
        (
            f"{YAOBU},209,22",
            "第 2 行“longitude”：“209”不是度数，应在 −180 到 180 之间。",
        ),
        (f"{YAOBU},109,nan", "第 2 行“latitude”：“nan”不是度数，应在 −90 到 90 之间。"),
        (f"{YAOBU},,22", "第 2 行“longitude”：不能空着，请填上。"),
        (
            f"{YAOBU},109,22\n{HEGUI},109,22\n{YAOBU},109,22",
            f"第 4 行“code”：“{YAOBU}”和第 2 行重复，请删掉一行。",
        ),
    ],
)
def test_a_wrong_position_is_refused_by_row_and_column(
    line: str, sentence: str, tmp_path: Path
) -> None:
    county()
    path = _sheet(tmp_path, f"code,longitude,latitude\n{line}\n")

    with unchanged(), pytest.raises(SheetRefused) as caught:
        _import("positions", path)

    assert refused(caught.value).startswith(sentence)


LOTS = "村代码,产品,等级,数量（斤）,最低价（元/斤）,最早可提货日,最晚可提货日,农户数,其中贫困户\n"


def test_lots_are_imported_once_however_often_the_file_is_sent(tmp_path: Path) -> None:
    county()
    passion_fruit()
    tariff()
    path = _sheet(tmp_path, LOTS + f"{YAOBU},百香果,二级,80000,3.00,2016-09-12,2016-09-30,112,46\n")

    with unchanged():
        dry = _import("lots", path, dry_run=True)
    first = _import("lots", path)
    stored = everything()
    again = _import("lots", path)

    assert (dry["created"], first["created"], again["created"]) == (1, 1, 0)
    assert everything() == stored
    lot = Lot.objects.get()
    assert (lot.grams, lot.floor_fen_per_kg, lot.village.code) == (40_000_000, 600, YAOBU)


def test_a_lot_of_negative_weight_is_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    county()
    passion_fruit()
    good = f"{YAOBU},百香果,二级,80000,3.00,2016-09-12,2016-09-30,112,46\n"
    path = _sheet(tmp_path, LOTS + good + good.replace("80000", "-80000"))

    with unchanged(), pytest.raises(SheetRefused) as caught:
        _import("lots", path)

    assert refused(caught.value).startswith("第 3 行“数量")
    assert "-80,000 斤" in refused(caught.value)


def test_a_broken_workbook_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")

    with unchanged(), pytest.raises(Refusal) as caught:
        _import("lots", path)

    assert refused(caught.value) == (
        "坏.xlsx 打不开：请用没有加密的 .xlsx 或 .csv 文件，另存一份再试。"
    )
