"""Django's entry for this room."""

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """The room's name and label."""

    name = "moli.settlement"
    label = "settlement"
