"""The addresses of the shell."""

from django.urls import path

from beccaria.web import views

app_name = "web"
urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("help/", views.help_page, name="help"),
    path("preferences/", views.preferences, name="preferences"),
    path("catalogue/", views.catalogue, name="catalogue"),
]
