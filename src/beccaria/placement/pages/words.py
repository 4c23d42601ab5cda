"""Say the words of placement in the reader's language: levels, causes, parts, costs, what is unknown, three ways."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beccaria.core.allocation import Level, Mode
from beccaria.core.placement import Cause, Covered, OrderState, Part, Stage
from beccaria.lib.parts import Tag

Words = Mapping[str, str | Promise]
LEVELS: Final[Words] = {
    Level.CELL: gettext_lazy("not in one cell"),
    Level.LANDING: gettext_lazy("not on one landing"),
    Level.WING: gettext_lazy("not on one wing"),
    Level.EXERCISE: gettext_lazy("not in one yard"),
    Level.TRANSPORT: gettext_lazy("not in one transport"),
    Level.ESTABLISHMENT: gettext_lazy("not in one prison"),
}
# Of how many may live together it is said where, not where not.
WHERE: Final[Words] = {
    Level.CELL: gettext_lazy("in one cell"),
    Level.LANDING: gettext_lazy("on one landing"),
    Level.WING: gettext_lazy("on one wing"),
    Level.EXERCISE: gettext_lazy("in one yard"),
    Level.TRANSPORT: gettext_lazy("in one transport"),
    Level.ESTABLISHMENT: gettext_lazy("in one prison"),
}
CAUSES: Final[Words] = {
    Cause.VIOLENCE: gettext_lazy("violence"),
    Cause.THREAT: gettext_lazy("threats"),
    Cause.FEUD: gettext_lazy("feud"),
    Cause.DEBT: gettext_lazy("debt"),
    Cause.EXPLOITATION: gettext_lazy("exploitation"),
    Cause.RECRUITING: gettext_lazy("recruiting"),
    Cause.CO_DEFENDANTS: gettext_lazy("accused together"),
    Cause.COURT_ORDER: gettext_lazy("order of a court"),
    Cause.OTHER: gettext_lazy("something else"),
}
PARTS: Final[Words] = {
    Part.DANGER: gettext_lazy("the danger comes from him"),
    Part.IN_DANGER: gettext_lazy("he is in danger"),
    Part.BOTH: gettext_lazy("each is a danger to the other"),
    Part.NOT_KNOWN: gettext_lazy("not known"),
}
COVERED: Final[Words] = {
    Covered.WITNESS: gettext_lazy("he is a witness"),
    Covered.TALKS: gettext_lazy("he talks to the authorities"),
    Covered.EXIT: gettext_lazy("he is leaving a group"),
    Covered.SOURCE: gettext_lazy("he is a source"),
}
MODES: Final[Words] = {
    Mode.ONE: gettext_lazy("One person"),
    Mode.LIST: gettext_lazy("The morning list"),
    Mode.CLOSE: gettext_lazy("A wing closed tonight"),
    Mode.ESTATE: gettext_lazy("A prison set right in few moves"),
}
TERMS: Final[Words] = {
    "family": gettext_lazy("far from home"),
    "move": gettext_lazy("the move itself"),
    "programme": gettext_lazy("programmes he waits for"),
    "language": gettext_lazy("language"),
    "experience": gettext_lazy("experience of staff"),
    "court": gettext_lazy("hearings"),
    "crowding": gettext_lazy("crowding"),
    "dispersal": gettext_lazy("people of his group there"),
}
UNKNOWN: Final[Words] = {
    "home": gettext_lazy("Where his family lives: nobody has written it down, so nearness was not counted."),
    "court": gettext_lazy("Hearings ahead: none is written down, so no place was kept near a court."),
    "home_place": gettext_lazy(
        "Where the town of his family or one of the prisons lies: nearness was not counted."
    ),
    "court_place": gettext_lazy("Which prison serves the court of a hearing ahead: it was not counted."),
    "needs_place": gettext_lazy(
        "Which wings have what he needs: nobody has written it down. Look before you decide."
    ),
    "waits_place": gettext_lazy("Where a programme or work he waits for is offered: it was not counted."),
    "needs": gettext_lazy("What he needs for his health or to get about: ask him and the health service."),
    "waits": gettext_lazy("Programmes and work he waits for: none is written down."),
    "languages": gettext_lazy("In which languages he can be spoken with: the register does not say."),
    "languages_place": gettext_lazy(
        "Which languages staff on the wings speak: nobody has written it down, so it was not counted."
    ),
    "regime": gettext_lazy(
        "Which wings are equipped for the regime he is under: he was placed as if under the standard one."
    ),
    "sex": gettext_lazy(
        "His sex is not recorded: whom a wing takes could not be tested. Look before you decide."
    ),
    "age": gettext_lazy("The birth date of somebody: he was taken to be of age."),
    "status": gettext_lazy("Whether he is on remand or sentenced."),
    "wing_category": gettext_lazy(
        "Which category some wings take: the register does not say, so none was refused for it."
    ),
    "capacity": gettext_lazy("How many places some wings have: those were left out."),
}
WAYS: Final[Words] = {
    "dispersal": gettext_lazy("Dispersal"),
    "concentration": gettext_lazy("Concentration"),
    "isolation": gettext_lazy("Isolation"),
}
WAYS_FOR: Final[Words] = {
    "dispersal": gettext_lazy(
        "Their order and their orders break up; contact with others and ordinary programmes goes on."
    ),
    "concentration": gettext_lazy(
        "Others are out of their reach; trained staff and programmes for them are in one place."
    ),
    "isolation": gettext_lazy("Contact with the group inside the prison is cut."),
}
WAYS_AGAINST: Final[Words] = {
    "dispersal": gettext_lazy(
        "Each may recruit or threaten where he comes to; families may have further to travel."
    ),
    "concentration": gettext_lazy(
        "Bonds and ranks grow stronger; who wants to leave the group lives among it."
    ),
    "isolation": gettext_lazy(
        "It harms health, is a last resort for the shortest time, and ends. The tool never proposes it."
    ),
}


def said(words: Words, code: str) -> str:
    """A code in words."""
    return str(words.get(code, code))


def order_state(state: OrderState) -> Tag:
    """How far an order is, as a tag."""
    return {
        OrderState.ORDERED: Tag(_("ordered"), "accent"),
        OrderState.DONE: Tag(_("done"), "good"),
        OrderState.CANCELLED: Tag(_("cancelled"), "quiet"),
    }[state]


def stage(of: Stage, answer: Mapping[str, Any]) -> Tag:
    """How far the answer to a question is, as a tag."""
    if of is Stage.READY:
        short = answer.get("unplaced") or []
        return Tag(_("somebody has no place"), "amber") if short else Tag(_("ready"), "good")
    return Tag(_("no answer"), "red") if of is Stage.FAILED else Tag(_("being worked out"), "accent")


def costs(terms: Mapping[str, int]) -> str:
    """What a cost is made of, the largest first."""
    parts = sorted(terms.items(), key=lambda one: (-one[1], one[0]))
    listed = ", ".join(f"{said(TERMS, name)} {points}" for name, points in parts)
    return listed or _("nothing counts against it")
