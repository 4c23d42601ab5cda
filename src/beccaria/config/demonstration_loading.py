"""Load the demonstration in a process of its own: `python -m beccaria.config.demonstration_loading`."""

import sys

import click

from beccaria.config import running
from beccaria.lib.failure import Failed


def main() -> int:
    """Load it as the worker, with the embedded database running."""
    with running.django_as("worker"):
        from beccaria.config import demonstration  # noqa: PLC0415  needs Django set up

        try:
            demonstration.load(lambda sentence: click.echo(f"  {sentence}", err=True))
        except Failed as why:
            click.echo(f"  {why}", err=True)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
