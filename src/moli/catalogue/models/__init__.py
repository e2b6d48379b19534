"""Rows about products."""

from moli.catalogue.models.grade import Grade
from moli.catalogue.models.product import Pack, Product, ProductName, ShelfLife

__all__ = ["Grade", "Pack", "Product", "ProductName", "ShelfLife"]
