"""The command line's manners: codes, one plain line, help without a wait."""

import time
from pathlib import Path

import click
import psycopg
import pytest

from beccaria.config import cli
from beccaria.core.refusal import BadInput, Refused
from beccaria.lib.failure import Failed

from .conftest import Command


def ending_with(problem: Exception, monkeypatch: pytest.MonkeyPatch) -> int:
    def fail(*_arguments: object, **_options: object) -> None:
        raise problem

    monkeypatch.setattr(cli.root, "main", fail)
    return cli.run([])


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (Failed("The disk is full:\n make room."), "The disk is full: make room."),
        (Refused("You may not."), "You may not."),
        (BadInput("That is no date."), "That is no date."),
        (click.ClickException("Not so."), "Not so."),
        (click.Abort(), "Stopped."),
        (
            psycopg.OperationalError("connection refused\nat line 3"),
            "The database does not answer: connection refused.",
        ),
        (psycopg.errors.UndefinedTable("relation x"), "The database has no tables yet"),
    ],
)
def test_what_was_foreseen_is_one_line_and_exit_1(
    problem: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending_with(problem, monkeypatch) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(sentence)
    assert said.err.count("\n") == 1


def test_a_bug_is_seen_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError):
        ending_with(KeyError("oops"), monkeypatch)


def test_a_missing_table_while_migrating_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BECCARIA_ROLE", "owner")
    with pytest.raises(psycopg.errors.UndefinedTable):
        ending_with(psycopg.errors.UndefinedTable("relation x"), monkeypatch)


def test_wrong_usage_is_exit_2(beccaria: Command) -> None:
    assert beccaria("nonsense").returncode == 2
    assert beccaria("serve", "--port", "many").returncode == 2


def test_help_names_every_command_at_once(beccaria: Command) -> None:
    began = time.monotonic()
    said = beccaria("--help")
    assert time.monotonic() - began < 2
    assert said.returncode == 0
    for name in cli.root.list_commands(click.Context(cli.root)):
        assert f"  {name}" in said.stdout


def test_every_command_explains_itself() -> None:
    context = click.Context(cli.root)
    for name in cli.root.list_commands(context):
        command = cli.root.get_command(context, name)
        assert command is not None
        assert command.help, name


@pytest.mark.parametrize(
    "words", [("ledger", "verify"), ("token", "officer"), ("worker",), ("database", "start")]
)
def test_without_a_database_it_says_how_to_get_one(
    words: tuple[str, ...], beccaria: Command, home: Path
) -> None:
    said = beccaria(*words)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == f"There is no database in {home} yet: run `make demo`, or `beccaria migrate`.\n"


def test_a_server_that_is_away_is_told_in_one_line(beccaria: Command) -> None:
    said = beccaria(
        "ledger",
        "verify",
        DATABASE_URL_WORKER="postgresql://beccaria_worker:x@127.0.0.1:1/beccaria",
        SECRET_KEY="x",
    )
    assert said.returncode == 1
    assert said.stderr.startswith("The database does not answer: ")
    assert said.stderr.count("\n") == 1
