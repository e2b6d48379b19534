"""The catalogue of Heng County, from the file that ships with the room."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from moli.catalogue.rules import ProductKind, Storage
from moli.catalogue.services.adding import GradeDetails, ProductDetails, add_product
from moli.interfaces.cli.demo.moment import MAKER, at


def load_products() -> None:
    """Add every product of the file; those that are there stay as they are."""
    for details in product_details():
        add_product(details=details, by=MAKER, at=at(days_before=240))


def product_details() -> list[ProductDetails]:
    """The products of the file, in its order."""
    text = files("moli.catalogue").joinpath("data", "products.toml").read_text("utf-8")
    return [_details(row) for row in tomllib.loads(text)["product"]]


def _details(row: dict[str, Any]) -> ProductDetails:
    from_month, to_month = row["season_months"]
    return ProductDetails(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        kind=ProductKind(row["kind"]),
        season_months=(from_month, to_month),
        grades=tuple(GradeDetails(*grade) for grade in row["grades"]),
        shelf_days={Storage(name): days for name, days in row["shelf_days"].items()},
        shelf_source=row["shelf_source"],
        other_names=tuple(row.get("other_names", ())),
        pack_grams=row.get("packs", {}),
    )
