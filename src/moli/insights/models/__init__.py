"""Rows about targets. A figure has no row."""

from moli.insights.models.target import Target

__all__ = ["Target"]
