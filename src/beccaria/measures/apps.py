"""Register measures with Django."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """The app measures."""

    name = "beccaria.measures"
    label = "measures"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.measures import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
