"""Register reports with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app reports."""

    name = "beccaria.reports"
    label = "reports"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.reports import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
