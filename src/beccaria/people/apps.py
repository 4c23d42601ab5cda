"""Register people with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app people."""

    name = "beccaria.people"
    label = "people"
