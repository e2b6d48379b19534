"""Django's entry for this room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The room's name and label."""

    name = "moli.catalogue"
    label = "catalogue"
