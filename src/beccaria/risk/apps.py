"""Register risk with Django."""

from django.apps import AppConfig
from django.conf import settings

from beccaria.lib import instruments


class RiskConfig(AppConfig):
    """The app risk."""

    name = "beccaria.risk"
    label = "risk"

    def ready(self) -> None:
        """Read a service's own instruments at once: a faulty one stops the start, not a page later."""
        if settings.INSTRUMENTS:
            instruments.every(settings.INSTRUMENTS)

    def policy_functions(self) -> list[str]:
        """What the row policies ask, created before them."""
        from beccaria.risk import protection_seen  # noqa: PLC0415  the same

        return [protection_seen.ONE]

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.risk import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
