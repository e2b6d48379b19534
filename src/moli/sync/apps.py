"""Django's entry for this room."""

from django.apps import AppConfig


class SyncConfig(AppConfig):
    """The room's name and label."""

    name = "moli.sync"
    label = "sync"
