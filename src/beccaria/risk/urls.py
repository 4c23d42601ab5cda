"""The addresses of risk."""

from django.urls import path

from beccaria.risk.views import classifications

app_name = "risk"
urlpatterns = [
    path("classifications/about/<str:person>/", classifications.about_person, name="classified_about"),
    path("classifications/of/<str:person>/", classifications.classified, name="classified"),
    path("classifications/today/", classifications.today, name="classified_today"),
    path("classifications/new/", classifications.new_classification, name="new_classification"),
    path("classifications/<str:classification>/", classifications.classification, name="classification"),
    path("classifications/<str:classification>/decide/", classifications.decide, name="decide_classification"),
    path("classifications/<str:classification>/end/", classifications.end, name="end_classification"),
]
