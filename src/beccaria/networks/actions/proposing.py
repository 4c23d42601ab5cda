"""Write down what the calculation proposes, as proposals only: nobody becomes a member by it (rules 6 and 8)."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking, columns, derived
from beccaria.engines.membership import Lead, Named, Proposed, Shown, propose
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.networks.actions.proposing_outside import Outside, stand_outside
from beccaria.networks.models import Membership, Proposal, ProposalEvidence
from beccaria.networks.queries.traces import Gathered, gathered
from beccaria.people import api as people

RULE: Final = "membership"
_MOST_PIECES: Final = 12
_KNOWN_BY: Final = 2


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One proposal as it should stand."""

    circle: str
    named: Named
    lead: tuple[int, Lead] | None
    outside: tuple[tuple[int, Lead], ...]
    group: str | None
    marking: Marking

    @property
    def pieces(self) -> tuple[Shown, ...]:
        """The newest records of each basis and voice; a hundred calls say no more than a few."""
        kept: Counter[tuple[str, str]] = Counter()
        chosen = []
        for one in sorted(self.named.evidence, key=lambda piece: (piece.on, piece.reference), reverse=True):
            kept[one.basis, one.origin] += 1
            if kept[one.basis, one.origin] <= _MOST_PIECES:
                chosen.append(one)
        return tuple(chosen)


@transaction.atomic
def propose_memberships(*, by: Actor, at: datetime) -> int:
    """Propose anew from the records of the last year: of each establishment by itself, then of several together.

    What was proposed and not yet decided is replaced, and stays as it is where nothing changed. What somebody decided
    on stays, and what he looked at does not count again. Returns how many stand open. Only the system.
    """
    require(Act.PROPOSAL_MAKE, by)
    found = gathered(by=by, at=at)
    judged, memberships, on = _judged(by), _memberships(by), moments.day_of(at)
    wanted: dict[tuple[str | None, str], _Wanted] = {}
    at_home: Counter[frozenset[str]] = Counter()
    for site in (*found.sites, None):
        traces, explained = found.at(site, by=by)
        for circle in propose(traces, explained, on=on, judged=judged):
            for one in _of_circle(circle, site, found, memberships, by=by):
                who = frozenset(found.fellows.get(one.named.person, (one.named.person,)))
                if site is not None:
                    at_home[who] = max(at_home[who], one.named.bases)
                if site is not None or one.named.bases > at_home[who]:
                    wanted[site, one.named.person] = one
    made = _stand(wanted, at=at)
    stand_outside(_outside(wanted.values()), found.markings, by=by, at=at)
    ledger.record(Act.PROPOSAL_MAKE, by=by, at=at, detail={"open": len(wanted), "new": made})
    return len(wanted)


def _of_circle(
    circle: Proposed,
    site: str | None,
    found: Gathered,
    memberships: Mapping[str, frozenset[str]],
    *,
    by: Actor,
) -> Iterable[_Wanted]:
    """Those of a circle whom two bases show and who are not held to belong to its group already."""
    group = circle.group or _group_of(circle, memberships)
    name = _name(site, circle)
    placed = tuple(enumerate(circle.leaders, 1))
    leads = {lead.person: (place, lead) for place, lead in placed if not lead.outside}
    outside = tuple((place, lead) for place, lead in placed if lead.outside)
    markings = found.markings
    everybody = {key for one in circle.named for piece in one.evidence for key in _of_piece(one, piece)}
    marked = people.markings(everybody, by=by)
    for one in circle.named:
        records = found.fellows.get(one.person, (one.person,))
        if group and any(group in memberships.get(key, ()) for key in records):
            continue
        rests_on = [markings[piece.reference] for piece in one.evidence]
        about = [
            marked[key]
            for key in {key for piece in one.evidence for key in _of_piece(one, piece)}
            if key in marked
        ]
        strict = derived(*rests_on, *about)
        # What several establishments show together belongs to the national service, even where each record is of one.
        marking = Marking(
            site=site,
            level=strict.level,
            compartments=strict.compartments,
            handling=strict.handling,
        )
        yield _Wanted(name, one, leads.get(one.person), outside, group or None, marking)


