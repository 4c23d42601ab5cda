"""Register events with Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The app events."""

    name = "beccaria.events"
    label = "events"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.events import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
