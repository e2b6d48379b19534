"""What a posting form offers to pick from: products in season, their grades, villages in reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from moli.catalogue import queries as catalogue
from moli.catalogue.rules import is_in_season
from moli.interfaces.web.naming import name_of, village_name
from moli.places.queries import directory
from moli.places.queries.directory import villages_inside

PICKS_MAX = 5
OTHER = "other"
Choice = tuple[str, str]


@dataclass(frozen=True)
class GradeChoice:
    """A grade as a form shows it, with what makes it in the grower's words."""

    key: str
    name: str
    criterion: str


@dataclass(frozen=True)
class ProductChoice:
    """A product as a form shows it."""

    pk: int
    code: str
    name: str
    is_in_season: bool
    grades: tuple[GradeChoice, ...]

    @property
    def grade_choices(self) -> list[Choice]:
        """Its grades to pick from, the best first."""
        return [(grade.key, grade.name) for grade in self.grades]

    @property
    def criteria(self) -> str:
        """What makes each grade, in one line."""
        told = [grade for grade in self.grades if grade.criterion]
        return gettext("；").join(
            gettext("%(grade)s：%(criterion)s")
            % {"grade": grade.name, "criterion": grade.criterion}
            for grade in told
        )


def product_choices(*, on: date, is_english: bool) -> list[ProductChoice]:
    """All products, those in season first: five queries."""
    found = [
        ProductChoice(
            pk=product.pk,
            code=product.code,
            name=name_of(product),
            is_in_season=is_in_season(
                from_month=product.season_from_month, to_month=product.season_to_month, on=on
            ),
            grades=tuple(
                GradeChoice(
                    key=str(grade.pk),
                    name=name_of(grade),
                    criterion=grade.criterion_en if is_english else grade.criterion,
                )
                for grade in product.grades.all()
            ),
        )
        for product in catalogue.products()
    ]
    return sorted(found, key=lambda product: not product.is_in_season)


def product_picks(products: Sequence[ProductChoice], *, chosen: str) -> list[Choice]:
    """At most five to tap, the chosen one among them; then "other" when there are more."""
    picks = list(products[:PICKS_MAX])
    by_code = {product.code: product for product in products}
    if chosen in by_code and by_code[chosen] not in picks:
        picks[-1] = by_code[chosen]
    offered = [(product.code, product.name) for product in picks]
    if len(products) > len(picks):
        offered.append((OTHER, gettext("其他")))
    return offered


@dataclass(frozen=True)
class VillageChoice:
    """A village for whose growers a person may post."""

    pk: int
    code: str
    name: str
    short_name: str
    town_code: str
    town_name: str


def villages_in_reach(area_codes: Iterable[str]) -> list[VillageChoice]:
    """The villages that a person sells for, by code: one query."""
    return [
        VillageChoice(
            pk=village.pk,
            code=village.code,
            name=village_name(village),
            short_name=village.short_name,
            town_code=village.parent.code if village.parent else "",
            town_name=name_of(village.parent) if village.parent else "",
        )
        for village in villages_inside(area_codes=area_codes)
    ]


def towns_of(villages: Iterable[VillageChoice]) -> list[Choice]:
    """The towns of some villages, by code."""
    return sorted({(village.town_code, village.town_name) for village in villages})


def all_towns() -> list[Choice]:
    """Every town that this installation serves, for filters: two queries."""
    counties = [county.code for county in directory.counties()]
    return [(town.code, name_of(town)) for town in directory.towns_inside(area_codes=counties)]
