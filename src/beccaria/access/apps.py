"""Register access with Django."""

from collections.abc import Iterator

from django.apps import AppConfig, apps

# Tables without row policies that the web and the worker need whole: sign-in, sessions, the queue. Nothing in them
# is about a prisoner. A test fails when a table is neither here nor protected nor the ledger's.
OPEN_APPS = frozenset({"account", "mfa", "socialaccount", "sessions", "procrastinate"})
OPEN_MODELS = ("User", "DutyHeld", "Token", "Bucket")
CACHE_TABLE = "access_cache"


def open_tables() -> Iterator[str]:
    """The names of those tables, as this installation has them."""
    for config in apps.get_app_configs():
        for model in config.get_models(include_auto_created=True):
            wanted = config.label in OPEN_APPS or (config.label == "access" and model.__name__ in OPEN_MODELS)
            if wanted and not model._meta.proxy:
                yield model._meta.db_table


_ANALYZE = """
CREATE OR REPLACE FUNCTION app_analyze(wanted regclass) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$ BEGIN EXECUTE format('ANALYZE %s', wanted); END $$
"""


class AccessConfig(AppConfig):
    """Access."""

    name = "beccaria.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def database_statements(self) -> list[str]:
        """Grants on what has no row policies."""
        tables = ", ".join([*sorted(open_tables()), CACHE_TABLE])
        return [
            # Only an owner may analyse a table; a loader that has just filled one needs it before the next join.
            _ANALYZE,
            "REVOKE ALL ON FUNCTION app_analyze(regclass) FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION app_analyze(regclass) TO beccaria_worker",
            "GRANT USAGE ON SCHEMA public TO beccaria_web, beccaria_worker, beccaria_auditor",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO beccaria_web, beccaria_worker",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO beccaria_web, beccaria_worker",
            "GRANT SELECT ON django_migrations TO beccaria_web, beccaria_worker",
        ]
