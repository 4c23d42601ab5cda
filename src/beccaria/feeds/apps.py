"""Register feeds with Django."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """The app feeds."""

    name = "beccaria.feeds"
    label = "feeds"

    def ready(self) -> None:
        """Keep the privileged out of what is typed by hand too: events knows nothing of the register."""
        from beccaria.events.api import on_contacts  # noqa: PLC0415  models exist only once all apps are registered
        from beccaria.feeds.queries.guarding import may_be_privileged  # noqa: PLC0415  the same

        on_contacts(may_be_privileged)
