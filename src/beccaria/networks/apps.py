"""Register networks with Django."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """The app networks."""

    name = "beccaria.networks"
    label = "networks"

    def database_statements(self) -> list[str]:
        """What `migrate` runs after the row policies are written."""
        from beccaria.networks import protection  # noqa: PLC0415  models exist only once all apps are registered

        return protection.statements()
