"""Register people with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app people."""

    name = "beccaria.people"
    label = "people"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.people import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
