"""Register people with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app people."""

    name = "beccaria.people"
    label = "people"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        # Models exist only once all apps are registered.
        from beccaria.people import protection, protection_judging, protection_together  # noqa: PLC0415  the same

        return [
            *protection.statements(),
            *protection_judging.statements(),
            *protection_together.statements(),
        ]
