"""Register web with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app web."""

    name = "beccaria.web"
    label = "web"
