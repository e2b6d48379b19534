"""Django's entry for this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room's name and label."""

    name = "moli.accounts"
    label = "accounts"
