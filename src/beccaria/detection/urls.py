"""The addresses of alerts, rules and the picture of the day."""

from django.urls import URLPattern

app_name = "detection"
urlpatterns: list[URLPattern] = []
