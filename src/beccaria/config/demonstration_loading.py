"""Load the demonstration in a process of its own: `python -m beccaria.config.demonstration_loading`."""

import sys
import time

import click

from beccaria.config import running
from beccaria.lib.failure import Failed


def main() -> int:
    """Load it as the worker, with the embedded database running."""
    with running.django_as("worker"):
        from beccaria.config import demonstration  # noqa: PLC0415  needs Django set up

        parts = _Parts()
        try:
            demonstration.load(parts.begin)
        except Failed as why:
            click.echo(f"\n  {why}", err=True)
            return 1
        parts.end()
        _settle()
    return 0


class _Parts:
    """Says what is being done, and how long it took."""

    def __init__(self) -> None:
        self._since: float | None = None

    def begin(self, sentence: str) -> None:
        self.end()
        click.echo(f"  {sentence} ... ", err=True, nl=False)
        self._since = time.monotonic()

    def end(self) -> None:
        if self._since is not None:
            click.echo(f"{time.monotonic() - self._since:.0f} s", err=True)


def _settle() -> None:
    """Commit once as a service commits: what was committed before it, in haste, is on disk then too."""
    from django.db import connection, transaction  # noqa: PLC0415  needs Django set up

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        cursor.execute("SELECT pg_current_xact_id()")


if __name__ == "__main__":
    sys.exit(main())
