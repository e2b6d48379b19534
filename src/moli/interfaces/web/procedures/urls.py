"""Addresses of this area, each with the right that opens it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
