"""Django's entry for this room."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """The room's name and label."""

    name = "moli.market"
    label = "market"
