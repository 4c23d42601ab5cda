"""The addresses of people."""

from django.urls import path

from beccaria.people import views

app_name = "people"
urlpatterns = [
    path("people/", views.search, name="search"),
    path("people/suggest/", views.suggest, name="suggest"),
    path("people/new/", views.new, name="new"),
    path("people/today/", views.today, name="today"),
    path("people/review/", views.review, name="review"),
    path("people/review/undo/", views.undo, name="undo"),
    path("people/review/<str:judgement>/", views.pair, name="pair"),
    path("people/recognitions/", views.recognitions, name="recognitions"),
    path("people/recognitions/<str:recognition>/", views.answer, name="answer"),
    path("people/<str:person>/", views.person, name="person"),
    path("people/<str:person>/records/", views.records, name="records"),
    path("people/<str:person>/records/<str:identity>/", views.change, name="change"),
    path("people/<str:person>/move/", views.move, name="move"),
]
