"""Adding a product with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.catalogue.models import Grade, Pack, Product, ProductName, ShelfLife
from moli.catalogue.rules import ProductKind, Storage
from moli.kernel.actor import Actor


@dataclass(frozen=True)
class GradeDetails:
    """One grade as it is added: the order of a list gives the rank, the best first."""

    name: str
    name_en: str
    criterion: str = ""
    criterion_en: str = ""


@dataclass(frozen=True)
class ProductDetails:
    """A product as it is added to the catalogue."""

    code: str
    name: str
    name_en: str
    kind: ProductKind
    season_months: tuple[int, int]
    grades: tuple[GradeDetails, ...]
    shelf_days: Mapping[Storage, int]
    shelf_source: str
    other_names: tuple[str, ...] = ()
    pack_grams: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def add_product(*, details: ProductDetails, by: Actor, at: datetime) -> Product:
    """Add a product. A code that is there already returns that product unchanged."""
    product, is_new = Product.objects.get_or_create(
        code=details.code,
        defaults={
            "name": details.name,
            "name_en": details.name_en,
            "kind": details.kind,
            "season_from_month": details.season_months[0],
            "season_to_month": details.season_months[1],
        },
    )
    if not is_new:
        return product
    Grade.objects.bulk_create(
        Grade(
            product=product,
            rank=rank,
            name=grade.name,
            name_en=grade.name_en,
            criterion=grade.criterion,
            criterion_en=grade.criterion_en,
        )
        for rank, grade in enumerate(details.grades, start=1)
    )
    ProductName.objects.bulk_create(
        ProductName(product=product, name=name) for name in details.other_names
    )
    Pack.objects.bulk_create(
        Pack(product=product, name=name, grams=grams) for name, grams in details.pack_grams.items()
    )
    ShelfLife.objects.bulk_create(
        ShelfLife(product=product, storage=storage, days=days, source=details.shelf_source)
        for storage, days in details.shelf_days.items()
    )
    record(verb="catalogue.add_product", on=Subject("product", product.code), by=by, at=at)
    return product
