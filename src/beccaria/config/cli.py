"""The command line: finds each command by its module's name, and says in one line what went wrong."""

import ast
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Work = TypeVar("Work", bound=Callable[..., Any])
COMMANDS = Path(__file__).parent / "commands"
# Commands that work on the database, and as which role: they take `--data-dir` and find Django set up.
WITH_DATABASE = {
    "token": "worker",
    "user": "worker",
    "agreement": "worker",
    "ledger": "worker",
    "load": "worker",
}


class Commands(click.Group):
    """The commands of `config/commands`, imported only when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Name every module."""
        return sorted(path.stem for path in COMMANDS.glob("*.py") if not path.stem.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one module and return what it exposes."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(f"beccaria.config.commands.{cmd_name}").command
        if not isinstance(found, click.Command):
            raise TypeError(f"commands/{cmd_name}.py: `command` is not a click command.")
        found.name = cmd_name
        if role := WITH_DATABASE.get(cmd_name):
            _with_database(found, role)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by the first sentence of their modules, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _about(name)) for name in self.list_commands(ctx)])


def data_dir_option(command: Work) -> Work:
    """Add `--data-dir`, which sets the directory for everything that is done from here on."""
    return click.option(
        "--data-dir",
        metavar="DIR",
        expose_value=False,
        is_eager=True,
        callback=_keep_directory,
        help="Where the embedded database and its secrets lie.  [env: BECCARIA_DATA_DIR]",
    )(command)


def main() -> None:
    """Run one command. Exit 0 done, 1 refused or failed, 2 wrong usage."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; what was foreseen is told in one line."""
    code: object = 0
    try:
        code = root.main(arguments, prog_name="beccaria", standalone_mode=False)
    except click.exceptions.Exit as left:
        code = left.exit_code
    except click.UsageError as wrong:
        wrong.show()
        code = 2
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as problem:
        if (sentence := _foreseen(problem)) is None:
            raise
        click.echo(" ".join(sentence.split()), err=True)
        code = 1
    return code if isinstance(code, int) else 0


def _foreseen(problem: Exception) -> str | None:
    """Return the sentence of a problem that was foreseen; None for a bug, which must be seen whole."""
    import psycopg  # noqa: PLC0415  only when something went wrong

    from beccaria.core import refusal  # noqa: PLC0415  the same
    from beccaria.lib.failure import Failed  # noqa: PLC0415  the same

    if isinstance(problem, click.Abort):
        return "Stopped."
    if isinstance(problem, click.ClickException):
        return problem.format_message()
    sentences = (Failed, refusal.Refused, refusal.Cannot, refusal.BadInput, refusal.TooFast)
    if isinstance(problem, sentences):
        return str(problem)
    driver = problem if isinstance(problem, psycopg.Error) else problem.__cause__
    match driver:
        # While migrating, a missing table is our own fault and must be seen whole.
        case psycopg.errors.UndefinedTable() if os.environ.get("BECCARIA_ROLE") != "owner":
            return "The database has no tables yet, or old ones: run `beccaria migrate`."
        case psycopg.OperationalError():
            first = str(driver).strip().splitlines()[0]
            return f"The database does not answer: {first}. Is it running, and is DATABASE_URL right?"
    return None


def _about(name: str) -> str:
    """Return the first line of a command module's docstring, without the command's own name."""
    text = ast.get_docstring(ast.parse((COMMANDS / f"{name}.py").read_text(encoding="utf-8"))) or ""
    return text.split("\n", 1)[0].removeprefix(f"`beccaria {name}`: ")


def _keep_directory(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:  # noqa: ARG001  click's
    if value:
        os.environ["BECCARIA_DATA_DIR"] = str(Path(value).expanduser().resolve())


def _with_database(command: click.Command, role: str) -> None:
    """Let `command`, or each of its subcommands, run with Django set up in `role`."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _with_database(each, role)
        return
    work = command.callback
    if work is None or any(
        isinstance(one, click.Option) and "--data-dir" in one.opts for one in command.params
    ):
        return

    def with_database(*args: Any, **options: Any) -> Any:
        from beccaria.config import running  # noqa: PLC0415  `--help` needs no database

        with running.django_as(role):
            return work(*args, **options)

    command.callback = with_database
    data_dir_option(command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="beccaria", message="%(prog)s %(version)s")
def root() -> None:
    """Prison intelligence and risk management.

    Begin with `beccaria demo`. Exit codes: 0 done, 1 refused or failed (one line says why), 2 wrong usage.
    """
