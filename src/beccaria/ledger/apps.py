"""Register the ledger with Django."""

from django.apps import AppConfig

from beccaria.ledger import protection


class LedgerConfig(AppConfig):
    """The ledger."""

    name = "beccaria.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        return protection.statements()
