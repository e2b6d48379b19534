"""Django's entry for this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The room's name and label."""

    name = "moli.ledger"
    label = "ledger"
