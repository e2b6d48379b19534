"""Names in both languages, as the sheets of rounds, proposals and contracts hand them on."""

from __future__ import annotations

from dataclasses import dataclass

from moli.catalogue.models import Grade, Product
from moli.enterprises.models import Enterprise
from moli.places.models import Destination, Division


@dataclass(frozen=True)
class Name:
    """A name in Chinese and in English; the door that shows it chooses."""

    zh: str
    en: str


def division_name(division: Division) -> Name:
    """A village or town as people say it."""
    return Name(division.short_name, division.name_en or division.short_name)


def enterprise_name(enterprise: Enterprise) -> Name:
    """An enterprise by its short name."""
    return Name(enterprise.short_name, enterprise.name_en or enterprise.short_name)


def enterprise_full_name(enterprise: Enterprise) -> Name:
    """An enterprise as its licence names it."""
    return Name(enterprise.name, enterprise.name_en or enterprise.name)


def product_name(product: Product) -> Name:
    """A product."""
    return Name(product.name, product.name_en)


def grade_name(grade: Grade) -> Name:
    """A grade of a product."""
    return Name(grade.name, grade.name_en)


def destination_name(destination: Destination) -> Name:
    """A place of delivery."""
    return Name(destination.name, destination.name_en)
