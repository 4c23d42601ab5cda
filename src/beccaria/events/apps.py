"""Register events with Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The app events."""

    name = "beccaria.events"
    label = "events"
