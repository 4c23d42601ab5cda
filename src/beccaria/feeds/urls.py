"""The addresses of feeds."""

from django.urls import path

from beccaria.feeds.views import looking, sending

app_name = "feeds"
urlpatterns = [
    path("feeds/", sending.imports, name="imports"),
    path("feeds/send/", sending.send, name="send"),
    path("feeds/health/", looking.health, name="health"),
    path("feeds/health.csv", looking.health_csv, name="health_csv"),
    path("feeds/held/", looking.held, name="held"),
    path("feeds/clear/", looking.clear, name="clear"),
    path("feeds/held/<str:held>/", looking.one_held, name="one_held"),
    path("feeds/held/<str:held>/judge/", looking.judge, name="judge"),
    path("feeds/privileged/", looking.privileged, name="privileged"),
    path("feeds/imports/<str:brought>/", sending.one_import, name="import"),
    path("feeds/imports/<str:brought>/progress/", sending.progress, name="progress"),
    path("feeds/imports/<str:brought>/preview/", sending.preview, name="preview"),
    path("feeds/imports/<str:brought>/discard/", sending.discard, name="discard"),
    path("feeds/imports/<str:brought>/rejected/", sending.rejected, name="rejected"),
]
