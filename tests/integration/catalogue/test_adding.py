"""Products with everything that belongs to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from moli.audit.models import Event
from moli.catalogue.models import Grade, Pack, Product, ProductName, ShelfLife
from moli.catalogue.queries import products
from moli.catalogue.rules import Storage
from moli.catalogue.services.adding import add_product
from tests.factories import NOW, TESTER, mushroom, passion_fruit
from tests.factories.produce import PASSION_FRUIT
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def test_a_product_comes_with_grades_names_packs_and_shelf_lives() -> None:
    row = add_product(details=PASSION_FRUIT, by=TESTER, at=NOW)

    assert (row.name, row.season_from_month, row.season_to_month) == ("百香果", 7, 12)
    assert list(row.grades.order_by("rank").values_list("rank", "name")) == [
        (1, "一级"),
        (2, "二级"),
        (3, "统货"),
    ]
    assert set(row.other_names.values_list("name", flat=True)) == {"鸡蛋果", "西番莲"}
    assert row.packs.get().grams == 20_000
    assert dict(row.shelf_lives.values_list("storage", "days")) == {
        Storage.AMBIENT: 10,
        Storage.COOL: 30,
    }
    event = Event.objects.get()
    assert (event.verb, event.subject_key) == ("catalogue.add_product", "passion-fruit")


def test_adding_a_product_twice_is_once_and_changes_nothing() -> None:
    first = passion_fruit()

    with unchanged():
        second = add_product(
            details=replace(PASSION_FRUIT, name="别的名字", grades=()), by=TESTER, at=NOW
        )

    assert second == first


def test_a_product_is_added_whole_or_not_at_all() -> None:
    mushroom()

    with unchanged(), pytest.raises(IntegrityError), transaction.atomic():
        # The last part to be stored cannot be.
        add_product(details=replace(PASSION_FRUIT, shelf_days={Storage.COOL: 0}), by=TESTER, at=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda fruit: Grade(product=fruit, rank=1, name="特级", name_en="extra"),
        lambda fruit: Grade(product=fruit, rank=4, name="一级", name_en="grade 1"),
        lambda fruit: Grade(product=fruit, rank=0, name="特级", name_en="extra"),
        lambda fruit: ProductName(product=fruit, name="鸡蛋果"),
        lambda fruit: Pack(product=fruit, name="筐", grams=15_000),
        lambda fruit: Pack(product=fruit, name="箱", grams=0),
        lambda fruit: ShelfLife(product=fruit, storage=Storage.COOL, days=20, source="x"),
    ],
)
def test_the_database_keeps_words_and_ranks_unambiguous(wrong: object) -> None:
    row = wrong(passion_fruit())

    with unchanged(), pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_season_has_months() -> None:
    fruit = passion_fruit()
    fruit.season_to_month = 13

    with unchanged(), pytest.raises(IntegrityError), transaction.atomic():
        fruit.save()


def test_the_catalogue_is_read_in_five_queries_however_long(
    django_assert_num_queries: object,
) -> None:
    passion_fruit()
    mushroom()

    with django_assert_num_queries(5):
        found = [
            (row.name, len(row.grades.all()), len(row.other_names.all()), len(row.packs.all()))
            for row in products()
            if row.shelf_lives.all()
        ]

    assert found == [("百香果", 3, 2, 1), ("双孢蘑菇", 2, 1, 0)]
    assert Product.objects.count() == 2
