"""The addresses of people."""

from django.urls import path

from beccaria.people import views

app_name = "people"
urlpatterns = [
    path("people/", views.search, name="search"),
    path("people/suggest/", views.suggest, name="suggest"),
    path("people/new/", views.new, name="new"),
    path("people/<str:person>/", views.person, name="person"),
    path("people/<str:person>/records/", views.records, name="records"),
    path("people/<str:person>/records/<str:identity>/", views.change, name="change"),
    path("people/<str:person>/move/", views.move, name="move"),
]
