"""Django's entry for this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room's name and label."""

    name = "moli.audit"
    label = "audit"
