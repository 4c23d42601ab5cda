"""Every address of the web service. A test walks them: each names its act."""

from allauth.urls import urlpatterns as allauth_patterns
from django.urls import URLPattern, URLResolver, include, path

from beccaria.access.doors import guard, guard_api
from beccaria.config.ours import modules
from beccaria.config.rest import api

guard(allauth_patterns)

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(allauth_patterns)),
    path("access/", include("beccaria.access.urls")),
    path("api/v1/", guard_api(api)),
]
# Those of access stand under a word of their own, those of web behind everybody's.
urlpatterns.extend(
    path("", include(module))
    for module in modules("urls")
    if module.__package__ not in {"beccaria.access", "beccaria.web"}
)
urlpatterns.append(path("", include("beccaria.web.urls")))

handler404 = "beccaria.web.views.not_found"
handler500 = "beccaria.web.views.broken"
