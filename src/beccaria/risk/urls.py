"""The addresses of risk."""

from django.urls import path

from beccaria.risk.views import classifications, library, monitoring

app_name = "risk"
urlpatterns = [
    path("instruments/", library.instruments, name="instruments"),
    path("instruments/<str:instrument>/", library.instrument, name="instrument"),
    path("instruments/<str:instrument>/compare/", library.instrument_compare, name="instrument_compare"),
    path("monitoring/", monitoring.monitoring, name="monitoring"),
    path("monitoring/calibration/", monitoring.calibration, name="calibration"),
    path("monitoring/<str:instrument>/", monitoring.monitored, name="monitored"),
    path("monitoring/<str:instrument>/figures.csv", monitoring.monitored_csv, name="monitored_csv"),
    path("classifications/about/<str:person>/", classifications.about_person, name="classified_about"),
    path("classifications/of/<str:person>/", classifications.classified, name="classified"),
    path("classifications/today/", classifications.today, name="classified_today"),
    path("classifications/new/", classifications.new_classification, name="new_classification"),
    path("classifications/<str:classification>/", classifications.classification, name="classification"),
    path(
        "classifications/<str:classification>/decide/", classifications.decide, name="decide_classification"
    ),
    path("classifications/<str:classification>/end/", classifications.end, name="end_classification"),
]
