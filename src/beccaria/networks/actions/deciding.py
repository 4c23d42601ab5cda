"""A human says yes or no to a proposed membership: with yes it is written down with its evidence, no sticks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from beccaria.access.api import may_go, only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.grading import Grade
from beccaria.core.groups import BASIS_WORDS, Role
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.engines.membership import TraceKind
from beccaria.engines.membership.traces import OUTSIDE
from beccaria.ledger import api as ledger
from beccaria.networks.actions import taking_down
from beccaria.networks.actions.belonging import NewEvidence, NewMembership, add_evidence, open_membership
from beccaria.networks.actions.proposing import RULE
from beccaria.networks.actions.roles import suppose_role
from beccaria.networks.actions.taking_down import Shown
from beccaria.networks.models import Proposal
from beccaria.networks.queries import proposals as queries
from beccaria.networks.queries.proposals import EvidenceProposed, ProposalShown

_MOST_KEPT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """How somebody accepts: into which group, how he grades what it rests on, whether he supposes a leader too."""

    group: str
    grade: Grade
    leads: bool = False
    why: str = ""


@transaction.atomic
def accept_proposal(proposal_id: str, said: Accepted, *, by: Actor, at: datetime) -> str:
    """Write the membership down with the evidence one may read; return its identifier.

    The graded evidence decides what it comes to, as always. Raises BadInput, Cannot, Hidden, Refused.
    """
    row, shown = _open(proposal_id, by=by)
    if not said.group:
        raise BadInput("Choose the group he may belong to.")
    first, *others = _kept(shown.evidence)
    made = open_membership(
        NewMembership(group=said.group, person=row.person_id, evidence=_evidence(first, said.grade)),
        by=by,
        at=at,
    )
    for one in others:
        add_evidence(made, _evidence(one, said.grade), by=by, at=at)
    if said.leads and row.lead is not None:
        suppose_role(
            made,
            role=Role.LEADER,
            because=row.lead_because,
            against=row.lead_against,
            by=by,
            at=at,
            by_rule=RULE,
        )
    row.accepted, row.membership_id = True, made
    _decided(row, why=words(said.why, what="The reason", longest=500, empty=True), by=by, at=at)
    return made


@transaction.atomic
def reject_proposal(proposal_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """He is not shown to belong: what was looked at does not count again. Raises BadInput, Cannot, Hidden, Refused."""
    row, _shown = _open(proposal_id, by=by)
    row.accepted = False
    _decided(row, why=taking_down.reason(why), by=by, at=at)


def _open(proposal_id: str, *, by: Actor) -> tuple[Proposal, ProposalShown]:
    row = only(Proposal.objects.filter(may_go(by), pk=proposal_id).select_for_update())
    require(Act.PROPOSAL_JUDGE, by, row.marking)
    shown = queries.proposal(proposal_id, by=by)
    if row.accepted is not None:
        raise Cannot("Somebody decided on this already.")
    return row, shown


def _decided(row: Proposal, *, why: str, by: Actor, at: datetime) -> None:
    row.decided_by, row.decided_at, row.why = by.user, at, why
    row.save(update_fields=["accepted", "membership", "decided_by", "decided_at", "why"])
    ledger.record(
        Act.PROPOSAL_JUDGE,
        by=by,
        subjects=[f"proposal:{row.id}", f"person:{row.person_id}"],
        at=at,
        detail={"accepted": bool(row.accepted)},
    )


def _kept(evidence: Iterable[EvidenceProposed]) -> list[EvidenceProposed]:
    """One record of each basis and voice first, the newest, so that every way is written down; then more."""
    firsts: dict[tuple[str, str], EvidenceProposed] = {}
    more = []
    for one in evidence:
        if (one.basis, one.origin) in firsts:
            more.append(one)
        else:
            firsts[one.basis, one.origin] = one
    return [*firsts.values(), *more][:_MOST_KEPT]


def _evidence(one: EvidenceProposed, grade: Grade) -> NewEvidence:
    return NewEvidence(
        basis=one.basis,
        origin=_voice(one),
        shown=Shown(text=sentence(one), observed=one.observed, grade=grade, reference=one.reference),
    )


def _voice(one: EvidenceProposed) -> str:
    """Whose voice it is, in words: one person outside is one voice; two of one name count once, to be safe."""
    if one.kind in OUTSIDE and one.others:
        return f"through {one.others[0].name}"
    return f"seen on {one.observed}"


def sentence(one: EvidenceProposed) -> str:
    """What the record shows, with names, as it is written down. In English, like everything that is kept."""
    names = [each.name for each in one.others]
    match one.kind:
        case TraceKind.VISIT:
            return f"Visited by {names[0]}, who is also in touch with {_listed(names[1:])}."
        case TraceKind.PAYMENT:
            return f"Money from {names[0]}, who is also in touch with {_listed(names[1:])}."
        case TraceKind.CALL:
            return f"Asked to call {names[0]}, who is also in touch with {_listed(names[1:])}."
        case TraceKind.TOGETHER:
            return f"Seen by his own choice in the company of {_listed(names)}."
        case TraceKind.SAME_SIDE:
            return f"On one side with {_listed(names)} in an incident."
        case TraceKind.SIGN | TraceKind.MATERIAL:
            return f"{BASIS_WORDS[one.basis].capitalize()}."


def _listed(names: list[str]) -> str:
    *most, last = names or ["others"]
    return f"{', '.join(most)} and {last}" if most else last
