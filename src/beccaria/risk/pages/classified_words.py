"""Say categories, statuses, grounds and how far a decision has come in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.classification import OWN_SCALE, Kind, State
from beccaria.core.countries import Neutral, StatusKind
from beccaria.lib.parts import Tag
from beccaria.people import api as people
from beccaria.places import api as places
from beccaria.risk.words import GROUNDS, clock, route

__all__ = [
    "GROUNDS",
    "KINDS",
    "LEVELS",
    "STATES",
    "Words",
    "clock",
    "days",
    "meaning",
    "route",
    "said",
    "state",
    "value",
]

Words = Mapping[str, str | Promise]

KINDS: Final[Words] = {Kind.CATEGORY: _("Security category"), Kind.STATUS: _("Status")}
STATES: Final[Words] = {
    State.PROPOSED: _("proposed, not decided"),
    State.FIRST: _("one person said yes, a second must"),
    State.IN_FORCE: _("decided"),
    State.REFUSED: _("not accepted"),
    State.ENDED: _("ended"),
}
LEVELS: Final[Mapping[int, str | Promise]] = {
    Level.OFFICIAL: _("Every duty that reads decisions on risk"),
    Level.RESTRICTED: _("Duties cleared for restricted records"),
    Level.CONFIDENTIAL: _("Intelligence units, assessors and governors"),
    Level.SECRET: _("Heads of intelligence only"),
}
# The same as core.classification.MEANING, for the translators.
_MEANINGS: Final[Mapping[Neutral, str | Promise]] = {
    Neutral.LOW: _("Trusted without walls: open conditions would do."),
    Neutral.MEDIUM: _("Closed conditions would do; neither the will nor the means to escape is expected."),
    Neutral.HIGH: _("Closed, and an escape or harm from inside is thought possible and grave."),
    Neutral.VERY_HIGH: _("Escape or harm from inside must be made impossible; the most that a service has."),
    Neutral.NOT_COMPARABLE: _("No source says where it lies: nobody may rest anything on a likeness."),
}
_TONES: Final = {State.PROPOSED: "quiet", State.FIRST: "quiet", State.IN_FORCE: "accent"}


def said(words: Words, code: str) -> str:
    """The words for a code; the code itself where nobody has worded it."""
    return str(words.get(code, code))


def value(kind: Kind, code: str) -> str:
    """A category or status in words: the country's own code, or the neutral level that stands for one."""
    if kind is Kind.STATUS:
        return places.status_kind(StatusKind(code))
    if code.startswith(OWN_SCALE):
        return gettext("%(level)s, on the neutral scale") % {
            "level": places.neutral()[code.removeprefix(OWN_SCALE)]
        }
    return code


def state(of: State, *, holds: bool) -> Tag:
    """How far it has come; what ran out by itself says so."""
    if of is State.IN_FORCE and not holds:
        return Tag(gettext("not in force today"), "quiet")
    tone = _TONES.get(of)
    return Tag(said(STATES, of), "accent" if tone == "accent" else "quiet" if tone == "quiet" else "plain")


def meaning(of: Neutral) -> str:
    """What a level of the neutral scale says."""
    return str(_MEANINGS[of])


def days(starts: date, until: date | None) -> str:
    """From when until when."""
    words = {"from": people.day(starts), "until": people.day(until) if until else ""}
    if until is None:
        return gettext("from %(from)s, until it is decided otherwise") % words
    return gettext("from %(from)s until %(until)s") % words
