"""Parts that the pages of measures share: names of regimes, addresses, who stands behind a page."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse

from beccaria.core.actors import Actor
from beccaria.core.countries import Pack
from beccaria.core.markings import Marking
from beccaria.core.measures import regimes
from beccaria.lib.parts import HandlingStrip, Link, PersonLine
from beccaria.people import api as people
from beccaria.people.api import PersonShown


def address(name: str, *args: str) -> str:
    """An address of this app."""
    return reverse(f"measures:{name}", args=args)


def regime_names(pack: Pack | None) -> Mapping[str, str]:
    """The regimes of a country by their identifiers."""
    return {one.id: one.name for one in regimes(pack)}


def strip(*markings: Marking) -> HandlingStrip:
    """How a page must be handled that shows these."""
    return people.strip_of(markings) or people.strip(0)


def strip_or_none(markings: Iterable[Marking]) -> HandlingStrip | None:
    """The same for a piece; nothing shown, nothing said."""
    return people.strip_of(markings)


def line_of(person: PersonShown, *, by: Actor, at: datetime) -> PersonLine:
    """The person on one line."""
    return people.person_lines([person], by=by, at=at)[0]


def back(person: PersonShown) -> Link:
    """The way back to his page."""
    return Link(person.name, reverse("people:person", args=[person.id]))
