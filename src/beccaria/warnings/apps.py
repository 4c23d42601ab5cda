"""Register warnings with Django."""

from django.apps import AppConfig


class WarningsConfig(AppConfig):
    """The app warnings."""

    name = "beccaria.warnings"
    label = "warnings"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.warnings import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
