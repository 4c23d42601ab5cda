"""Open a membership with its first evidence, add and withdraw evidence, end it: no member without evidence."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from beccaria.access.api import only, require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.groups import Basis, Determiner, Position, basis, check_evidence, look_again
from beccaria.core.groups import Evidence as Piece
from beccaria.core.markings import Marking, columns, inherited
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.networks.actions import taking_down
from beccaria.networks.actions.taking_down import Shown, word
from beccaria.networks.models import Evidence, Membership
from beccaria.networks.queries import judged, seen
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.reports import api as reports


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """One thing that shows membership. `basis` in words, `origin` whose voice it is."""

    basis: str
    origin: str
    shown: Shown
    level: Level = Level.OFFICIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMembership:
    """Somebody may belong to a group, and the first thing that shows it."""

    group: str
    person: str
    evidence: NewEvidence
    position: str = Position.UNKNOWN.value
    determined_by: str = ""
    level: Level = Level.OFFICIAL


@dataclass(frozen=True, slots=True)
class _Checked:
    """Evidence that may be written: its basis, the record it rests on, and the marking it inherits."""

    new: NewEvidence
    basis: Basis
    origin: str
    reference: str
    marking: Marking

    @property
    def piece(self) -> Piece:
        shown = self.new.shown
        return Piece(self.basis, self.origin, shown.observed, shown.grade, self.reference)


@transaction.atomic
def open_membership(new: NewMembership, *, by: Actor, at: datetime) -> str:
    """Write down that somebody may belong, with the first evidence; return its identifier.

    Its marking is the strictest of the group's, the person's and the evidence's. Raises BadInput, Cannot, Hidden,
    Refused.
    """
    group = seen.one_group(new.group)
    if group.ended_at:
        raise Cannot("This group is over: nobody becomes a member of it.")
    person = people.named([new.person], by=by).get(new.person) if new.person else None
    if person is None:
        raise BadInput("This person is not found: choose him from the list.")
    if seen.memberships(by=by).filter(group=group, person=person.id, ended_at=None).exists():
        raise Cannot("This membership is written down already: add evidence there.")
    checked = _checked(new.evidence, person, by=by, at=at)
    about = Marking(level=Level(person.level), handling=frozenset(person.handling))
    site = taking_down.site_for(by, near=person.site)
    marking = inherited(site, new.level, group.marking, about, checked.marking)
    require(Act.MEMBERSHIP_WRITE, by, marking)
    try:
        with transaction.atomic():
            row = Membership.objects.create(
                group=group,
                person_id=person.id,
                position=word(Position, new.position, what="position"),
                determined_by=_determiner(new.determined_by),
                review_due=look_again([checked.piece], on=moments.day_of(at)),
                written_by=by.user,
                written_at=at,
                **columns(marking),
            )
    except IntegrityError as taken:
        raise Cannot("This membership is written down already: add evidence there.") from taken
    _keep(row, checked, by=by, at=at)
    recorded(Act.MEMBERSHIP_WRITE, row, "opened", by=by, at=at)
    return row.id


@transaction.atomic
def add_evidence(membership_id: str, new: NewEvidence, *, by: Actor, at: datetime) -> str:
    """One more thing that shows it. It lasts longer; the look that is due half a year after the last stays due.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = open_row(membership_id, Act.MEMBERSHIP_WRITE, by=by)
    checked = _checked(new, people.named([row.person_id], by=by)[row.person_id], by=by, at=at)
    require(Act.MEMBERSHIP_WRITE, by, checked.marking)
    made = _keep(row, checked, by=by, at=at)
    _due(row, max(row.review_due, _look_again(row, by=by, at=at)))
    recorded(Act.MEMBERSHIP_WRITE, row, "evidence", by=by, at=at)
    return made


