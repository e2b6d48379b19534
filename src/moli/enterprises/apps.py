"""Django's entry for this room."""

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """The room's name and label."""

    name = "moli.enterprises"
    label = "enterprises"
