"""Register reports with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app reports."""

    name = "beccaria.reports"
    label = "reports"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        # Models exist only once all apps are registered.
        from beccaria.reports import protection, protection_ties  # noqa: PLC0415  the same

        return [*protection.statements(), *protection_ties.statements()]
