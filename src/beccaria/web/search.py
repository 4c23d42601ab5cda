"""Gather what answers a few words: people and reports as their apps show them, and establishments."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.access.api import Asked, show
from beccaria.lib.parts import Link
from beccaria.places import api as places
from beccaria.web.including import Included, Strip, included, strictest

_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found; a piece that the duty may not see is not there at all."""

    words: str
    people: Included | None = None
    all_people: str = ""
    reports: Included | None = None
    places: tuple[Link, ...] = ()

    @property
    def stricter(self) -> Strip | None:
        """How the page must be handled because of what was found."""
        return strictest((self.people, self.reports))

    @property
    def any_people(self) -> bool:
        """Whether the piece of people holds somebody."""
        return self.people is not None and "<li" in self.people.markup


def search_page(request: HttpRequest, asked: Asked, words: str) -> SearchPage:
    """Look everywhere the reader's duty may look; without words nothing is looked for."""
    if not words:
        return SearchPage("")
    query = urlencode({"q": words})
    pieces = {
        piece.name: piece
        for piece in included(request, ("people:suggest", "reports:search"), actor=asked.actor, query=query)
    }
    found = places.establishments(by=asked.actor, term=words)[:_MOST_PLACES]
    show(request, *(f"place:{one.code}" for one in found))
    return SearchPage(
        words,
        people=pieces.get("people:suggest"),
        all_people=f"{reverse('people:search')}?{query}",
        reports=pieces.get("reports:search"),
        places=(
            *(Link(one.name, reverse("places:show", kwargs={"code": one.code})) for one in found),
            *_countries(asked, words),
        ),
    )


def _countries(asked: Asked, words: str) -> tuple[Link, ...]:
    """The country packs of that name."""
    return tuple(
        Link(
            _("%(country)s: rules of the country") % {"country": one.english_name.words},
            reverse("places:country", kwargs={"pack_id": one.id}),
        )
        for one in places.packs_named(words, by=asked.actor)
    )
