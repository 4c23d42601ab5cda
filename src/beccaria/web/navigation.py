"""Where each duty can go from anywhere: only links whose act the duty may ever perform."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the main navigation; `new` is the one that starts something."""

    text: str | Promise
    href: str
    icon: str
    current: bool
    key: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    act: Act
    name: str
    text: Promise | str
    icon: str
    key: str = ""
    new: bool = False


PLACES: tuple[_Place, ...] = (
    _Place(Act.TODAY_SEE, "web:today", _("Today"), "today"),
    _Place(Act.INBOX_SEE, "reports:inbox", _("Inbox"), "inbox"),
    _Place(Act.OBSERVATION_READ_OWN, "reports:mine", _("My reports"), "send"),
    _Place(Act.PERSON_SEARCH, "people:index", _("People"), "people"),
    _Place(Act.PLACE_LIST, "places:index", _("Places"), "place"),
    _Place(Act.LEDGER_READ, "oversight:ledger", _("Who looked"), "eye"),
    _Place(Act.OBSERVATION_SUBMIT, "reports:new", _("New observation"), "pen", key="n", new=True),
)


def navigation(actor: Actor, path: str) -> tuple[NavItem, ...]:
    """The links for this actor; the one whose address begins the path is the current one."""
    found = [(place, _address(place.name)) for place in PLACES if may_ever(place.act, actor)]
    found = [(place, href) for place, href in found if href]
    inside = [href for _place, href in found if path == href or (href != "/" and path.startswith(href))]
    current = max(inside, key=len, default="")
    return tuple(
        NavItem(place.text, href, place.icon, href == current, place.key, place.new) for place, href in found
    )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
