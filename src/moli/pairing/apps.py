"""Django's entry for this room."""

from django.apps import AppConfig


class PairingConfig(AppConfig):
    """The room's name and label."""

    name = "moli.pairing"
    label = "pairing"
