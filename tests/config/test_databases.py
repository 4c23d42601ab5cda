"""Which database is meant, for every way of saying it."""

import stat
from pathlib import Path

import pytest

from beccaria.config import databases
from beccaria.lib import cluster_roles
from beccaria.lib.cluster_roles import ROLES
from beccaria.lib.failure import Failed


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "DATABASE_URL",
        "BECCARIA_ROLE",
        "BECCARIA_POOL_SIZE",
        *(f"DATABASE_URL_{r.upper()}" for r in ROLES),
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BECCARIA_DATA_DIR", str(tmp_path))


def test_settings_can_be_read_without_a_database() -> None:
    entry = databases.django_databases()["default"]
    assert entry["USER"] == "beccaria_web"
    assert "pool" not in entry["OPTIONS"]


def test_without_a_database_the_url_says_what_to_do() -> None:
    with pytest.raises(Failed, match="beccaria migrate"):
        databases.role_url("web")


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(Failed, match="choose one of owner, web"):
        databases.role_url("king")


def test_the_role_s_own_variable_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://beccaria_web:a@db.example/beccaria")
    monkeypatch.setenv("DATABASE_URL_WEB", "postgresql://other:b@db.example/beccaria")
    assert databases.role_url("web") == "postgresql://other:b@db.example/beccaria"


def test_a_role_s_login_serves_that_role_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://beccaria_web:a@db.example/beccaria")
    assert databases.role_url("web") == "postgresql://beccaria_web:a@db.example/beccaria"
    with pytest.raises(Failed, match="DATABASE_URL_WORKER"):
        databases.role_url("worker")
    with pytest.raises(Failed, match="owner's login"):
        databases.migrating_url()


def test_one_variable_of_one_role_does_not_open_the_embedded_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL_WEB", "postgresql://beccaria_web:a@db.example/beccaria")
    assert not databases.is_embedded()
    with pytest.raises(Failed, match="DATABASE_URL_AUDITOR"):
        databases.role_url("auditor")


def test_an_administrator_s_url_uses_the_kept_passwords(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://root:secret@db.example:5444/prison")
    with pytest.raises(Failed, match="no login for the role web"):
        databases.role_url("web")
    cluster_roles.write_secrets(
        tmp_path / "server-roles.json", {"db.example:5444/prison": {"beccaria_web": "w"}}
    )
    assert stat.S_IMODE((tmp_path / "server-roles.json").stat().st_mode) == 0o600
    entry = databases.as_django(databases.role_url("web"))
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == (
        "beccaria_web",
        "w",
        "db.example",
        "5444",
    )


def test_pool_and_other_options_reach_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL_WEB", "postgresql://u:p@db.example/beccaria?sslmode=verify-full")
    monkeypatch.setenv("BECCARIA_POOL_SIZE", "6")
    options = databases.django_databases()["default"]["OPTIONS"]
    assert options["sslmode"] == "verify-full"
    assert options["pool"]["max_size"] == 6
