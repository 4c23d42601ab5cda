"""Register risk with Django."""

from django.apps import AppConfig


class RiskConfig(AppConfig):
    """The app risk."""

    name = "beccaria.risk"
    label = "risk"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.risk import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
