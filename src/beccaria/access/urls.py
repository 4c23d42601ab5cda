"""The addresses of access."""

from django.urls import path

from beccaria.access import views

app_name = "access"
urlpatterns = [
    path("duty/", views.duty, name="duty"),
    path("purpose/", views.purpose, name="purpose"),
    path("glass/", views.glass, name="glass"),
    path("glass/reviews/", views.glass_reviews, name="glass_reviews"),
    path("glass/<str:glass_id>/review/", views.review_glass, name="review_glass"),
]
