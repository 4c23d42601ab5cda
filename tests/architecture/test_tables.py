"""Every table is protected or named as open; every column is labelled; the rules reach outside the standard library
nowhere; and the web role owns nothing."""

import ast
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from beccaria.access.apps import CACHE_TABLE, open_tables
from beccaria.access.rows import protected_models

# Every app of ours: a list of its own would leave out the next one.
OURS = {name.removeprefix("beccaria.") for name in settings.OURS}
CORE = Path(__file__).resolve().parents[2] / "src" / "beccaria" / "core"
LEDGER = {"ledger_entry", "ledger_link", "ledger_unsealed"}
# Django's own bookkeeping: read by the web, written by the owner.
BOOKKEEPING = {
    "django_migrations",
    "django_content_type",
    "auth_group",
    "auth_permission",
    "auth_group_permissions",
}


def _our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


@pytest.mark.parametrize("model", _our_models(), ids=lambda model: model._meta.label)
def test_every_column_is_labelled_once(model: type[models.Model]) -> None:
    labels = model.Labels  # type: ignore[attr-defined]  # that it is there is what is tested
    said = [*labels.public, *labels.personal, *labels.special]
    assert sorted(said) == sorted({field.name for field in model._meta.local_fields})


@pytest.mark.django_db
def test_no_table_is_forgotten() -> None:
    known = {model._meta.db_table for model in protected_models()} | set(open_tables()) | LEDGER | BOOKKEEPING
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity FROM pg_class"
            " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        found = dict(cursor.fetchall())
    assert set(found) - known - {CACHE_TABLE} == set()
    unprotected = [model._meta.db_table for model in protected_models() if not found[model._meta.db_table]]
    assert not unprotected


@pytest.mark.django_db
def test_the_web_role_owns_nothing_and_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = session_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = session_user)"
        )
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT session_user")
        assert cursor.fetchone()[0] == "beccaria_web"


def test_the_rules_import_nothing_but_the_standard_library() -> None:
    outside = []
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            outside += [
                f"{path.name}: {name}"
                for name in names
                if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("beccaria.core")
            ]
    assert not outside
