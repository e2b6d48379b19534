"""Processes of stock and orders, one a module."""
