"""What a line of an official list must hold."""

import pytest

from moli.places.rules.divisions import Kind, Level, faults_of_row, kind_of_town, level_of

GOOD = {
    "code": "450181110206",
    "name": "瑶埠村委会",
    "short_name": "瑶埠村",
    "kind": "village",
    "town_code": "450181110",
    "town": "石塘镇",
    "county_code": "450181",
    "county": "横州市",
}


def test_a_line_of_the_official_list_has_no_fault() -> None:
    assert list(faults_of_row(2, GOOD)) == []


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("code", "45018111020", "CODE_SHAPE"),
        ("code", "45018111020X", "CODE_SHAPE"),
        ("code", "450181113207", "CODE_OUTSIDE"),
        ("county_code", "450127", "CODE_OUTSIDE"),
        ("kind", "hamlet", "NOT_IN_LIST"),
        ("short_name", " ", "EMPTY"),
    ],
)
def test_a_fault_names_its_row_column_and_kind(column: str, value: str, code: str) -> None:
    findings = list(faults_of_row(17, {**GOOD, column: value}))
    assert [finding.code for finding in findings] == [code]
    assert {finding.row for finding in findings} == {17}


def test_levels_follow_the_length_of_the_code() -> None:
    assert [level_of(code) for code in ("450181", "450181110", "450181110206")] == [
        Level.COUNTY,
        Level.TOWN,
        Level.VILLAGE,
    ]


def test_town_kinds_follow_the_end_of_the_name() -> None:
    assert kind_of_town("石塘镇") is Kind.TOWN
    assert kind_of_town("镇龙乡") is Kind.TOWNSHIP
    assert kind_of_town("南宁六景工业园区") is Kind.ZONE
