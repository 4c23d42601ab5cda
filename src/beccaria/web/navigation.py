"""Where each duty can go from anywhere: only links whose act the duty may ever perform."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act

_UNDER_A_THUMB = 4
_ON_ONE_LINE = 7


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the main navigation; `new` is the one that starts something.

    `more` moves to the sheet on a phone; `far` lies behind "More" on a desk, unless it is where one is.
    """

    text: str | Promise
    href: str
    icon: str
    current: bool
    key: str = ""
    new: bool = False
    more: bool = False
    far: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    act: Act
    name: str
    text: Promise | str
    icon: str
    key: str = ""
    new: bool = False
    addressed: bool = False
    also: tuple[str, ...] = ()


# The first four that a duty has, and the new observation, stand under the thumb on a phone.
PLACES: tuple[_Place, ...] = (
    _Place(Act.TODAY_SEE, "web:today", _("Today"), "today"),
    _Place(Act.INBOX_SEE, "reports:inbox", _("Inbox"), "inbox", also=("/reports/", "/observations/")),
    _Place(Act.GATE_SEE, "warnings:gate", _("Gate"), "lock"),
    _Place(Act.WARNING_READ, "warnings:warnings", _("Warnings"), "alert", also=("/bans/",)),
    _Place(Act.ALERT_READ, "detection:alerts", _("Alerts"), "bell"),
    _Place(Act.PICTURE_SEE, "detection:picture", _("Picture of the day"), "picture"),
    _Place(Act.VERSION_ANSWER, "reports:received", _("Received"), "inbox", addressed=True),
    _Place(Act.LEDGER_READ, "oversight:ledger", _("Ledger"), "eye"),
    _Place(Act.REVEAL_REQUEST, "reports:reveals", _("Names of reporters"), "lock"),
    _Place(Act.PERSON_SEARCH, "people:search", _("People"), "people"),
    _Place(Act.OBSERVATION_READ_OWN, "reports:mine", _("My reports"), "send"),
    _Place(
        Act.GROUP_READ,
        "networks:groups",
        _("Groups"),
        "groups",
        also=("/memberships/", "/scorecards/", "/network/", "/tension/"),
    ),
    _Place(Act.ASSESSMENT_READ, "risk:mine", _("Risk"), "risk"),
    _Place(Act.REVIEW_SEE, "risk:reviews", _("Reviews"), "task", also=("/rescorings/",)),
    _Place(
        Act.PLACEMENT_SEE,
        "placement:placements",
        _("Placing"),
        "place",
        also=("/keep-apart/", "/rotations/", "/rosters/"),
    ),
    _Place(Act.MEASURE_READ, "measures:measures", _("Measures"), "clock"),
    _Place(Act.PLACEMENT_SEE, "placement:boards", _("Board"), "board"),
    _Place(Act.ESCORT_READ, "placement:escorts", _("Escorts"), "next", also=("/arrivals/",)),
    _Place(Act.POST_READ, "placement:works", _("Posts"), "task"),
    _Place(Act.COVER_READ, "placement:covers", _("Covers"), "lock"),
    _Place(Act.FEED_HEALTH, "feeds:health", _("Feeds"), "inbox", also=("/feeds/",)),
    _Place(Act.FEED_JUDGE, "feeds:held", _("Near misses"), "lock"),
    _Place(Act.PLACE_LIST, "places:index", _("Places"), "place"),
    _Place(Act.REQUIREMENT_READ, "reports:requirements", _("Requirements"), "task"),
    _Place(Act.LETTER_READ, "risk:letters", _("Letters"), "send", also=("/contests/",)),
    _Place(Act.MONITORING_SEE, "risk:monitoring", _("Monitoring"), "eye", also=("/instruments/",)),
    _Place(Act.LINKAGE_QUALITY_SEE, "oversight:linkage", _("Telling apart"), "eye"),
    _Place(Act.OBSERVATION_SUBMIT, "reports:new", _("New observation"), "pen", key="n", new=True),
)


def navigation(actor: Actor, path: str) -> tuple[NavItem, ...]:
    """The links for this actor; the one whose address begins the path is the current one."""
    found = [(place, reverse(place.name)) for place in PLACES if _has(actor, place)]
    current = _current(path, found)
    # Where one is stands on the line too, in the place of the last.
    near = _ON_ONE_LINE - any(href == current for _place, href in found[_ON_ONE_LINE:])
    return tuple(
        NavItem(
            place.text,
            href,
            place.icon,
            href == current,
            place.key,
            place.new,
            not place.new and number >= _UNDER_A_THUMB,
            not place.new and number >= near and href != current,
        )
        for number, (place, href) in enumerate(found)
    )


def _current(path: str, found: list[tuple[_Place, str]]) -> str:
    # The longest beginning wins: one's own observation lies under "My reports", somebody else's under the inbox.
    begins = [(start, href) for place, href in found for start in (href, *place.also)]
    inside = [
        (start, href) for start, href in begins if path == start or (start != "/" and path.startswith(start))
    ]
    return max(inside, key=lambda one: len(one[0]), default=("", ""))[1]


def _has(actor: Actor, place: _Place) -> bool:
    return may_ever(place.act, actor) and (not place.addressed or actor.organisation is not None)
