"""Put the common European profile of a person together, of nothing but what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.classification import choices
from beccaria.core.markings import Marking
from beccaria.core.profile import (
    Decision,
    Dimension,
    Fact,
    Giving,
    Identity,
    Kept,
    Profile,
    for_reader,
    giving,
    may_go,
)
from beccaria.core.refusal import Cannot, Hidden
from beccaria.people import api as people
from beccaria.places import api as places
from beccaria.risk.queries import assessments, classifications
from beccaria.risk.queries.law import pack_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beccaria.core.actors import Actor
    from beccaria.core.countries import Pack
    from beccaria.people.api import PersonRead
    from beccaria.risk.queries.shapes import Line, Read


@dataclass(frozen=True, slots=True)
class ProfileRead:
    """A profile with what its page needs besides: the person, whether it may be given, the assessments behind it."""

    profile: Profile
    whom: PersonRead
    may_be_given: Giving
    lines: dict[str, Line]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every record that is in it, as the ledger names them."""
        return (
            f"person:{self.whom.line.id}",
            *(f"classification:{one.id}" for one in self.profile.decisions),
            *(f"assessment:{one.id}" for one in self.profile.dimensions),
        )


def profile(person_id: str, *, by: Actor, at: datetime, reader: str = "") -> ProfileRead:
    """The profile, in the terms of another country where `reader` is the id of its pack; and whether it may be given.

    For another country nothing is in it that handling keeps from other countries. Raises Hidden, Refused.
    """
    whom = people.person(person_id, by=by)
    site = whom.line.site
    require(
        Act.PROFILE_READ,
        by,
        Marking(site=site, level=whom.line.marking.level, reaches=frozenset({site} if site else ())),
    )
    own, packs = pack_at(site, by=by), places.packs(by=by)
    lines = assessments.in_force(person_id, by=by, at=at)
    made = Profile(
        made_at=at,
        country=own.id if own else "",
        identity=_identity(whom, by=by),
        decisions=tuple(
            _decision(line, packs, by=by, at=at) for line in classifications.now(person_id, by=by, at=at)
        ),
        dimensions=tuple(_dimension(line, assessments.assessment(line.id, by=by)) for line in lines),
    )
    if reader:
        if reader not in packs:
            raise Hidden("There is no such pack.")
        if not may_go(made.identity.kept):
            raise Cannot(
                "How this person's record is handled keeps it from other countries: there is nothing to show."
            )
        made = for_reader(made, packs, packs[reader])
    return ProfileRead(made, whom, giving(own), {line.id: line for line in lines})


def _identity(whom: PersonRead, *, by: Actor) -> Identity:
    held = whom.line.held
    names = {one.name for one in whom.now if one.name} | {one for each in whom.now for one in each.aliases}
    return Identity(
        name=whom.line.name,
        other_names=tuple(sorted(names - {whom.line.name})),
        born=whom.line.born,
        number=whom.line.number,
        held_at=_place(held.establishment, by=by) if held else "",
        held_since=timezone.localtime(held.starts_at).date() if held else None,
        kept=Kept(whom.level, whom.handling),
    )


def _place(code: str, *, by: Actor) -> str:
    return places.named({code}, by=by)[code]


def _decision(line: classifications.Line, packs: Mapping[str, Pack], *, by: Actor, at: datetime) -> Decision:
    read = classifications.classification(line.id, by=by, at=at)
    means = {one.code: one.words for one in choices(packs.get(line.pack), line.kind)}
    return Decision(
        id=line.id,
        kind=line.kind.value,
        value=line.value,
        means=means.get(line.value, ""),
        country=line.pack,
        article=line.article,
        designated_by=line.designated_by,
        facts=tuple(Fact(one.ground.value, one.text, one.observed, one.judged) for one in read.facts),
        starts=line.starts,
        until=line.until,
        review_due=line.review_due,
        not_told=line.not_told,
        kept=_kept(line.marking),
    )


def _dimension(line: Line, read: Read) -> Dimension:
    decided, scored, words = line.decided, line.scored, read.formulation
    if decided is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return Dimension(
        id=line.id,
        instrument=line.instrument,
        version=line.version,
        title=line.title,
        band=decided.band,
        band_low=scored.band_low if scored else decided.band,
        band_high=scored.band_high if scored else decided.band,
        low=scored.low if scored else None,
        high=scored.high if scored else None,
        unknown=len(scored.unknown) if scored else 0,
        likelihood=words.likelihood.value if words.likelihood else "",
        confidence=words.confidence.value if words.confidence else "",
        overridden=bool(decided.override),
        decided_on=timezone.localtime(decided.at).date(),
        review_due=line.review_due,
        kept=_kept(line.marking),
    )


def _kept(marking: Marking) -> Kept:
    return Kept(int(marking.level), tuple(sorted(marking.handling)))
