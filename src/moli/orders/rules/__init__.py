"""Judgments about stock and orders."""
