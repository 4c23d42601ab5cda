"""The embedded database while commands come and go."""

import os
from pathlib import Path

import pytest

from beccaria.config import databases, running
from beccaria.lib.failure import Failed

from .conftest import Command


def test_the_last_to_leave_stops_the_server(home: Path) -> None:
    server = databases.cluster()
    with running.database(create=True):
        assert server.is_running()
        with running.database():
            assert server.is_running()
        assert server.is_running()
    assert not server.is_running()
    assert home.exists()


def test_a_forked_process_does_not_stop_its_parent_s_server(home: Path) -> None:
    del home
    server = databases.cluster()
    with running.database(create=True):
        child = os.fork()
        if child == 0:
            with running.database():
                pass
            os._exit(0)
        os.waitpid(child, 0)
        assert server.is_running()


def test_a_server_that_was_told_to_stay_stays(home: Path, beccaria: Command) -> None:
    with running.database(create=True):
        pass
    assert beccaria("database", "url").returncode == 1
    assert beccaria("database", "start").returncode == 0
    with running.database():
        pass
    said = beccaria("database", "url", "--role", "auditor")
    assert said.stdout.startswith("postgresql://beccaria_auditor:")
    assert beccaria("database", "stop").returncode == 0
    assert not databases.cluster().is_running()
    assert not (home / running.KEEP_MARK).exists()


def test_nothing_is_made_by_a_command_that_only_uses(home: Path) -> None:
    with pytest.raises(Failed, match="no database"), running.database():
        pass
    assert list(home.iterdir()) == []


def test_the_key_of_an_embedded_service_is_made_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running.set_environment("web")
    key = os.environ["SECRET_KEY"]
    monkeypatch.delenv("SECRET_KEY")
    running.set_environment("worker")
    assert os.environ["SECRET_KEY"] == key
    assert len(key) > 50
    assert (home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert "BECCARIA_DEMONSTRATION" not in os.environ
    (home / running.DEMONSTRATION_MARK).touch()
    running.set_environment("worker")
    assert os.environ["BECCARIA_DEMONSTRATION"] == "yes"


def test_a_named_server_gets_no_key_of_ours(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://beccaria_web:x@db.example/beccaria")
    running.set_environment("web")
    assert "SECRET_KEY" not in os.environ
    assert list(home.iterdir()) == []