@transaction.atomic
def withdraw_evidence(evidence_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It shows nothing after all: it stays, with the reason, and counts no longer.

    Only the prison that wrote it may. Raises BadInput, Cannot, Hidden, Refused.
    """
    found = only(seen.evidence(by=by).filter(pk=evidence_id).select_for_update())
    row = open_row(found.membership_id, Act.MEMBERSHIP_WRITE, by=by)
    require(Act.MEMBERSHIP_WRITE, by, found.marking)
    take_back(found, row, why=why, by=by, at=at)
    recorded(Act.MEMBERSHIP_WRITE, row, "evidence withdrawn", by=by, at=at)


@transaction.atomic
def end_membership(membership_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """He belongs no more, or never did. Raises BadInput, Cannot, Hidden, Refused."""
    row = open_row(membership_id, Act.MEMBERSHIP_WRITE, by=by)
    end_row(row, why=why, at=at)
    recorded(Act.MEMBERSHIP_WRITE, row, "ended", by=by, at=at)


@transaction.atomic
def place_member(membership_id: str, *, position: str, by: Actor, at: datetime) -> None:
    """Say how near to the core he stands. Raises BadInput, Cannot, Hidden, Refused."""
    row = open_row(membership_id, Act.MEMBERSHIP_WRITE, by=by)
    row.position = word(Position, position, what="position")
    row.save(update_fields=["position"])
    recorded(Act.MEMBERSHIP_WRITE, row, "position", by=by, at=at)


def open_row(membership_id: str, act: Act, *, by: Actor, lock: bool = True) -> Membership:
    """A membership that holds, for an act; locked, which only those can who may change it.

    Raises Cannot, Hidden, Refused.
    """
    row = seen.membership(membership_id, by=by, lock=lock)
    require(act, by, seen.reached(row, by=by, author=row.written_by))
    if row.ended_at:
        raise Cannot("This membership has ended: nothing is changed any more.")
    return row


def end_row(row: Membership, *, why: str, at: datetime) -> None:
    """End a membership that somebody may end."""
    row.ended_at, row.ended_why = at, taking_down.reason(why)
    row.save(update_fields=["ended_at", "ended_why"])


def take_back(found: Evidence, row: Membership, *, why: str, by: Actor, at: datetime) -> None:
    """Withdraw a piece; what rests on it is looked at again sooner. Raises BadInput, Cannot."""
    if found.withdrawn_at:
        raise Cannot("This evidence is withdrawn already.")
    found.withdrawn_at, found.withdrawn_why = at, taking_down.reason(why)
    found.save(update_fields=["withdrawn_at", "withdrawn_why"])
    _due(row, min(row.review_due, max(moments.day_of(at), _look_again(row, by=by, at=at))))


def _look_again(row: Membership, *, by: Actor, at: datetime) -> date:
    """When somebody must look again, since the last look, by the evidence that counts now."""
    looked = row.reviews.order_by("-reviewed_at").values_list("reviewed_at", flat=True).first()
    pieces = judged.pieces([row.id], by=by).get(row.id, [])
    return look_again(pieces, on=moments.day_of(at), since=moments.day_of(looked or row.written_at))


def _due(row: Membership, day: date) -> None:
    if day != row.review_due:
        row.review_due = day
        row.save(update_fields=["review_due"])


def recorded(act: Act, row: Membership, what: str, *, by: Actor, at: datetime) -> None:
    """Put into the ledger what was done to a membership."""
    subjects = [f"membership:{row.id}", f"person:{row.person_id}", f"group:{row.group_id}"]
    ledger.record(act, by=by, subjects=subjects, at=at, detail={"what": what})


def _determiner(text: str) -> str:
    return word(Determiner, text, what="authority that determines membership") if text.strip() else ""


def _checked(new: NewEvidence, person: PersonShown, *, by: Actor, at: datetime) -> _Checked:
    found = basis(new.basis)
    check_evidence(found, new.shown.observed, born=_born(person, by=by), on=moments.day_of(at))
    site = taking_down.site_for(by, near=person.site)
    reference, source = reports.rests_on(new.shown.reference, site=site, by=by)
    origin = words(new.origin, what="Where it comes from", longest=taking_down.SHORT)
    return _Checked(new, found, origin, reference, inherited(site, new.level, source))


def _born(person: PersonShown, *, by: Actor) -> date | None:
    """The latest birth date that any of his records gives: when they differ, the doubt is his."""
    known = people.person(person.id, by=by)
    said = [known.line.born, *(one.born for one in known.now)]
    return max((born for born in said if born), default=None)


def _keep(row: Membership, checked: _Checked, *, by: Actor, at: datetime) -> str:
    shown = checked.new.shown
    made = Evidence.objects.create(
        membership=row,
        basis=checked.basis,
        origin=checked.origin,
        reference=checked.reference,
        text=words(shown.text, what="What shows it"),
        observed=shown.observed,
        scheme=shown.grade.scheme,
        source_grade=shown.grade.source,
        information_grade=shown.grade.information,
        added_by=by.user,
        added_at=at,
        **columns(checked.marking),
    )
    return made.id
