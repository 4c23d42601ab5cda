"""Register oversight with Django."""

from django.apps import AppConfig

from beccaria.oversight import protection


class OversightConfig(AppConfig):
    """Oversight: reads the ledger, owns no table."""

    name = "beccaria.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        return protection.statements()