def _outside(wanted: Iterable[_Wanted]) -> Iterable[Outside]:
    """Who may lead the circles from outside, each with what shows him in touch with those proposed."""
    by_circle: dict[str, list[_Wanted]] = defaultdict(list)
    for one in wanted:
        by_circle[one.circle].append(one)
    for circle, several in by_circle.items():
        for place, lead in several[0].outside:
            shown = {
                one.named.person: tuple(piece for piece in one.pieces if piece.outsider == lead.person)
                for one in several
            }
            yield Outside(
                circle,
                several[0].marking.site,
                place,
                lead,
                {key: each for key, each in shown.items() if each},
            )


def _of_piece(one: Named, piece: Shown) -> set[str]:
    return {one.person, *piece.others, *([piece.outsider] if piece.outsider else [])}


def _name(site: str | None, circle: Proposed) -> str:
    """The same circle of the same people has the same name."""
    said = "|".join((site or "", *sorted(one.person for one in circle.named)))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _group_of(circle: Proposed, memberships: Mapping[str, frozenset[str]]) -> str:
    """A group to which at least two of the circle are held to belong already; of several the one with most."""
    counted = Counter(group for person in circle.circle.people for group in memberships.get(person, ()))
    best = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return best[0][0] if best and best[0][1] >= _KNOWN_BY else ""


def _memberships(by: Actor) -> dict[str, frozenset[str]]:
    """The groups that each person is held to belong to now, under every record of his."""
    rows = list(
        Membership.objects.filter(ended_at=None, group__ended_at=None).values_list("person_id", "group_id")
    )
    records = people.fellows((person for person, _group in rows), by)
    found: dict[str, set[str]] = defaultdict(set)
    for person, group in rows:
        for key in records[person]:
            found[key].add(group)
    return {key: frozenset(several) for key, several in found.items()}


def _judged(by: Actor) -> dict[str, date]:
    """Until which day the evidence on somebody was judged: a proposal rejected, a membership ended by a decision.

    Under every record of his.
    """
    said = [
        *Proposal.objects.filter(accepted=False).values_list("person_id", "decided_at"),
        *Membership.objects.exclude(ended_at=None).values_list("person_id", "ended_at"),
    ]
    records = people.fellows((person for person, _moment in said), by)
    found: dict[str, date] = {}
    for person, moment in said:
        if moment is not None:
            for key in records[person]:
                found[key] = max(found.get(key, date.min), moments.day_of(moment))
    return found


def _stand(wanted: Mapping[tuple[str | None, str], _Wanted], *, at: datetime) -> int:
    """Make the open proposals those that are wanted; leave what is the same as it is. Returns how many are new."""
    rows = Proposal.objects.filter(accepted=None).prefetch_related("evidence")
    standing = {(row.site, row.person_id): row for row in rows}
    same = {key for key, row in standing.items() if key in wanted and _is_same(row, wanted[key])}
    gone = [row.id for key, row in standing.items() if key not in same]
    # Only those nobody decided on meanwhile.
    Proposal.objects.filter(pk__in=gone, accepted=None).delete()
    new = sorted(set(wanted) - same, key=lambda key: (key[0] or "", key[1]))
    for key in new:
        _write(wanted[key], at=at)
    return len(new)


def _is_same(row: Proposal, one: _Wanted) -> bool:
    cited = {each.reference for each in row.evidence.all()}
    place = one.lead[0] if one.lead else None
    return (row.circle, row.group_id, row.lead, row.level) == (
        one.circle,
        one.group,
        place,
        one.marking.level,
    ) and cited == {piece.reference for piece in one.pieces}


def _write(one: _Wanted, *, at: datetime) -> None:
    place, lead = one.lead or (None, None)
    row = Proposal.objects.create(
        circle=one.circle,
        person_id=one.named.person,
        group_id=one.group,
        bases=one.named.bases,
        because=list(one.named.because),
        against=list(one.named.against),
        lead=place,
        lead_because=lead.because if lead else "",
        lead_against=lead.against if lead else "",
        proposed_at=at,
        **columns(one.marking),
    )
    ProposalEvidence.objects.bulk_create(
        ProposalEvidence(
            proposal=row,
            basis=piece.basis,
            kind=piece.kind,
            origin=piece.origin,
            reference=piece.reference,
            observed=piece.on,
            others=[*([piece.outsider] if piece.outsider else []), *piece.others],
        )
        for piece in one.pieces
    )
