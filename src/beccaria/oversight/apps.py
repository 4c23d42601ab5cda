"""Register oversight with Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Oversight: reads the ledger, owns no table."""

    name = "beccaria.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"
