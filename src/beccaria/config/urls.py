"""Every address of the web service. A test walks them: each names its act."""

from importlib import import_module
from importlib.util import find_spec

from allauth.urls import urlpatterns as allauth_patterns
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from beccaria.access.doors import guard, guard_api
from beccaria.config.rest import api

guard(allauth_patterns)

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(allauth_patterns)),
    path("access/", include("beccaria.access.urls")),
    path("api/v1/", guard_api(api)),
]
urlpatterns.extend(
    path("", include(import_module(f"{app}.urls")))
    for app in settings.OURS
    if app not in {"beccaria.access", "beccaria.web"} and find_spec(f"{app}.urls")
)
urlpatterns.append(path("", include("beccaria.web.urls")))

handler404 = "beccaria.web.views.not_found"
handler500 = "beccaria.web.views.broken"
