"""Say what world is asked for, and refuse worlds that cannot be made."""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from beccaria.core.refusal import BadInput
from beccaria.world.days import Days
from beccaria.world.rates import rate

DEFAULT_UNTIL = date(2026, 6, 30)
MOST_SITES = 5_000
MOST_DAYS = 3_660
LEAST_PER_SITE = 20
_BYTES_PER_CALL = 24
_BYTES_PER_PERSON = 3_000
_DAYS_A_YEAR = 365


class ImpossibleWorldError(BadInput):
    """The world asked for cannot be made; the text says in one sentence why and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked: seed, number of prisons, people present on a usual day, days, and the last day."""

    seed: int
    sites: int
    prisoners: int
    days: int
    until: date = DEFAULT_UNTIL

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise ImpossibleWorldError("The seed is a whole number of 0 or more.")
        if not 1 <= self.sites <= MOST_SITES:
            raise ImpossibleWorldError(
                f"A service has between 1 and {MOST_SITES:,} prisons; {self.sites:,} were asked for."
            )
        if not 1 <= self.days <= MOST_DAYS:
            raise ImpossibleWorldError(f"Ask for 1 to {MOST_DAYS:,} days; {self.days:,} were asked for.")
        if self.prisoners < LEAST_PER_SITE * self.sites:
            raise ImpossibleWorldError(
                f"Ask for at least {LEAST_PER_SITE} prisoners for each prison ({LEAST_PER_SITE * self.sites:,} here); "
                f"{self.prisoners:,} were asked for."
            )

    @property
    def first(self) -> date:
        """The first day simulated."""
        return self.until - timedelta(days=self.days - 1)

    @property
    def calendar(self) -> Days:
        """The days simulated."""
        return Days.of(self.first, self.days)

    @property
    def expected_calls(self) -> int:
        """About how many calls the world will hold."""
        return int(self.prisoners * self.days * rate("calls"))

    @property
    def expected_bytes(self) -> int:
        """About how much disk the files and their working copies need."""
        people = self.prisoners * (1 + self.days / _DAYS_A_YEAR)
        return int(self.expected_calls * _BYTES_PER_CALL + people * _BYTES_PER_PERSON)


def check_target(out: Path, plan: Plan) -> None:
    """Refuse a folder that holds anything, and a disk that is too small."""
    if out.exists() and not out.is_dir():
        raise ImpossibleWorldError(f"{out} is a file; name a new or empty folder.")
    if out.exists() and any(out.iterdir()):
        raise ImpossibleWorldError(
            f"{out} is not empty; name a new or empty folder, nothing was overwritten."
        )
    place = next(folder for folder in (out.absolute(), *out.absolute().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    if plan.expected_bytes > free:
        need, have = plan.expected_bytes / 1e9, free / 1e9
        raise ImpossibleWorldError(
            f"This world needs about {need:,.0f} GB on disk, {have:,.0f} GB are free; ask for fewer prisoners or days."
        )
