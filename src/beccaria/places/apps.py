"""Register places with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The app places."""

    name = "beccaria.places"
    label = "places"
