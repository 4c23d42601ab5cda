"""Simulate the demonstration's service in a process of its own, which needs no database."""

import shutil
import sys
from pathlib import Path

from beccaria.config import databases, running

SEED, SITES, PRISONERS, DAYS = 1, 12, 3_000, 180


def folder() -> Path:
    """Where its files lie."""
    return databases.data_dir() / "demonstration"


def main() -> int:
    """Live the last half year until today, and write the files of it."""
    running.set_environment("worker")
    from django.utils import timezone  # noqa: PLC0415  settings first

    from beccaria.lib import clock  # noqa: PLC0415  the same
    from beccaria.world.plan import Plan  # noqa: PLC0415  the same
    from beccaria.world.simulate import simulate  # noqa: PLC0415  the same

    shutil.rmtree(folder(), ignore_errors=True)
    until = timezone.localdate(clock.now())
    simulate(Plan(seed=SEED, sites=SITES, prisoners=PRISONERS, days=DAYS, until=until), folder())
    return 0


if __name__ == "__main__":
    sys.exit(main())
