"""The addresses of places."""

from django.urls import path

from beccaria.places import views

app_name = "places"
urlpatterns = [
    path("places/", views.index, name="index"),
    path("places/suggest/", views.suggest, name="suggest"),
    path("places/<str:code>/", views.place, name="show"),
]
