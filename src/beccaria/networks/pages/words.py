"""Say kinds of groups, bases, roles, relations and what evidence comes to in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.groups import (
    Basis,
    Definition,
    Determiner,
    GroupKind,
    Position,
    RelationKind,
    Role,
    Standing,
    Support,
)
from beccaria.people import api as people

Words = Mapping[str, str | Promise]

KINDS: Final[Words] = {
    GroupKind.MAFIA_TYPE: _("Mafia-type group"),
    GroupKind.MOTORCYCLE_GANG: _("Outlaw motorcycle gang"),
    GroupKind.STREET_GANG: _("Street gang"),
    GroupKind.PRISON_GANG: _("Prison gang"),
    GroupKind.LOOSE_NETWORK: _("Loose criminal network"),
    GroupKind.CRIME_FOR_HIRE: _("Crime for hire"),
    GroupKind.VIOLENT_EXTREMIST: _("Violent extremist group"),
}
DEFINITIONS: Final[Words] = {
    Definition.UNTOC: _("United Nations Convention (UNTOC)"),
    Definition.EU_2008_841: _("EU Framework Decision 2008/841"),
    Definition.SCOTLAND: _("Scotland"),
    Definition.NATIONAL: _("A law of this country"),
    Definition.OWN: _("A wording of our own"),
}
DETERMINERS: Final[Words] = {
    Determiner.POLICE: _("The police"),
    Determiner.COURT: _("A court"),
    Determiner.PROSECUTION: _("The prosecution service"),
    Determiner.PRISON: _("The prison service"),
}
BASES: Final[Words] = {
    Basis.SELF_ADMISSION: _("He said so himself"),
    Basis.SIGN: _("Tattoo, sign or clothing of the group, worn by choice"),
    Basis.ASSOCIATION: _("Keeps company with its members by his own choice"),
    Basis.COURT_FINDING: _("A court found it"),
    Basis.POLICE_MAPPING: _("Police mapping names him"),
    Basis.COMMUNICATION: _("Calls, letters or messages with its members"),
    Basis.FINANCE: _("Money from or to its members"),
    Basis.MATERIAL: _("Lists, letters or photographs found"),
    Basis.INFORMANT: _("A source says so"),
    Basis.JOINT_OFFENCE: _("Offended together with its members"),
    Basis.THIRD_PARTY: _("Another agency says so"),
}
# What can be asked for most cheaply, in this order.
CHEAPEST: Final = (
    Basis.POLICE_MAPPING,
    Basis.COURT_FINDING,
    Basis.JOINT_OFFENCE,
    Basis.COMMUNICATION,
    Basis.FINANCE,
    Basis.ASSOCIATION,
)
POSITIONS: Final[Words] = {
    Position.PRINCIPAL: _("Principal"),
    Position.SIGNIFICANT: _("Significant"),
    Position.PERIPHERAL: _("Peripheral"),
    Position.UNKNOWN: _("Not known"),
}
ROLES: Final[Words] = {
    Role.LEADER: _("Leader"),
    Role.INTERMEDIARY: _("Intermediary"),
    Role.OPERATIONAL: _("Operational"),
    Role.ORGANISER: _("Organiser"),
    Role.INSULATOR: _("Insulator"),
    Role.COMMUNICATOR: _("Communicator"),
    Role.GUARDIAN: _("Guardian"),
    Role.EXTENDER: _("Extender"),
    Role.MONITOR: _("Monitor"),
    Role.CROSSOVER: _("Crossover"),
    Role.FACILITATOR: _("Facilitator"),
}
RELATIONS: Final[Words] = {
    RelationKind.ALLY: _("Allied with"),
    RelationKind.RIVAL: _("Rival of"),
    RelationKind.FEUD: _("In a feud with"),
    RelationKind.SUPPLIER: _("Supplies"),
}
SUPPLIED: Final = _("Is supplied by")
SUPPORTS: Final[Words] = {
    Support.SUPPORTED: _("supported"),
    Support.SUSPECTED: _("suspected"),
    Support.LAPSED: _("lapsed"),
    Support.ENDED: _("ended"),
}
# Label chips: what stands before the number of bases.
LABELS: Final[Words] = {
    Support.SUPPORTED: _("member"),
    Support.SUSPECTED: _("suspected member"),
    Support.LAPSED: _("was held to be a member"),
    Support.ENDED: _("no member"),
}
CLEARED: Final[dict[int, str | Promise]] = {
    Level.OFFICIAL: _("Every duty that reads groups"),
    Level.RESTRICTED: _("Duties cleared for restricted records"),
    Level.CONFIDENTIAL: _("Intelligence units, assessors and governors"),
    Level.SECRET: _("Heads of intelligence only"),
}


def said(words: Words, code: str) -> str:
    """The words for a code; the code itself where nobody has worded it."""
    return str(words.get(code, code))


def told(sentence: str) -> str:
    """A sentence that the rules say in English, in the reader's language."""
    return gettext(sentence) if sentence else ""


def choices(words: Mapping[str, str | Promise]) -> list[tuple[str, str | Promise]]:
    """A list as the choices of a form field."""
    return [(str(code), text) for code, text in words.items()]


def relation(kind: RelationKind, *, outward: bool) -> str:
    """How a group stands to another, as seen from it."""
    return str(SUPPLIED) if kind is RelationKind.SUPPLIER and not outward else said(RELATIONS, kind)


def until(day: date | None) -> str | None:
    """The day of a chip, or nothing."""
    return people.day(day) if day else None


def why(standing: Standing) -> str:
    """In one sentence what the evidence comes to, and why."""
    if standing.support is Support.ENDED:
        return gettext("It was ended by a decision.")
    if standing.until is None:
        return gettext("Nothing that counts supports it.")
    words = {"count": standing.bases, "day": people.day(standing.until)}
    if standing.support is Support.LAPSED:
        return gettext("It lapsed on %(day)s: nothing refreshed it for a year.") % words
    if standing.support is Support.SUSPECTED:
        return gettext("Only one independent basis supports it: until there are two it is a suspicion.")
    return gettext("%(count)s independent bases support it, until %(day)s if nothing refreshes it.") % words
