"""Django's entry for this door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The door's name and label."""

    name = "moli.interfaces.web"
    label = "web"
