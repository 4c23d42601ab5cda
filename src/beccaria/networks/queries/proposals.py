"""Read proposed memberships: only with evidence that the reader may read now, about people he may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from beccaria.access.api import may_go
from beccaria.core.actors import Actor
from beccaria.core.grading import Grade, Scheme
from beccaria.core.groups import NEEDED, Basis, independent
from beccaria.core.groups import Evidence as Piece
from beccaria.core.refusal import Hidden
from beccaria.engines.membership import TraceKind
from beccaria.engines.membership.traces import OUTSIDE
from beccaria.events import api as events
from beccaria.networks.models import Group, OutsideLead, Proposal, ProposalEvidence
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.reports import api as reports

AT_MOST = 200
_UNGRADED = Grade(Scheme.THREE_FIVE_TWO, "2", "C")


@dataclass(frozen=True, slots=True)
class EvidenceProposed:
    """One record it rests on: its basis, whose voice, the day, and with or through whom."""

    kind: TraceKind
    basis: Basis
    origin: str
    reference: str
    number: str
    observed: date
    others: tuple[PersonShown, ...]


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal as the reader may see it: `bases` is counted anew from the evidence he may read."""

    id: str
    circle: str
    person: PersonShown
    group: tuple[str, str] | None
    bases: int
    because: tuple[str, ...]
    against: tuple[str, ...]
    lead: int | None
    lead_because: str
    lead_against: str
    evidence: tuple[EvidenceProposed, ...]
    proposed_at: datetime
    accepted: bool | None
    why: str
    membership: str | None
    site: str | None
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutsideShown:
    """Somebody outside who may lead a circle of proposals, with both sides."""

    id: str
    circle: str
    person: PersonShown
    place: int
    because: str
    against: str


def leads_outside(found: Sequence[ProposalShown], *, by: Actor) -> tuple[OutsideShown, ...]:
    """Who may lead the circles of these proposals from outside, by circle and place.

    Only on whom the reader reads, in what these proposals rest on, contacts with two or more of those proposed.
    """
    rows = OutsideLead.objects.filter(may_go(by), circle__in={one.circle for one in found})
    wanted = list(rows.order_by("circle", "place"))
    named = people.named({row.person_id for row in wanted}, by=by)
    touched: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in found:
        for piece in one.evidence:
            if piece.kind in OUTSIDE and piece.others:
                touched[one.circle, piece.others[0].id].add(one.person.id)
    return tuple(
        OutsideShown(row.id, row.circle, named[row.person_id], row.place, row.because, row.against)
        for row in wanted
        if row.person_id in named and len(touched[row.circle, row.person_id]) >= NEEDED
    )


def proposals(*, by: Actor, at_most: int = AT_MOST) -> tuple[ProposalShown, ...]:
    """Those that wait for somebody to decide, circle by circle, whoever may lead it first."""
    rows = Proposal.objects.filter(may_go(by), accepted=None).order_by("circle", "lead", "id")
    return _shown(rows[:at_most], by=by)


def proposal(proposal_id: str, *, by: Actor) -> ProposalShown:
    """One, decided or not. Raises Hidden, also when the reader may not read enough of what it rests on."""
    found = _shown(Proposal.objects.filter(may_go(by), pk=proposal_id), by=by)
    if not found:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found[0]


def after(one: ProposalShown, *, by: Actor) -> str:
    """The next that waits, in the order of the list, beginning again at its end; empty when there is none."""
    ids = [each.id for each in proposals(by=by)]
    if one.id in ids:
        place = ids.index(one.id)
        ids = [*ids[place + 1 :], *ids[:place]]
    return ids[0] if ids else ""


def _shown(rows: QuerySet[Proposal], *, by: Actor) -> tuple[ProposalShown, ...]:
    wanted = list(rows)
    pieces: dict[str, list[ProposalEvidence]] = defaultdict(list)
    found = ProposalEvidence.objects.filter(proposal_id__in=[row.id for row in wanted])
    for one in found.order_by("-observed", "reference"):
        pieces[one.proposal_id].append(one)
    every = [one for several in pieces.values() for one in several]
    numbers = _readable(every, by=by)
    named = people.named(
        {*(row.person_id for row in wanted), *(key for one in every for key in one.others)}, by=by
    )
    groups = {
        row.id: row.name
        for row in Group.objects.filter(
            pk__in={row.group_id for row in wanted if row.group_id}, ended_at=None
        )
    }
    made = (_one(row, pieces[row.id], numbers, named, groups) for row in wanted if row.person_id in named)
    return tuple(one for one in made if one.bases >= NEEDED or one.accepted is not None)


def _readable(pieces: Iterable[ProposalEvidence], *, by: Actor) -> dict[str, str]:
    """The records the reader may read, each with its number, where it has one."""
    ids: dict[str, set[str]] = defaultdict(set)
    for one in pieces:
        kind, _colon, key = one.reference.partition(":")
        ids[kind].add(key)
    seen_events = events.visible(ids["event"], by=by) if ids["event"] else set()
    papers = reports.visible_observations(ids["observation"], by=by) if ids["observation"] else {}
    return {f"event:{key}": "" for key in seen_events} | {
        f"observation:{key}": number for key, number in papers.items()
    }


def _one(
    row: Proposal,
    pieces: Sequence[ProposalEvidence],
    numbers: dict[str, str],
    named: dict[str, PersonShown],
    groups: dict[str, str],
) -> ProposalShown:
    evidence = tuple(
        EvidenceProposed(
            TraceKind(one.kind),
            Basis(one.basis),
            one.origin,
            one.reference,
            numbers[one.reference],
            one.observed,
            tuple(named[key] for key in one.others),
        )
        for one in pieces
        if one.reference in numbers and set(one.others) <= set(named)
    )
    counted = (Piece(one.basis, one.origin, one.observed, _UNGRADED, one.reference) for one in evidence)
    return ProposalShown(
        id=row.id,
        circle=row.circle,
        person=named[row.person_id],
        group=(row.group_id, groups[row.group_id]) if row.group_id and row.group_id in groups else None,
        bases=independent(counted),
        because=tuple(row.because),
        against=tuple(row.against),
        lead=row.lead,
        lead_because=row.lead_because,
        lead_against=row.lead_against,
        evidence=evidence,
        proposed_at=row.proposed_at,
        accepted=row.accepted,
        why=row.why,
        membership=row.membership_id,
        site=row.site,
        level=max(row.level, named[row.person_id].level),
        handling=tuple(dict.fromkeys((*row.handling, *named[row.person_id].handling))),
    )
