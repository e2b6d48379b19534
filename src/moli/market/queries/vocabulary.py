"""The words of a county as its rows hold them, for reading messages and sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from moli.catalogue.models import Grade, Product
from moli.catalogue.queries import products
from moli.market.rules.message_words import (
    GradeWords,
    PackWords,
    PlaceWords,
    ProductWords,
    VillageWords,
    Vocabulary,
    usual_grade_names,
)
from moli.places.models import Destination, Division
from moli.places.queries.directory import counties, destinations, villages_inside
from moli.places.queries.known_villages import KnownVillages, known_villages


def vocabulary_of_market() -> Vocabulary:
    """Every product, village and place of delivery with the names that people give them.

    Keys are those of the rows: a product's code, a grade's primary key as text, a division's
    code, a destination's code. Seven queries, however many rows there are.
    """
    county_codes = [county.code for county in counties()]
    return Vocabulary(
        products=tuple(_product_words(product) for product in products()),
        villages=tuple(
            _village_words(village) for village in villages_inside(area_codes=county_codes)
        ),
        destinations=tuple(_place_words(place) for place in destinations()),
    )


def _product_words(product: Product) -> ProductWords:
    return ProductWords(
        key=product.code,
        names=(product.name, *(other.name for other in product.other_names.all())),
        grades=tuple(
            GradeWords(key=str(grade.pk), rank=grade.rank, names=usual_grade_names(grade.name))
            for grade in product.grades.all()
        ),
        packs=tuple(
            PackWords(names=(pack.name,), grams=pack.grams) for pack in product.packs.all()
        ),
    )


def _village_words(village: Division) -> VillageWords:
    town = village.parent
    return VillageWords(
        code=village.code,
        names=tuple(dict.fromkeys((village.short_name, village.name))),
        town_names=(town.name,) if town else (),
    )


def _place_words(place: Destination) -> PlaceWords:
    return PlaceWords(key=place.code, names=(place.name, place.name.removesuffix("市")))


@dataclass(frozen=True)
class SheetWords:
    """What the words of a sheet mean: villages by code and by name, grades by their product."""

    villages: KnownVillages
    products_by_name: Mapping[str, Product]
    grades_by_name: Mapping[tuple[int, str], Grade]

    def grades_of(self, product: Product) -> tuple[str, ...]:
        """The names of a product's grades, the best first."""
        return tuple(grade.name for grade in product.grades.all())


def words_of_sheets(*, area_codes: Iterable[str]) -> SheetWords:
    """The words that a sheet of lots may use, for a person who sells for some areas.

    All villages are known, so that one beyond reach is told apart from one that does not exist.
    Eight queries at most.
    """
    listed = list(products())
    return SheetWords(
        villages=known_villages(area_codes=area_codes),
        products_by_name=dict(_named_products(listed)),
        grades_by_name=dict(_named_grades(listed)),
    )


def _named_products(listed: Iterable[Product]) -> Iterator[tuple[str, Product]]:
    for product in listed:
        yield product.name, product
        yield product.code, product
        yield from ((other.name, product) for other in product.other_names.all())


def _named_grades(listed: Iterable[Product]) -> Iterator[tuple[tuple[int, str], Grade]]:
    """Usual ways to say a grade first, so that the names that the rows give win over them."""
    grades = [(product.pk, grade) for product in listed for grade in product.grades.all()]
    for product_id, grade in grades:
        yield from (((product_id, name), grade) for name in usual_grade_names(grade.name))
    for product_id, grade in grades:
        yield (product_id, grade.name_en), grade
        yield (product_id, grade.name), grade
