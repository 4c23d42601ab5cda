"""Register warnings with Django."""

from django.apps import AppConfig


class WarningsConfig(AppConfig):
    """The app warnings."""

    name = "beccaria.warnings"
    label = "warnings"

    def ready(self) -> None:
        """Stand beside the candidates that people finds: who compares sees at once who is warned of."""
        from beccaria.people.api import on_candidates  # noqa: PLC0415  models exist only once all apps are registered
        from beccaria.warnings.queries import beside  # noqa: PLC0415  the same

        on_candidates(beside)

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.warnings import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
