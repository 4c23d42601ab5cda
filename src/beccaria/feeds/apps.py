"""Register feeds with Django."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """The app feeds."""

    name = "beccaria.feeds"
    label = "feeds"
