"""Django's entry for this room."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    """The room's name and label."""

    name = "moli.households"
    label = "households"
