"""Django's entry for this door."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """The door's name and label."""

    name = "moli.interfaces.cli"
    label = "cli"
