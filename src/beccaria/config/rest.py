"""The REST interface: the apps' routers under one roof, and its errors as problem documents."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from ninja import NinjaAPI

from beccaria.access import problems

api = NinjaAPI(
    title="Beccaria",
    version="1",
    description="Observations, reports, persons and warnings. Bearer token; errors are RFC 9457 documents.",
    docs_url=None,
    urls_namespace="api",
)
problems.install(api)
for app in settings.OURS:
    if find_spec(f"{app}.rest"):
        api.add_router("", import_module(f"{app}.rest").router)
