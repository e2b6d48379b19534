"""Django's entry for this room."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """The room's name and label."""

    name = "moli.orders"
    label = "orders"
