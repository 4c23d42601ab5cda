"""Register placement with Django."""

from django.apps import AppConfig


class PlacementConfig(AppConfig):
    """The app placement."""

    name = "beccaria.placement"
    label = "placement"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.placement import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
