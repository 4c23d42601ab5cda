"""The REST interface: the apps' routers under one roof, and its errors as problem documents."""

from ninja import NinjaAPI

from beccaria.access import problems
from beccaria.config.ours import modules

api = NinjaAPI(
    title="Beccaria",
    version="1",
    description="Observations, reports, persons and warnings. Bearer token; errors are RFC 9457 documents.",
    docs_url=None,
    urls_namespace="api",
)
problems.install(api)
for module in modules("rest"):
    api.add_router("", module.router)
