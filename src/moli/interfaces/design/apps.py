"""Django's entry for the look."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The look's name and label."""

    name = "moli.interfaces.design"
    label = "design"
