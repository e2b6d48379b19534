"""Poor villages, old codes and destinations: dated rows that are never overwritten."""

from __future__ import annotations

from datetime import date

import pytest

from moli.places.models import CodeAlias, Destination, PoorDesignation
from moli.places.queries.directory import destinations, division_by_code, poor_village_ids
from moli.places.services.designating import (
    ExitBeforeDesignation,
    NotAVillage,
    NotDesignated,
    add_code_alias,
    add_destination,
    designate_poor_village,
    end_poor_designation,
)
from tests.factories import COUNTY, NOW, TESTER, YAOBU, county, village
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

NAMED_ON = date(2015, 11, 30)
LEFT_ON = date(2018, 12, 31)


def _designate(code: str = YAOBU, *, from_on: date = NAMED_ON) -> PoorDesignation:
    return designate_poor_village(
        village_code=code, from_on=from_on, source="名单", by=TESTER, at=NOW
    )


def test_a_village_is_poor_from_its_designation_until_its_exit() -> None:
    yaobu = village()
    _designate()
    end_poor_designation(village_code=YAOBU, to_on=LEFT_ON, by=TESTER, at=NOW)

    assert poor_village_ids(on=date(2015, 11, 29)) == set()
    assert poor_village_ids(on=NAMED_ON) == {yaobu.pk}
    assert poor_village_ids(on=date(2018, 12, 30)) == {yaobu.pk}
    assert poor_village_ids(on=LEFT_ON) == set()


def test_designating_twice_is_once_and_again_after_an_exit_is_a_new_row() -> None:
    village()
    first = _designate()
    with unchanged():
        assert _designate(from_on=date(2016, 1, 1)) == first
    end_poor_designation(village_code=YAOBU, to_on=LEFT_ON, by=TESTER, at=NOW)

    again = _designate(from_on=date(2020, 1, 1))
    assert again != first
    first.refresh_from_db()
    assert (first.from_on, first.to_on) == (NAMED_ON, LEFT_ON)


def test_only_villages_are_designated() -> None:
    county()
    with refused(NotAVillage, field="village_code", value="450181110"):
        _designate("450181110")


def test_a_village_that_is_not_designated_cannot_exit() -> None:
    village()
    with refused(NotDesignated, field="village_code", value=YAOBU):
        end_poor_designation(village_code=YAOBU, to_on=LEFT_ON, by=TESTER, at=NOW)


def test_an_exit_comes_after_the_designation() -> None:
    village()
    _designate()
    with refused(ExitBeforeDesignation, field="to_on", from_on="2015-11-30"):
        end_poor_designation(village_code=YAOBU, to_on=NAMED_ON, by=TESTER, at=NOW)


def test_an_old_code_of_the_county_translates_every_code_that_begins_with_it() -> None:
    county()
    for _ in range(2):
        add_code_alias(
            old_code="450127",
            division_code=COUNTY,
            from_on=date(2002, 12, 23),
            to_on=date(2021, 2, 3),
            source="GB/T 2260",
        )

    assert CodeAlias.objects.count() == 1
    for old, new in (("450127", COUNTY), ("450127110", "450181110"), ("450127110206", YAOBU)):
        found = division_by_code(old)
        assert found is not None
        assert found.code == new
    assert division_by_code("450127999999") is None
    assert division_by_code("999999") is None


def test_a_destination_of_the_same_code_is_moved_not_doubled() -> None:
    for longitude in (108.3, 108.4):
        add_destination(
            code="nanning",
            names=("南宁", "Nanning"),
            longitude=longitude,
            latitude=22.8,
            source="city centre",
        )

    assert [row.longitude for row in destinations()] == [108.4]
    assert Destination.objects.count() == 1
