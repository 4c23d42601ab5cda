"""Say the vocabulary of events in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.core.happenings import (
    Decision,
    Direction,
    Family,
    How,
    Item,
    Move,
    Outcome,
    Part,
    Severity,
    VisitKind,
)
from beccaria.events.queries import Lane

Words = Mapping[str, str | Promise]

LANES: Final[Words] = {
    Lane.MOVES: _("Moves"),
    Lane.VISITS: _("Visits"),
    Lane.PAYMENTS: _("Payments"),
    Lane.CALLS: _("Numbers asked for"),
    Lane.INCIDENTS: _("Incidents"),
    Lane.FINDS: _("Finds"),
}
LANE_OF_ONE: Final[Words] = {
    Lane.MOVES: _("move"),
    Lane.VISITS: _("visit"),
    Lane.PAYMENTS: _("payment"),
    Lane.CALLS: _("number asked for"),
    Lane.INCIDENTS: _("incident"),
    Lane.FINDS: _("find"),
}
MOVES: Final[Words] = {
    Move.RECEPTION: _("Received"),
    Move.TRANSFER: _("Transferred"),
    Move.CELL: _("Moved to another cell"),
    Move.COURT: _("Taken to court"),
    Move.HOSPITAL: _("Taken to hospital"),
    Move.RELEASE: _("Released"),
    Move.TEMPORARY_RELEASE: _("Released for a time"),
    Move.RETURN: _("Returned"),
    Move.ESCAPE: _("Escaped"),
}
OUTCOMES: Final[Words] = {
    Outcome.BOOKED: _("booked"),
    Outcome.COMPLETED: _("took place"),
    Outcome.REFUSED: _("refused"),
    Outcome.CANCELLED: _("cancelled"),
    Outcome.NO_SHOW: _("did not come"),
}
FAMILIES: Final[Words] = {
    Family.ASSAULT: _("Assault"),
    Family.SEXUAL_ASSAULT: _("Sexual assault"),
    Family.THREAT: _("Threat"),
    Family.SELF_HARM: _("Self-harm"),
    Family.DEATH: _("Death"),
    Family.DISORDER: _("Disorder"),
    Family.BARRICADE: _("Barricade"),
    Family.HOSTAGE: _("Hostage taking"),
    Family.DAMAGE: _("Damage"),
    Family.FIRE: _("Fire"),
    Family.FOOD_REFUSAL: _("Food refusal"),
    Family.ESCAPE: _("Escape"),
    Family.ESCAPE_ATTEMPT: _("Attempted escape"),
    Family.RELEASE_IN_ERROR: _("Release in error"),
    Family.TEMPORARY_RELEASE_FAILURE: _("Did not return from temporary release"),
    Family.DRUGS: _("Drugs"),
    Family.MOBILE_PHONE: _("Mobile telephone"),
    Family.WEAPON: _("Weapon"),
    Family.FIND: _("Find"),
    Family.DRONE: _("Drone"),
    Family.KEY_OR_LOCK: _("Key or lock"),
    Family.TOOL_LOSS: _("Tool missing"),
    Family.STAFF_PRESSURE: _("Pressure on staff"),
    Family.OTHER: _("Other incident"),
}
SEVERITIES: Final[Words] = {
    Severity.MINOR: _("minor"),
    Severity.SERIOUS: _("serious"),
    Severity.CRITICAL: _("critical"),
}
PARTS: Final[Words] = {
    Part.ASSAILANT: _("assailant"),
    Part.VICTIM: _("victim"),
    Part.FIGHTER: _("fighter"),
    Part.WITNESS: _("witness"),
    Part.SUSPECT: _("suspect"),
    Part.SUBJECT: _("subject"),
    Part.HELPER: _("helper"),
    Part.HOSTAGE: _("hostage"),
    Part.RESPONDER: _("responder"),
    Part.PRESENT: _("present"),
    "prisoner": _("prisoner"),
    "visitor": _("visitor"),
}
ITEMS: Final[Words] = {
    Item.DRUGS: _("Drugs"),
    Item.PHONE: _("Mobile telephone"),
    Item.SIM: _("SIM card"),
    Item.WEAPON: _("Weapon"),
    Item.ALCOHOL: _("Alcohol"),
    Item.TOOL: _("Tool"),
    Item.CASH: _("Cash"),
    Item.OTHER: _("Something else"),
}
HOWS: Final[Words] = {
    How.SEARCH: _("in a search"),
    How.SCANNER: _("by the scanner"),
    How.DOG: _("by a dog"),
    How.MAIL: _("in the mail"),
    How.PATROL: _("on patrol"),
    How.INTELLIGENCE: _("after intelligence"),
    How.VISIT: _("at a visit"),
}
DIRECTIONS: Final[Words] = {Direction.IN: _("paid in"), Direction.OUT: _("paid out")}
DECISIONS: Final[Words] = {
    Decision.REQUESTED: _("not decided yet"),
    Decision.ALLOWED: _("allowed"),
    Decision.REFUSED: _("refused"),
}
VISIT_KINDS: Final[Words] = {
    VisitKind.SOCIAL: _("family and friends"),
    VisitKind.OFFICIAL: _("official"),
    VisitKind.VIDEO: _("by video"),
}
_TOLD_ANYWHERE: Final = (OUTCOMES, DIRECTIONS, DECISIONS, FAMILIES, PARTS, VISIT_KINDS)


def code_words(code: str) -> str:
    """The words for a code that a tie between people is told with; the code itself when it is none of ours."""
    return next((str(words[code]) for words in _TOLD_ANYWHERE if code in words), code)


def said(words: Words, code: str) -> str:
    """The words for a code; nothing for nothing."""
    return str(words.get(code, code))
