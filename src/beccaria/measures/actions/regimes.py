"""Propose what a regime consists of, as a set of measures, each with its own end and decision; end the set with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from beccaria.core.actors import Actor, Level
from beccaria.core.measures import APART, Kind, State
from beccaria.core.refusal import BadInput, Cannot
from beccaria.measures.actions.proposing import NewMeasure, propose
from beccaria.measures.models import Measure, MeasureFact, Reasons
from beccaria.measures.queries import seen
from beccaria.risk import api as risk

PARTS = tuple(kind for kind in Kind if kind not in APART)
"""What a regime can consist of. What keeps somebody apart is the regime itself, with its hours of contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSet:
    """What a regime consists of: each kind with what exactly is restricted; until when, and why these are needed."""

    parts: Sequence[tuple[Kind, str]]
    ends: datetime
    necessary: str


@transaction.atomic
def propose_set(regime_id: str, new: NewSet, *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Propose them together, all or none, and return their identifiers. Each is decided by itself.

    Law, office and the further reasons are those of the regime; why its measures are needed is said anew. Raises
    BadInput, Cannot, Hidden, Refused.
    """
    row = seen.measure(regime_id, by=by)
    if row.kind != Kind.REGIME:
        raise Cannot("Only a regime consists of measures.")
    reasons = seen.reasons(row, by=by)
    if reasons is None:
        raise Cannot(
            "The reasons of this regime are not yours to read: somebody who may read them proposes its set."
        )
    if not new.parts:
        raise BadInput("Say of at least one measure what exactly it restricts.")
    if any(kind not in PARTS for kind, _what in new.parts):
        raise BadInput(
            "What keeps him apart is no part of a regime: the regime itself says how long he is alone."
        )
    return tuple(
        propose(_measure(row, reasons, kind, what, new, at=at), by=by, at=at) for kind, what in new.parts
    )


def _measure(
    row: Measure, reasons: Reasons, kind: Kind, what: str, new: NewSet, *, at: datetime
) -> NewMeasure:
    facts = MeasureFact.objects.filter(measure=row).order_by("-observed", "id")
    return NewMeasure(
        person=row.person_id,
        kind=kind.value,
        part_of=row.id,
        what=what,
        article=row.article,
        office=row.office,
        starts=max(row.starts_at, at),
        ends=new.ends,
        remedy=row.remedy,
        necessary=new.necessary,
        proportionate=reasons.proportionate,
        accountable=reasons.accountable,
        non_discriminatory=reasons.non_discriminatory,
        alternatives=reasons.alternatives,
        told=reasons.told,
        not_told=row.not_told,
        facts=[
            risk.NewFact(
                ground=one.ground,
                text=one.text,
                observed=one.observed,
                judged=one.judged,
                conduct=one.conduct,
                reference=one.reference,
            )
            for one in facts
        ],
        level=Level(reasons.level),
    )


def check_whole(row: Measure) -> None:
    """A part holds only while its regime does. Raises Cannot."""
    whole = row.part_of
    if whole is not None and whole.state != State.DECIDED:
        raise Cannot("The regime of which this is a part does not hold: decide on the regime first.")


def open_parts(row: Measure) -> list[Measure]:
    """The parts of a regime that wait for a decision or hold, locked."""
    states = [State.PROPOSED, State.FIRST, State.DECIDED]
    rows = Measure.objects.filter(part_of=row, state__in=states).select_related("person")
    return list(rows.select_for_update(of=("self",)).order_by("id"))
