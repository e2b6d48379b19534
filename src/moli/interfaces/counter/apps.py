"""Django's entry for this door."""

from django.apps import AppConfig


class CounterDoorConfig(AppConfig):
    """The door's name and label."""

    name = "moli.interfaces.counter"
    label = "counter_door"
