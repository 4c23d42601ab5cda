"""Register detection with Django."""

from django.apps import AppConfig


class DetectionConfig(AppConfig):
    """The app detection."""

    name = "beccaria.detection"
    label = "detection"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.detection import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
