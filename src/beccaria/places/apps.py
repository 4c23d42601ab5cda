"""Register places with Django."""

from django.apps import AppConfig
from django.conf import settings

from beccaria.lib import countries


class PlacesConfig(AppConfig):
    """The app places."""

    name = "beccaria.places"
    label = "places"

    def ready(self) -> None:
        """Read a service's own country packs at once: a faulty one stops the start, not a page later."""
        if settings.COUNTRY_PACKS:
            countries.packs(settings.COUNTRY_PACKS)

    def database_statements(self) -> list[str]:
        """Let the worker make the temporary tables that loading files needs."""
        database = "current_database()"
        return [
            f"DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO beccaria_worker', {database}); END $$"
        ]
