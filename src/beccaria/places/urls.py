"""The addresses of places."""

from django.urls import path

from beccaria.places import views, views_countries

app_name = "places"
urlpatterns = [
    path("countries/", views_countries.index, name="countries"),
    path("countries/compare/", views_countries.compare, name="countries_compare"),
    path("countries/<str:pack_id>/", views_countries.country, name="country"),
    path("places/", views.index, name="index"),
    path("places/suggest/", views.suggest, name="suggest"),
    path("places/<str:code>/", views.place, name="show"),
]
