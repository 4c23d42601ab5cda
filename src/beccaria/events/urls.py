"""The addresses of events."""

from django.urls import path

from beccaria.events import views, views_outside

app_name = "events"
urlpatterns = [
    path("people/<str:person>/happened/", views.timeline, name="timeline"),
    path("people/<str:person>/with/", views.with_whom, name="with_whom"),
    path("people/<str:person>/happened/<str:kind>/new/", views_outside.new, name="new_outside"),
    path("places/<str:code>/happened/", views.at_place, name="at_place"),
    path("incidents/new/", views.new_incident, name="new_incident"),
    path("incidents/<str:incident>/", views.incident, name="incident"),
    path("finds/new/", views.new_find, name="new_find"),
]
