"""Say who is acting: one user, in one duty, for one purpose."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

from beccaria.core.ids import UserId


class Level(IntEnum):
    """How sensitive a record is, and how far a duty is cleared; the words are those on the handling strip."""

    OFFICIAL = 0
    RESTRICTED = 1
    CONFIDENTIAL = 2
    SECRET = 3


class Duty(StrEnum):
    """What a person is here to do. A person acts in one duty at a time and sees what that duty needs."""

    OFFICER = "officer"
    PIO = "pio"
    HEAD = "head"
    GOVERNOR = "governor"
    PLACEMENT = "placement"
    ASSESSOR = "assessor"
    ANALYST = "analyst"
    LIAISON = "liaison"
    HANDLER = "handler"
    INTEGRITY = "integrity"
    EXITS = "exits"
    DPO = "dpo"
    CUSTODIAN = "custodian"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class Purpose(StrEnum):
    """Why somebody looks (LED 25): chosen at sign-in, asked again for sensitive looks, kept with every entry."""

    SAFETY = "safety"
    INTELLIGENCE = "intelligence"
    PLACEMENT = "placement"
    ASSESSMENT = "assessment"
    LAW_ENFORCEMENT = "law_enforcement"
    OVERSIGHT = "oversight"
    ADMINISTRATION = "administration"


USUAL_PURPOSE: Final[dict[Duty, Purpose]] = {
    Duty.OFFICER: Purpose.SAFETY,
    Duty.PIO: Purpose.INTELLIGENCE,
    Duty.HEAD: Purpose.INTELLIGENCE,
    Duty.GOVERNOR: Purpose.SAFETY,
    Duty.PLACEMENT: Purpose.PLACEMENT,
    Duty.ASSESSOR: Purpose.ASSESSMENT,
    Duty.ANALYST: Purpose.INTELLIGENCE,
    Duty.LIAISON: Purpose.LAW_ENFORCEMENT,
    Duty.HANDLER: Purpose.INTELLIGENCE,
    Duty.INTEGRITY: Purpose.OVERSIGHT,
    Duty.EXITS: Purpose.SAFETY,
    Duty.DPO: Purpose.OVERSIGHT,
    Duty.CUSTODIAN: Purpose.OVERSIGHT,
    Duty.ADMINISTRATOR: Purpose.ADMINISTRATION,
    Duty.SYSTEM: Purpose.ADMINISTRATION,
}

# The purposes a duty may claim. A landing officer cannot claim to be placing people.
PURPOSES: Final[dict[Duty, frozenset[Purpose]]] = {
    duty: frozenset({usual, Purpose.SAFETY} if duty not in {Duty.LIAISON, Duty.DPO, Duty.SYSTEM} else {usual})
    for duty, usual in USUAL_PURPOSE.items()
}

EVERYWHERE: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One user in one duty for one purpose. `sites` holds establishment codes, or `EVERYWHERE`."""

    user: UserId
    duty: Duty
    sites: frozenset[str]
    level: Level
    purpose: Purpose
    compartments: frozenset[str] = field(default_factory=frozenset)
    organisation: str | None = None
    stepped_up: bool = False
    broken_glass: bool = False
    session: str = ""

    @property
    def everywhere(self) -> bool:
        """Whether the duty is national."""
        return EVERYWHERE in self.sites

    @property
    def own(self) -> str | None:
        """Whose prison what this duty writes is; None, the national service, for a national duty."""
        return None if self.everywhere else min(self.sites, default=None)

    def near(self, site: str | None) -> str | None:
        """Whose prison what this duty writes near `site` is: that one where the duty reaches it, else its own."""
        return site if site is not None and (self.everywhere or site in self.sites) else self.own

    @property
    def home(self) -> str | None:
        """The one establishment of a local duty, if there is exactly one."""
        return next(iter(self.sites)) if len(self.sites) == 1 and not self.everywhere else None


def system_actor(part: str) -> Actor:
    """The service itself, named after the part that acts (loader, sealer, demonstration)."""
    return Actor(
        user=UserId(f"system:{part}"),
        duty=Duty.SYSTEM,
        sites=frozenset({EVERYWHERE}),
        level=Level.SECRET,
        purpose=Purpose.ADMINISTRATION,
        stepped_up=True,
    )
