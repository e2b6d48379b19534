"""Django's entry for this room."""

from django.apps import AppConfig


class PartyConfig(AppConfig):
    """The room's name and label."""

    name = "moli.party"
    label = "party"
