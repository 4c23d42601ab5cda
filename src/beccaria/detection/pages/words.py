"""Say answers, queues, states of rules, kinds of rows and what was found in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.alerts import Answer, Becomes, ChangeState, RuleState
from beccaria.core.patterns import Pattern, Value, filled, spoken

Words = Mapping[str, str | Promise]

ANSWERS: Final[Words] = {
    Answer.WORTH_WORK: _("Worth work"),
    Answer.KNOWN: _("Known already"),
    Answer.INNOCENT: _("Innocent"),
    Answer.WRONG_DATA: _("Wrong data"),
}
ASKED: Final[Words] = {
    Answer.WORTH_WORK: _("Somebody should look into it."),
    Answer.KNOWN: _("It is right, and the unit knew it."),
    Answer.INNOCENT: _("There is a harmless explanation."),
    Answer.WRONG_DATA: _("The rows are wrong or belong to somebody else."),
}
KEYS: Final[Mapping[str, str]] = {
    Answer.WORTH_WORK: "y",
    Answer.KNOWN: "u",
    Answer.INNOCENT: "n",
    Answer.WRONG_DATA: "x",
}
BECOMES: Final[Words] = {
    Becomes.REPORT: _("Report"),
    Becomes.WARNING: _("Warning"),
    Becomes.TASK: _("Task"),
    Becomes.REVIEW: _("Review of somebody's risk"),
}
HEAPS: Final[Words] = {
    "new": _("To look at"),
    "work": _("Worth work"),
    "aside": _("Put aside"),
    "done": _("Done"),
}
BASES: Final[Words] = {
    "intelligence": _("Intelligence"),
    "care": _("Care: somebody may need help, not punishment"),
    "integrity": _("Integrity"),
}
STATES: Final[Words] = {
    RuleState.ACTIVE: _("in force"),
    RuleState.SUSPENDED: _("suspended"),
}
CHANGES: Final[Words] = {
    ChangeState.COMPARING: _("being tried on the last 90 days"),
    ChangeState.PROPOSED: _("waits for a second person"),
    ChangeState.APPROVED: _("approved"),
    ChangeState.REJECTED: _("rejected"),
}
FEEDS: Final[Words] = {
    "calls": _("Call"),
    "payments": _("Payment"),
    "visits": _("Visit"),
    "mail": _("Mail"),
    "canteen": _("Canteen"),
    "finds": _("Find"),
    "searches": _("Search"),
    "drones": _("Drone"),
    "scanners": _("Scanner"),
    "movements": _("Movement"),
    "incidents": _("Incident"),
    "observations": _("Observation"),
    "people": _("Register"),
    "shifts": _("Shift"),
    "lookups": _("Look-up"),
    "activities": _("Activity"),
}


def said(words: Words, code: str) -> str:
    """The words of a code; a code without words stands for itself."""
    return str(words.get(code, code))


def again(
    one: Pattern | None, written: str, version: int, values: Mapping[str, Value], *, how: bool = False
) -> str:
    """What was found, or `how` unusual it is, in the reader's language; as `written` if another version wrote it."""
    if one is None or version != one.version or not spoken(one) <= values.keys():
        return written
    return filled(one.unusual if how else one.sentence, values, one.phrases, told=told, shown=_shown)


def _shown(value: Value) -> str:
    """A value as the reader's language writes it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    whole = value == int(value)
    return number_format(int(value) if whole else value, decimal_pos=0 if whole else 1, force_grouping=True)


def told(text: str) -> str:
    """Words of the library of patterns in the reader's language, where they were translated."""
    return gettext(text) if text else ""
