"""Django's entry for this room."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    """The room's name and label."""

    name = "moli.stations"
    label = "stations"
