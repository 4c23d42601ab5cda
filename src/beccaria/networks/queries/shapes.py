"""What is told of groups and memberships: frozen values, without the tables they came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from beccaria.core.grading import Grade, Scheme
from beccaria.core.groups import (
    Basis,
    Definition,
    Determiner,
    GroupKind,
    Position,
    RelationKind,
    Role,
    Standing,
)
from beccaria.networks.models import (
    Challenge,
    Evidence,
    Group,
    GroupRelation,
    RelationEvidence,
    Review,
    RoleHypothesis,
)
from beccaria.people.api import PersonShown


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group on one line. `members` counts those the reader may see, by what is held of them."""

    id: str
    name: str
    other_names: tuple[str, ...]
    kind: GroupKind
    definition: Definition
    determined_by: Determiner
    site: str | None
    level: int
    handling: tuple[str, ...]
    not_to_subject: bool
    ended: bool
    supported: int = 0
    suspected: int = 0
    lapsed: int = 0

    @classmethod
    def of(cls, row: Group, **counts: int) -> Self:
        """From its row."""
        return cls(
            id=row.id,
            name=row.name,
            other_names=tuple(row.other_names),
            kind=GroupKind(row.kind),
            definition=Definition(row.definition),
            determined_by=Determiner(row.determined_by),
            site=row.site,
            level=row.level,
            handling=tuple(row.handling),
            not_to_subject=row.not_to_subject,
            ended=row.ended_at is not None,
            **counts,
        )


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody who may belong to a group: what the evidence comes to, in how many ways, until when."""

    id: str
    group: str
    person: PersonShown
    position: Position
    standing: Standing
    bases: tuple[Basis, ...]
    roles: tuple[Role, ...]
    review_due: date
    written_at: datetime
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """One thing that shows something. `counts` is false for what is discredited, outdated or withdrawn."""

    id: str
    text: str
    observed: date
    grade: Grade
    reference: str
    site: str | None
    level: int
    handling: tuple[str, ...]
    added_at: datetime
    basis: Basis | None = None
    origin: str = ""
    counts: bool = True
    discredited: bool = False
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""

    @classmethod
    def of(cls, row: Evidence, *, counts: bool, discredited: bool) -> Self:
        """From a row of evidence for a membership."""
        return cls(
            **_told(row),
            basis=Basis(row.basis),
            origin=row.origin,
            counts=counts,
            discredited=discredited,
            withdrawn_at=row.withdrawn_at,
            withdrawn_why=row.withdrawn_why,
        )

    @classmethod
    def of_relation(cls, row: RelationEvidence) -> Self:
        """From a row of evidence for a relation."""
        return cls(**_told(row))


def _told(row: Evidence | RelationEvidence) -> dict[str, Any]:
    return {
        "id": row.id,
        "text": row.text,
        "observed": row.observed,
        "grade": Grade(Scheme(row.scheme), row.source_grade, row.information_grade),
        "reference": row.reference,
        "site": row.site,
        "level": row.level,
        "handling": tuple(row.handling),
        "added_at": row.added_at,
    }


@dataclass(frozen=True, slots=True)
class RelationShown:
    """How a group stands to another. `outward` is false where the other is the one that was written first."""

    id: str
    other: str
    other_name: str
    kind: RelationKind
    outward: bool
    since: date | None
    until: date | None
    site: str | None
    level: int
    handling: tuple[str, ...]
    evidence: tuple[EvidenceShown, ...]

    @classmethod
    def of(cls, row: GroupRelation, seen_from: str, evidence: Iterable[RelationEvidence]) -> Self:
        """From its row, as seen from one of the two."""
        outward = row.group_id == seen_from
        other = row.other if outward else row.group
        return cls(
            id=row.id,
            other=other.id,
            other_name=other.name,
            kind=RelationKind(row.kind),
            outward=outward,
            since=row.since,
            until=row.until,
            site=row.site,
            level=row.level,
            handling=tuple(row.handling),
            evidence=tuple(EvidenceShown.of_relation(one) for one in evidence),
        )


class ChangeKind(StrEnum):
    """What can change in a group."""

    MEMBER_WRITTEN = "member_written"
    MEMBER_ENDED = "member_ended"
    EVIDENCE_ADDED = "evidence_added"
    RELATION_WRITTEN = "relation_written"
    RELATION_ENDED = "relation_ended"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `name` is of whom or of which group it is, `id` the membership or the other group."""

    kind: ChangeKind
    at: datetime
    name: str
    id: str


@dataclass(frozen=True, slots=True)
class GroupRead:
    """One group: what it is, who may belong to it, to whom it stands how, where its members are, what changed."""

    line: GroupLine
    definition_note: str
    determined_on: date | None
    determined_note: str
    summary: str
    reaches: tuple[str, ...]
    written_at: datetime
    ended_at: datetime | None
    ended_why: str
    parent: GroupLine | None
    parts: tuple[GroupLine, ...]
    members: tuple[MemberLine, ...]
    relations: tuple[RelationShown, ...]
    places: tuple[tuple[str, int], ...]
    changes: tuple[Change, ...]
    left_out: int = 0
    circle: tuple[GroupLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleShown:
    """A role as a hypothesis, with both sides."""

    id: str
    role: Role
    because: str
    against: str
    by_rule: str
    added_at: datetime
    ended_at: datetime | None
    ended_why: str

    @classmethod
    def of(cls, row: RoleHypothesis) -> Self:
        """From its row."""
        return cls(
            row.id,
            Role(row.role),
            row.because,
            row.against,
            row.by_rule,
            row.added_at,
            row.ended_at,
            row.ended_why,
        )


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """Somebody looked again. `support` is what the evidence came to on that day, such as `supported:2`."""

    kept: bool
    why: str
    support: str
    next_due: date | None
    reviewed_by: str
    reviewed_at: datetime

    @classmethod
    def of(cls, row: Review, names: dict[str, str]) -> Self:
        """From its row."""
        who = names.get(row.reviewed_by, "")
        return cls(row.kept, row.why, row.support, row.next_due, who, row.reviewed_at)


@dataclass(frozen=True, slots=True)
class ChallengeShown:
    """Somebody contests a membership. `mine` says that the reader took it down, so that another must answer."""

    id: str
    raised_for: str
    text: str
    received_at: datetime
    due: date
    upheld: bool | None
    answer: str
    answered_at: datetime | None
    mine: bool

    @classmethod
    def of(cls, row: Challenge, *, mine: bool) -> Self:
        """From its row."""
        return cls(
            id=row.id,
            raised_for=row.raised_for,
            text=row.text,
            received_at=row.received_at,
            due=row.due,
            upheld=row.upheld,
            answer=row.answer,
            answered_at=row.answered_at,
            mine=mine,
        )


@dataclass(frozen=True, slots=True)
class MembershipRead:
    """One membership with everything that the reader may see of it. `wrote` says that the reader wrote it."""

    line: MemberLine
    group: GroupLine
    site: str | None
    determined_by: str
    ended_at: datetime | None
    ended_why: str
    wrote: bool
    evidence: tuple[EvidenceShown, ...]
    roles: tuple[RoleShown, ...]
    reviews: tuple[ReviewShown, ...]
    challenges: tuple[ChallengeShown, ...]


@dataclass(frozen=True, slots=True)
class DueShown:
    """A membership that somebody must look at: to be reviewed, or contested and to be answered, until a day."""

    member: MemberLine
    group_name: str
    due: date
    challenge: bool
    since: datetime
