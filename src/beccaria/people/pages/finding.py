"""What the page of people says: who was found, and what tells them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib.paging import Page
from beccaria.lib.parts import EmptyState, PersonLine
from beccaria.people.queries import PersonShown
from beccaria.people.showing import person_lines


@dataclass(frozen=True, slots=True)
class FindPage:
    """The form, the persons found, and the address of the next ones."""

    form: Any
    asked: bool
    lines: tuple[PersonLine, ...]
    empty: EmptyState
    next_href: str
    add_href: str
    review_href: str


def find_page(
    found: Page[PersonShown], *, form: Any, term: str, role: str, by: Actor, at: datetime
) -> FindPage:
    """The persons found, in the order of their surnames."""
    empty = EmptyState(
        _("Nobody is found under that name"),
        _(
            "Try fewer letters, another spelling, a nickname or the number. You find only whom your duty covers."
        ),
    )
    asked = {"q": term, "role": role, "cursor": found.next}
    following = urlencode({name: value for name, value in asked.items() if value})
    return FindPage(
        form=form,
        asked=bool(term),
        lines=person_lines(found.items, by=by, at=at),
        empty=empty,
        next_href=f"{reverse('people:search')}?{following}" if found.next else "",
        add_href=reverse("people:new") if may_ever(Act.PERSON_ADD, by) else "",
        review_href=reverse("people:review") if may_ever(Act.PERSON_REVIEW, by) else "",
    )


def offered(persons: Sequence[PersonShown], *, by: Actor, at: datetime) -> dict[str, Any]:
    """What a field that offers persons while one types is given."""
    lines = person_lines(persons, by=by, at=at)
    return {
        "items": [
            {
                "value": one.id,
                "label": line.name,
                "detail": " · ".join(part for part in (line.number, line.place, line.apart) if part),
            }
            for one, line in zip(persons, lines, strict=True)
        ]
    }
