"""The embedded PostgreSQL, on every version that is on this machine."""

import os
import shutil
import signal
import stat
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from beccaria.lib import cluster_system
from beccaria.lib.cluster_roles import LOGINS, ROLES
from beccaria.lib.embedded import Cluster
from beccaria.lib.failure import Failed

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").is_dir() else []
PROGRAMS = [None, *DEBIAN]


@pytest.fixture
def home() -> Iterator[Path]:
    # Not tmp_path: root's temporary folders are closed to the system user that runs PostgreSQL.
    path = Path(tempfile.mkdtemp(prefix="bec-"))
    path.chmod(0o711)
    yield path
    Cluster(path / "data").stop()
    shutil.rmtree(path)


@pytest.fixture(params=PROGRAMS, ids=lambda one: "wheel" if one is None else one.parent.name)
def cluster(request: pytest.FixtureRequest, home: Path) -> Cluster:
    made = Cluster(home / "data", request.param, fast=True)
    made.start()
    return made


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def test_roles_are_ordinary_logins_and_the_owner_owns(cluster: Cluster) -> None:
    with psycopg.connect(cluster.admin_url) as connection:
        found = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin FROM pg_roles"
            " WHERE rolname = ANY(%s) ORDER BY 1",
            [list(LOGINS)],
        ).fetchall()
    assert found == [(name, False, False, False, False, True) for name in sorted(LOGINS)]
    assert (
        ask(cluster.admin_url, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'beccaria'")
        == "beccaria_owner"
    )
    for role in ROLES:
        assert ask(cluster.url(role), "SELECT current_user::text") == f"beccaria_{role}"


def test_web_may_make_nothing_and_outsiders_may_not_connect(cluster: Cluster) -> None:
    with (
        psycopg.connect(cluster.url("web")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE public.mine (a int)")
    with (
        psycopg.connect(cluster.url("web")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TEMPORARY TABLE mine (a int)")
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE outsider LOGIN PASSWORD 'x'")
    url = cluster.url("web").replace("beccaria_web", "outsider")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, password="x")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url("web"), password="wrong")


def test_letters_of_every_script_and_order_by_code_point(cluster: Cluster) -> None:
    assert ask(cluster.url("web"), "SELECT lower('ÉŠΩ')") == "éšω"
    assert ask(cluster.url("web"), "SHOW server_encoding") == "UTF8"
    assert ask(cluster.url("web"), "SELECT 'Z' < 'a'") is True


def test_secrets_are_ours_alone_and_no_port_is_open(cluster: Cluster) -> None:
    assert stat.S_IMODE((cluster.directory / "roles.json").stat().st_mode) == 0o600
    assert ask(cluster.admin_url, "SHOW listen_addresses") == ""
    assert (
        ask(
            cluster.admin_url,
            "SELECT count(*) FROM pg_authid WHERE rolname LIKE 'beccaria%' AND rolpassword NOT LIKE 'SCRAM%'",
        )
        == 0
    )


def test_second_start_uses_the_same_server_and_stop_is_clean(cluster: Cluster) -> None:
    again = Cluster(cluster.directory, fast=True)
    pid = cluster.pid()
    assert again.start() is False
    assert again.pid() == pid
    cluster.stop()
    assert not cluster.is_running()
    cluster.stop()
    assert (cluster.data / "postmaster.pid").exists() is False


def test_data_survive_a_kill_of_the_server(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("owner")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    pid = cluster.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while cluster.pid() is not None:
        time.sleep(0.02)
    assert cluster.start() is True
    assert cluster.pid() != pid
    assert ask(cluster.url("owner"), "SELECT one FROM kept") == 1


def test_a_stale_pid_of_another_process_is_survived(cluster: Cluster) -> None:
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(
        f"{os.getppid()}\n{cluster.data}\n0\n5432\n{cluster.socket}\n\n"
    )
    assert cluster.is_running() is False
    assert cluster.start() is True


def test_many_starts_at_once_make_one_server(home: Path) -> None:
    started: list[bool] = []
    threads = [
        threading.Thread(target=lambda: started.append(Cluster(home / "data", fast=True).start()))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(started) == [False, False, False, True]


def test_databases_are_copied_with_their_protection(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("owner")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    cluster.create_database("copy", template="beccaria")
    assert ask(cluster.url("owner", "copy"), "SELECT seven FROM kept") == 7
    assert ask(cluster.url("web", "copy"), "SELECT has_schema_privilege('public', 'CREATE')") is False
    cluster.drop_database("copy")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url("owner", "copy"))


def test_a_long_directory_gets_a_short_socket(home: Path) -> None:
    deep = home / ("x" * 60) / ("y" * 60)
    deep.parent.mkdir()
    deep.parent.chmod(0o711)
    cluster = Cluster(deep, fast=True)
    assert cluster.start() is True
    assert len(str(cluster.socket)) < 90
    assert ask(cluster.url("web"), "SELECT 1") == 1
    cluster.stop()
    cluster.socket.rmdir()


def test_a_socket_folder_of_somebody_else_is_refused(home: Path) -> None:
    (home / "socket").symlink_to(home)
    with pytest.raises(Failed, match="belongs to somebody else"):
        cluster_system.make_socket_directory(home / "socket", cluster_system.runner())


def test_a_directory_that_cannot_be_written_gets_a_plain_sentence(home: Path) -> None:
    (home / "file").write_text("x")
    with pytest.raises(Failed, match="choose another with --data-dir"):
        Cluster(home / "file").start()


def test_no_programs_gets_a_plain_sentence(home: Path) -> None:
    with pytest.raises(Failed, match="no PostgreSQL in"):
        Cluster(home / "data", home).start()


def test_before_the_first_start_there_is_nothing_to_connect_to(home: Path) -> None:
    cluster = Cluster(home / "data")
    assert not cluster.is_running()
    assert not cluster.is_made
    with pytest.raises(Failed, match="no database"):
        cluster.url("web")
