"""Find what a rating can rest on: reports, events, memberships and warnings about one person that the rater may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.assessing import Evidence, Grade
from beccaria.core.markings import Marking
from beccaria.engines.folding import fold
from beccaria.events import api as events
from beccaria.networks import api as networks
from beccaria.people import api as people
from beccaria.reports import api as reports
from beccaria.warnings import api as warnings

MOST: Final = 400
_ALIKE: Final = 80
_SHORT: Final = 3
_NO_GRADE: Final = Grade()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence as the rater may see it. `key` is its kind and identifier, such as `event:ID`."""

    kind: Evidence
    id: str
    title: str
    detail: str
    at: datetime | None
    marking: Marking
    grade: Grade = _NO_GRADE
    reference: str = ""

    @property
    def key(self) -> str:
        """How a form and the ledger name it."""
        return f"{self.kind.value}:{self.id}"


def pieces(person_id: str, *, by: Actor, at: datetime) -> tuple[Piece, ...]:
    """Everything about a person, on all his records, that the rater may see and cite, newest first. Raises Hidden."""
    found = [
        *(_items(person_id, by=by) if may_ever(Act.REPORT_READ, by) else ()),
        *(_events(person_id, by=by) if may_ever(Act.EVENT_READ, by) else ()),
        *(_memberships(person_id, by=by, at=at) if may_ever(Act.MEMBERSHIP_READ, by) else ()),
        *(_warnings(person_id, by=by, at=at) if may_ever(Act.WARNING_READ, by) else ()),
    ]
    return tuple(sorted(found, key=lambda one: (one.at is not None, one.at or at, one.key), reverse=True))


def searched(text: str, among: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces in which every typed word is found, or one much like it: a slip of the finger does not hide them."""
    words = fold(text).split()
    return tuple(one for one in among if _answers(words, fold(f"{one.title} {one.detail}")))


def _answers(words: list[str], said: str) -> bool:
    return all(
        word in said
        or (len(word) > _SHORT and any(fuzz.ratio(word, other) >= _ALIKE for other in said.split()))
        for word in words
    )


def dossier(text: str, *, marking: Marking) -> Piece:
    """A paper that is kept elsewhere: what it is and where in it. Handled as the assessment is."""
    return Piece(kind=Evidence.DOSSIER, id=text, title=text, detail="", at=None, marking=marking)


def _items(person_id: str, *, by: Actor) -> Iterator[Piece]:
    for one in reports.items_about(people.records_of(person_id, by), by=by, at_most=MOST):
        yield Piece(
            kind=Evidence.REPORT_ITEM,
            id=one.id,
            title=one.text,
            detail=one.number,
            at=one.at,
            marking=one.marking,
            grade=Grade(*one.grade),
            reference=f"report:{one.report}",
        )


def _events(person_id: str, *, by: Actor) -> Iterator[Piece]:
    for one in events.about_person(person_id, by=by, at_most=MOST):
        what = [events.code_words(one.code), *(events.code_words(part) for part in one.parts)]
        where = [one.visitor_name, one.relationship, one.how and events.code_words(one.how), one.text]
        yield Piece(
            kind=Evidence.EVENT,
            id=one.id,
            title=", ".join(part for part in what if part).capitalize(),
            detail=". ".join(part for part in where if part),
            at=one.at,
            marking=Marking(site=one.site, level=Level(one.level), handling=frozenset(one.handling)),
            reference=f"event:{one.id}",
        )


def _memberships(person_id: str, *, by: Actor, at: datetime) -> Iterator[Piece]:
    found = networks.of_person(person_id, by=by, at=at)
    marked = networks.markings_of([line.id for line, _group in found], by=by)
    for line, group in found:
        if line.id in marked:
            yield Piece(
                kind=Evidence.MEMBERSHIP,
                id=line.id,
                title=_("May belong to %(group)s") % {"group": group},
                detail=line.standing.support.value.replace("_", " "),
                at=line.written_at,
                marking=marked[line.id],
                reference=f"membership:{line.id}",
            )


def _warnings(person_id: str, *, by: Actor, at: datetime) -> Iterator[Piece]:
    """Warnings that mean him, not a namesake."""
    found = [
        one for one in warnings.about_person(person_id, by=by, at=at) if one.kind == "warning" and one.stops
    ]
    marked = warnings.markings_of([one.id for one in found], by=by)
    for one in found:
        if one.id in marked:
            yield Piece(
                kind=Evidence.WARNING,
                id=one.id,
                title=str(getattr(one.what, "text", "")),
                detail=one.what.reference,
                at=getattr(one.what, "written_at", None),
                marking=marked[one.id],
                reference=f"warning:{one.id}",
            )
