"""Users, duties and agreements from the terminal: made, refused in one line, and taken away."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import database

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def service(cluster: Any) -> Iterator[str]:
    name = "user_commands"
    cluster.drop_database(name)
    cluster.create_database(name, template=database.TEMPLATE)
    yield name
    cluster.drop_database(name)


@pytest.fixture
def run(cluster: Any, service: str) -> Run:
    def command(*words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "beccaria", *words],
            env=database.environment(cluster, "worker", service),
            cwd=ROOT,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


def test_a_user_is_added_given_a_duty_and_ended(cluster: Any, service: str, run: Run) -> None:
    added = run(
        "user", "add", "nora", "--name", "Nora New", "--password-stdin", typed="a long and unusual one\n"
    )
    assert added.stdout == "Added nora.\n", added.stderr
    given = run("user", "give", "nora", "pio", "--site", "NORTH", "--level", "confidential")
    assert given.returncode == 0, given.stderr
    assert run("user", "end", "nora").stdout == "nora can no longer sign in; 1 duties ended.\n"
    with psycopg.connect(cluster.admin_url, dbname=service) as connection:
        row = connection.execute(
            "SELECT is_active, password FROM access_user WHERE username = 'nora'"
        ).fetchone()
        assert row is not None
        assert row[0] is False
        assert "unusual" not in row[1]
        done = (
            "SELECT count(*) FROM ledger_entry WHERE act = 'access.administer' AND actor = 'system:terminal'"
        )
        assert connection.execute(done).fetchone() == (3,)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("user", "add", "ANA", "--name", "Another Ana"), "already"),
        (("user", "give", "nobody", "pio"), "add him first"),
        (("user", "give", "ana", "pio", "--site", "ATLANTIS"), "no establishment"),
        (("user", "end", "nobody"), "no user"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(words: tuple[str, ...], sentence: str, run: Run) -> None:
    refused = run(*words)
    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_weak_password_is_refused(run: Run) -> None:
    refused = run("user", "add", "olaf", "--name", "Olaf Short", "--password-stdin", typed="secret\n")
    assert refused.returncode == 1
    assert "password" in refused.stderr


def test_an_agreement_lets_something_leave(cluster: Any, service: str, run: Run) -> None:
    words = ("--name", "Prosecution", "--audience", "police", "--ground", "Act 7, section 3")
    said = run("agreement", "prosecution", *words)
    assert said.returncode == 0, said.stderr
    with psycopg.connect(cluster.admin_url, dbname=service) as connection:
        found = "SELECT agreement FROM reports_recipient WHERE organisation = 'prosecution'"
        assert connection.execute(found).fetchone() == ("Act 7, section 3",)


def test_a_tie_to_single_sign_on_is_cut_and_only_where_there_is_one(
    cluster: Any, service: str, run: Run
) -> None:
    with psycopg.connect(cluster.admin_url, dbname=service) as connection:
        connection.execute(
            "INSERT INTO socialaccount_socialaccount (provider, uid, last_login, date_joined, extra_data, user_id)"
            " SELECT 'service', 'abc', now(), now(), '{}', id FROM access_user WHERE username = 'gil'"
        )
    assert run("user", "untie", "gil").returncode == 0
    again = run("user", "untie", "gil")
    assert again.returncode == 1
    assert "never came by single sign-on" in again.stderr
    assert run("user", "untie", "nobody").returncode == 1
