"""Say what bulk feeds are: which kinds there are, how they come, what becomes of them, how long they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from beccaria.core.feedfiles import (
    CALLS,
    DRONES,
    FINDS,
    PAYMENTS,
    PRIVILEGED,
    SEARCHES,
    VISITS,
    Column,
    FileKind,
)
from beccaria.core.feedfiles_bulk import CANTEEN, MAIL, SCANNERS


class Feed(StrEnum):
    """What is kept in bulk, by month and prison."""

    CALLS = "calls"
    PAYMENTS = "payments"
    VISITS = "visits"
    MAIL = "mail"
    CANTEEN = "canteen"
    FINDS = "finds"
    SEARCHES = "searches"
    DRONES = "drones"
    SCANNERS = "scanners"


class Way(StrEnum):
    """How a feed came in."""

    FILE = "file"
    PAGE = "page"
    BATCH = "batch"


class State(StrEnum):
    """What has become of a file or batch."""

    WAITING = "waiting"
    RUNNING = "running"
    TRIED = "tried"
    TAKEN = "taken"
    REFUSED = "refused"
    STOPPED = "stopped"
    DISCARDED = "discarded"


class Protected(StrEnum):
    """Whose communication never enters (rule 11)."""

    LAWYER = "lawyer"
    COURT = "court"
    OMBUDSMAN = "ombudsman"
    INSPECTOR = "inspector"
    DOCTOR = "doctor"
    CONSULATE = "consulate"


class Near(StrEnum):
    """Why a row waits for a person: what it has in common with an entry of the register."""

    DIGIT = "digit"
    SWAPPED = "swapped"
    RANGE = "range"
    ACCOUNT = "account"
    NAME = "name"


class Verdict(StrEnum):
    """What a person said of a near miss."""

    WAITING = "waiting"
    CLEARED = "cleared"
    PRIVILEGED = "privileged"


REGISTER: Final = FileKind(
    PRIVILEGED.name,
    (*PRIVILEGED.columns, Column("account", also=("iban",), means="accounts, separated by ;")),
)
"""The register of the privileged; number and account may each hold several, separated by ;"""

KINDS: Final[Mapping[Feed, FileKind]] = {
    Feed.CALLS: CALLS,
    Feed.PAYMENTS: PAYMENTS,
    Feed.VISITS: VISITS,
    Feed.MAIL: MAIL,
    Feed.CANTEEN: CANTEEN,
    Feed.FINDS: FINDS,
    Feed.SEARCHES: SEARCHES,
    Feed.DRONES: DRONES,
    Feed.SCANNERS: SCANNERS,
}


@dataclass(frozen=True, slots=True)
class Watched:
    """The columns of one kind that may show somebody privileged: numbers, accounts, names, and words said of him."""

    numbers: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.numbers, *self.accounts, *self.names, *self.relationships)


WATCHED: Final[Mapping[Feed, Watched]] = {
    Feed.CALLS: Watched(numbers=("number",)),
    Feed.PAYMENTS: Watched(accounts=("payer_account",), names=("payer_name",)),
    Feed.VISITS: Watched(
        numbers=("visitor_phone",), names=("visitor_name",), relationships=("relationship",)
    ),
    Feed.MAIL: Watched(names=("correspondent",), relationships=("relationship",)),
}

LATE_DAYS: Final = 7
"""A row that comes so long after what it tells is counted as late."""

# No country pack says how long bulk records may be kept, and unknown law takes the strictest limit (ADR 0014): traffic
# data half a year, the shortest term that Directive 2006/24/EC allowed before it was struck down (C-293/12) for being
# too long without need; money and objects a year and a half, so that one yearly cycle can be compared with the last.
MONTHS_KEPT: Final[Mapping[Feed, int]] = {
    Feed.CALLS: 6,
    Feed.MAIL: 6,
    Feed.VISITS: 12,
    Feed.PAYMENTS: 18,
    Feed.CANTEEN: 6,
    Feed.FINDS: 18,
    Feed.SEARCHES: 18,
    Feed.DRONES: 18,
    Feed.SCANNERS: 6,
}
