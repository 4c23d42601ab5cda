"""The addresses of oversight."""

from django.urls import path

from beccaria.oversight import views

app_name = "oversight"
urlpatterns = [
    path("oversight/ledger/", views.entries, name="ledger"),
    path("oversight/ledger/export/", views.export, name="export"),
    path("oversight/knew/", views.knew, name="knew"),
    path("oversight/counts/", views.counts, name="counts"),
    path("oversight/telling-apart/", views.linkage, name="linkage"),
    path("oversight/checkpoint/", views.checkpoint, name="checkpoint"),
    path("oversight/checkpoint/files/", views.checkpoint_files, name="checkpoint_files"),
]
