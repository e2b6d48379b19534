"""Bringing enterprises in and checking them."""
