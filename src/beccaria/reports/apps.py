"""Register reports with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app reports."""

    name = "beccaria.reports"
    label = "reports"
