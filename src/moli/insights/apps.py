"""Django's entry for this room."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """The room's name and label."""

    name = "moli.insights"
    label = "insights"
