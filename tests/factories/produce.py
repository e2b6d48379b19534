"""Products with grades: passion fruit as in the worked example, and mushrooms that spoil."""

from __future__ import annotations

from moli.catalogue.models import Grade, Product
from moli.catalogue.rules import ProductKind, Storage
from moli.catalogue.services.adding import GradeDetails, ProductDetails, add_product
from tests.factories.moments import NOW, TESTER

PASSION_FRUIT = ProductDetails(
    code="passion-fruit",
    name="百香果",
    name_en="passion fruit",
    kind=ProductKind.FRUIT,
    season_months=(7, 12),
    grades=(
        GradeDetails("一级", "grade 1"),
        GradeDetails("二级", "grade 2"),
        GradeDetails("统货", "ungraded"),
    ),
    shelf_days={Storage.AMBIENT: 10, Storage.COOL: 30},
    shelf_source="worked example",
    other_names=("鸡蛋果", "西番莲"),
    pack_grams={"筐": 20_000},
)
MUSHROOM = ProductDetails(
    code="mushroom",
    name="双孢蘑菇",
    name_en="button mushroom",
    kind=ProductKind.VEGETABLE,
    season_months=(11, 2),
    grades=(GradeDetails("一级", "grade 1"), GradeDetails("统货", "ungraded")),
    shelf_days={Storage.AMBIENT: 2, Storage.COOL: 7},
    shelf_source="worked example",
    other_names=("鲜蘑菇",),
)


def passion_fruit() -> Product:
    """百香果 with three grades: 一级, 二级, 统货."""
    return add_product(details=PASSION_FRUIT, by=TESTER, at=NOW)


def mushroom() -> Product:
    """双孢蘑菇 with two grades; its season runs over the new year."""
    return add_product(details=MUSHROOM, by=TESTER, at=NOW)


def grade(*, rank: int = 2, product: Product | None = None) -> Grade:
    """A grade of a product by its rank, passion fruit unless another is given."""
    return Grade.objects.select_related("product").get(
        product=product or passion_fruit(), rank=rank
    )
