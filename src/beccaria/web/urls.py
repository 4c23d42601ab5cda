"""The addresses of the shell."""

from django.urls import path

from beccaria.web import views

app_name = "web"
urlpatterns = [path("", views.today, name="today")]
