"""A list of suppliers is named whole or not at all."""

from __future__ import annotations

import pytest

from moli.orders.models import BulkPart, Quota
from moli.orders.services.naming_suppliers import SupplierLineRefused, name_suppliers
from moli.orders.services.sharing_out import SupplierElsewhere
from tests.factories import HEGUI, NOW, household
from tests.factories.bulk import KG, SELLER, TONNE, called_off, contract, first_part
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def part() -> BulkPart:
    return first_part(called_off(contract(grams=TONNE), grams=600 * KG))


def test_everybody_of_a_list_is_named_in_its_order(part: BulkPart) -> None:
    named = [(household(), grams * KG) for grams in (200, 300, 400)]
    name_suppliers(part_uid=part.uid, named=named, by=SELLER, at=NOW)
    rows = Quota.objects.order_by("pk").values_list("household_id", "most_grams")
    assert list(rows) == [(row.pk, grams) for row, grams in named]


def test_the_same_list_again_changes_nothing(part: BulkPart) -> None:
    named = [(household(), 200 * KG)]
    name_suppliers(part_uid=part.uid, named=named, by=SELLER, at=NOW)
    with unchanged():
        name_suppliers(part_uid=part.uid, named=named, by=SELLER, at=NOW)


def test_one_who_is_refused_keeps_all_from_being_named(part: BulkPart) -> None:
    named = [(household(), 200 * KG), (household(village_code=HEGUI), 300 * KG)]
    with refused(SupplierLineRefused, field="lines", line=2):
        name_suppliers(part_uid=part.uid, named=named, by=SELLER, at=NOW)


def test_why_somebody_was_refused_is_the_cause(part: BulkPart) -> None:
    named = [(household(village_code=HEGUI), 300 * KG)]
    with pytest.raises(SupplierLineRefused) as caught:
        name_suppliers(part_uid=part.uid, named=named, by=SELLER, at=NOW)
    assert isinstance(caught.value.__cause__, SupplierElsewhere)
