"""Importing an official list: all 311 villages, all or nothing, the same list once."""

from __future__ import annotations

import pytest

from moli.interfaces.cli.latin import latin_name
from moli.kernel.report import SheetRefused
from moli.places.models import Division
from moli.places.queries.directory import villages_inside, villages_named
from moli.places.services.importing_divisions import import_divisions
from tests.factories import COUNTY, NOW, TESTER, village_rows
from tests.factories.places import _all_rows
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def _import(rows: list[dict[str, str]], *, is_dry_run: bool = False) -> tuple[int, int, int]:
    report = import_divisions(rows, name_en=latin_name, by=TESTER, at=NOW, is_dry_run=is_dry_run)
    return report.created, report.changed, report.unchanged


def test_the_countys_list_has_311_villages_in_18_towns() -> None:
    rows = [dict(row) for row in _all_rows()]

    assert _import(rows) == (330, 0, 0)
    assert villages_inside(area_codes=[COUNTY]).count() == 311
    assert Division.objects.filter(level="TOWN").count() == 18
    with unchanged():
        assert _import(rows) == (0, 0, 330)


def test_a_renamed_village_keeps_its_row() -> None:
    rows = village_rows()
    _import(rows)
    before = Division.objects.get(code="450181110206").pk

    renamed = [
        {**row, "short_name": "窑埠村"} if row["code"] == "450181110206" else row for row in rows
    ]
    assert _import(renamed)[1] == 1
    assert Division.objects.get(short_name="窑埠村").pk == before


def test_the_two_villages_called_pantang_stay_two() -> None:
    _import(village_rows())

    twins = villages_named("泮塘村")
    assert [row.code for row in twins] == ["450181102204", "450181107201"]
    assert villages_named("泮塘村", town_name="那阳镇").get().code == "450181102204"
    assert not villages_named("泮塘村", town_name="石塘镇").exists()


def test_a_dry_run_counts_and_stores_nothing() -> None:
    with unchanged():
        assert _import(village_rows(), is_dry_run=True) == (11, 0, 0)


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"code": ""}, "code", "EMPTY"),
        ({"code": "45018111020A"}, "code", "CODE_SHAPE"),
        ({"code": "450181113999"}, "town_code", "CODE_OUTSIDE"),
        ({"town_code": "450182110"}, "county_code", "CODE_OUTSIDE"),
        ({"kind": "hamlet"}, "kind", "NOT_IN_LIST"),
    ],
)
def test_one_wrong_line_refuses_the_whole_list(
    changes: dict[str, str], column: str, code: str
) -> None:
    rows = village_rows()
    rows[3] = {**rows[3], **changes}

    with unchanged(), pytest.raises(SheetRefused) as caught:
        _import(rows)

    found = [(one.row, one.column, one.code) for one in caught.value.report.findings]
    assert (5, column, code) in found


def test_a_code_that_comes_twice_names_the_line_where_it_came_first() -> None:
    rows = village_rows()

    with unchanged(), pytest.raises(SheetRefused) as caught:
        _import([*rows, rows[0]])

    finding = caught.value.report.findings[0]
    assert (finding.row, finding.code, finding.facts["first_row"]) == (7, "TWICE", 2)


def test_an_empty_list_is_refused() -> None:
    with unchanged(), pytest.raises(SheetRefused):
        _import([])


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("瑶埠村", "Yaobu"),
        ("宋村", "Songcun"),
        ("城司社区", "Chengsi Community"),
        ("石塘镇", "Shitang Town"),
        ("镇龙乡", "Zhenlong Township"),
        ("横州市", "Hengzhou"),
    ],
)
def test_latin_names_say_what_a_place_is(chinese: str, latin: str) -> None:
    assert latin_name(chinese) == latin
