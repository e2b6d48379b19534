"""Answers about stock and orders."""
