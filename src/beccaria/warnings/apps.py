"""Register warnings with Django."""

from django.apps import AppConfig


class WarningsConfig(AppConfig):
    """The app warnings."""

    name = "beccaria.warnings"
    label = "warnings"
