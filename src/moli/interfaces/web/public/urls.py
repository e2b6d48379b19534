"""Addresses of this area, each with the right that opens it."""

urlpatterns: list[object] = []
