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
from moli.places.models import CodeAlias, Destination, Division
from moli.places.queries.directory import counties, destinations, villages_inside


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
    """What the words of a sheet mean: villages by code and by name, grades by their product.

    A village name leads to all villages of that name; a sheet that names one of two must say
    its town or its code.
    """

    villages_by_code: Mapping[str, Division]
    villages_by_name: Mapping[str, tuple[Division, ...]]
    reachable_codes: frozenset[str]
    products_by_name: Mapping[str, Product]
    grades_by_name: Mapping[tuple[int, str], Grade]
    old_prefixes: Mapping[str, str]

    def village_of_code(self, code: str) -> Division | None:
        """The village of a code, be it today's or one that its county had before."""
        found = self.villages_by_code.get(code)
        for length in (12, 9, 6):
            today = self.old_prefixes.get(code[:length])
            if found is None and today is not None:
                found = self.villages_by_code.get(today + code[length:])
        return found

    def grades_of(self, product: Product) -> tuple[str, ...]:
        """The names of a product's grades, the best first."""
        return tuple(grade.name for grade in product.grades.all())


def words_of_sheets(*, area_codes: Iterable[str]) -> SheetWords:
    """The words that a sheet of lots may use, for a person who sells for some areas.

    All villages are known, so that one beyond reach is told apart from one that does not exist.
    Eight queries at most.
    """
    everywhere = villages_inside(area_codes=[county.code for county in counties()])
    villages = list(everywhere)
    reach = tuple(area_codes)
    listed = list(products())
    by_name: dict[str, tuple[Division, ...]] = {}
    for village in villages:
        for name in {village.name, village.short_name}:
            by_name[name] = (*by_name.get(name, ()), village)
    return SheetWords(
        villages_by_code={village.code: village for village in villages},
        villages_by_name=by_name,
        reachable_codes=frozenset(v.code for v in villages if v.code.startswith(reach)),
        products_by_name=dict(_named_products(listed)),
        grades_by_name=dict(_named_grades(listed)),
        old_prefixes={
            alias.old_code: alias.division.code
            for alias in CodeAlias.objects.select_related("division").order_by("-from_on")
        },
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
