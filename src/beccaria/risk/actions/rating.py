"""Rate an item on evidence: what speaks for it, what against, or that nobody knows; an answer is never overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.assessing import Evidence, State, is_weak, sealed
from beccaria.core.ids import new_id
from beccaria.core.instruments import UNKNOWN, Instrument, score
from beccaria.core.markings import derived
from beccaria.core.refusal import BadInput, Cannot
from beccaria.ledger import api as ledger
from beccaria.risk.actions.taking_down import BECAUSE, SHORT, words
from beccaria.risk.models import Assessment, Cited, Rating
from beccaria.risk.queries import evidence, instruments, seen
from beccaria.risk.queries.evidence import Piece

MOST_CITED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRating:
    """An answer to one item. `cites` are keys such as `event:ID`; `dossier` names papers that are kept elsewhere."""

    level: str
    because: str = ""
    against: str = ""
    looked_against: bool = False
    cites: Sequence[str] = ()
    dossier: str = ""
    version: int | None = None


def draft(assessment_id: str, *, by: Actor) -> Assessment:
    """The actor's own draft, locked. Raises Hidden, Refused, Cannot."""
    row = seen.assessment(assessment_id, by=by, lock=True)
    require(Act.ASSESSMENT_WRITE, by, seen.reached(row, by=by))
    if row.state != State.DRAFT:
        raise Cannot("This assessment is finished: what was judged stays. Assess anew.")
    if row.assessor != by.user:
        raise Cannot("Only who began this assessment goes on with it: begin your own.")
    return row


@transaction.atomic
def rate(assessment_id: str, item: str, new: NewRating, *, by: Actor, at: datetime) -> str:
    """Answer one item of one's own draft; another answer ends the one before. Returns the rating's identifier.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = draft(assessment_id, by=by)
    one = _instrument(row)
    score(
        one, {item: new.level}, version=new.version
    )  # refuses another version, items and levels that are not there
    pieces = _chosen(row, new, by=by, at=at)
    made = _kept(row, item, _checked(new, pieces), pieces, by=by, at=at)
    ledger.record(
        Act.ASSESSMENT_WRITE,
        by=by,
        subjects=[f"assessment:{row.id}", f"person:{row.person_id}", *_references(pieces)],
        at=at,
        detail={"step": "rate", "item": item},
    )
    return made.id


@transaction.atomic
def withdraw_rating(assessment_id: str, item: str, *, by: Actor, at: datetime) -> None:
    """Take an answer of one's own draft back: the item is open again. Raises Cannot, Hidden, Refused."""
    row = draft(assessment_id, by=by)
    if not Rating.objects.filter(assessment=row, item=item, ended_at=None).update(ended_at=at):
        raise Cannot("This question has no answer to take back.")
    saved(row, at=at)
    ledger.record(
        Act.ASSESSMENT_WRITE,
        by=by,
        subjects=[f"assessment:{row.id}", f"person:{row.person_id}"],
        at=at,
        detail={"step": "withdraw", "item": item},
    )


def _instrument(row: Assessment) -> Instrument:
    return instruments.used(row.instrument, row.version)


def _checked(new: NewRating, pieces: Sequence[Piece]) -> NewRating:
    because, against = words(new.because, BECAUSE), words(new.against, BECAUSE)
    if new.level != UNKNOWN:
        if not because and not pieces:
            raise BadInput(
                "This answer rests on nothing: choose evidence, or write because of what; or say unknown."
            )
        if not against and not new.looked_against:
            raise BadInput("Say what speaks against it, or that you looked and found nothing.")
    looked = new.looked_against and not against
    return NewRating(level=new.level, because=because, against=against, looked_against=looked)


def _chosen(row: Assessment, new: NewRating, *, by: Actor, at: datetime) -> list[Piece]:
    """The pieces that are cited: of this person and seen by the rater. Hidden and invented ones fail alike."""
    keys = list(dict.fromkeys(new.cites))
    if len(keys) > MOST_CITED:
        raise BadInput("More than %(most)s pieces under one answer: choose those that tell.", most=MOST_CITED)
    known = {one.key: one for one in evidence.pieces(row.person_id, by=by, at=at)} if keys else {}
    if missing := [key for key in keys if key not in known]:
        raise BadInput(
            "There is no “%(piece)s” about this person to cite: choose from the list.", piece=missing[0][:60]
        )
    pieces = [known[key] for key in keys]
    for one in pieces:
        _from_here(one, row, by)
    paper = words(new.dossier, SHORT)
    return [*pieces, evidence.dossier(paper, marking=row.marking)] if paper else pieces


def _from_here(one: Piece, row: Assessment, by: Actor) -> None:
    """What another prison wrote is cited where it was sent, not by who looks into both."""
    theirs = one.marking.site
    if theirs != row.site and (by.everywhere or theirs in by.sites):
        raise BadInput(
            "This piece lies at another prison and was not sent to the one that assesses: leave it out."
        )


def _kept(
    row: Assessment, item: str, said: NewRating, pieces: Sequence[Piece], *, by: Actor, at: datetime
) -> Rating:
    Rating.objects.filter(assessment=row, item=item, ended_at=None).update(ended_at=at)
    keys = {one.key: new_id() for one in pieces}
    _inherit(row, pieces)
    saved(row, at=at)
    rating = Rating.objects.create(
        assessment=row,
        item=item,
        level=said.level,
        because=said.because,
        against=said.against,
        looked_against=said.looked_against,
        weak=_is_weak(said, pieces),
        seal=sealed(keys.values()),
        rated_by=by.user,
        rated_at=at,
    )
    Cited.objects.bulk_create(_cited(row, rating, one, keys[one.key], at=at) for one in pieces)
    return rating


def _is_weak(said: NewRating, pieces: Sequence[Piece]) -> bool:
    """Events and papers carry no grade; intelligence alone, all of it E, 4 or X, is marked."""
    return said.level != UNKNOWN and is_weak(one.grade for one in pieces)


def _cited(row: Assessment, rating: Rating, one: Piece, key: str, *, at: datetime) -> Cited:
    strict = derived(one.marking)
    return Cited(
        id=key,
        assessment=row,
        rating=rating,
        kind=one.kind.value,
        record=one.id,
        scheme=one.grade.scheme,
        source_grade=one.grade.source,
        information_grade=one.grade.information,
        cited_at=at,
        site=row.site,
        level=strict.level,
        compartments=sorted(strict.compartments),
        handling=sorted(strict.handling),
    )


def _inherit(row: Assessment, pieces: Iterable[Piece]) -> None:
    """The draft becomes as strict as what it cites, and never milder: what is written rests on it from then on."""
    strict = derived(row.marking, *(one.marking for one in pieces))
    row.level = Level(strict.level)
    row.compartments = sorted(strict.compartments)
    row.handling = sorted(strict.handling)


def saved(row: Assessment, *, at: datetime) -> None:
    """Keep the draft and the moment at which it was last saved."""
    row.saved_at = at
    row.save()


def _references(pieces: Iterable[Piece]) -> list[str]:
    return [one.reference for one in pieces if one.kind is not Evidence.DOSSIER and one.reference]
