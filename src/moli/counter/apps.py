"""Django's entry for this room."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    """The room's name and label."""

    name = "moli.counter"
    label = "counter"
