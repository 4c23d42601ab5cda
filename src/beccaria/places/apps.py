"""Register places with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The app places."""

    name = "beccaria.places"
    label = "places"

    def database_statements(self) -> list[str]:
        """Let the worker make the temporary tables that loading files needs."""
        database = "current_database()"
        return [
            f"DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO beccaria_worker', {database}); END $$"
        ]
