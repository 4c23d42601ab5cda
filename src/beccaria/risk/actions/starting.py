"""Begin an assessment: a person one may see, an instrument one is trained in, a version that nobody changed."""

from datetime import datetime

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.assessing import State
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot, Hidden, Phrase, Refused
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.lib.instruments import Kept
from beccaria.people import api as people
from beccaria.risk.models import Assessment, Judging, UsedVersion
from beccaria.risk.queries import instruments, seen
from beccaria.risk.queries.training import who_can_train


@transaction.atomic
def start(person: str, instrument: str, *, by: Actor, at: datetime, version: int | None = None) -> str:
    """Begin to assess a person and return the draft's identifier. Nobody but its writer sees a draft.

    Raises BadInput, Cannot (not trained; the instrument's file changed; one is being written), Hidden, Refused.
    """
    marking = people.markings([person], by=by).get(person)
    if marking is None:
        raise Hidden("There is no such person, or he is not yours to see.")
    require(Act.ASSESSMENT_WRITE, by, marking)
    kept = instruments.newest(instrument)
    one = kept.instrument
    if not instruments.may_use(one, by):
        raise Refused("This instrument is for %(duties)s.", duties=", ".join(one.users))
    if version is not None and version != one.version:
        raise BadInput(
            "%(instrument)s is at version %(is)s, not %(asked)s: rate by that.",
            **{"instrument": one.id, "is": str(one.version), "asked": str(version)},
        )
    _trained(kept, by=by, at=at)
    _unchanged(kept, by=by, at=at)
    if (
        seen.assessments(by=by)
        .filter(person=person, instrument=one.id, assessor=by.user, state=State.DRAFT)
        .exists()
    ):
        raise Cannot("You are assessing this person with this instrument already: go on with that.")
    row = _begun(person, kept, marking, by=by, at=at)
    ledger.record(
        Act.ASSESSMENT_WRITE,
        by=by,
        subjects=[f"person:{person}", f"assessment:{row.id}"],
        at=at,
        detail={"instrument": one.id, "version": one.version, "step": "start"},
    )
    return row.id


def _trained(kept: Kept, *, by: Actor, at: datetime) -> None:
    """Only who was trained begins; the service itself only brings in what people judged elsewhere."""
    if by.duty is Duty.SYSTEM:
        return
    until = instruments.trained_until(by.user, kept.instrument.id)
    if until is not None and until >= moments.day_of(at):
        return
    who = who_can_train(by=by, at=at)
    title = Phrase(kept.instrument.title)
    if until is None:
        raise Cannot(
            "No training of yours in “%(title)s” is recorded: %(who)s can record it.", title=title, who=who
        )
    raise Cannot("Your training in “%(title)s” lapsed: %(who)s can record a new one.", title=title, who=who)


def _unchanged(kept: Kept, *, by: Actor, at: datetime) -> None:
    """A version that was used stays word for word as it was."""
    one = kept.instrument
    known = instruments.first_digest(one.id, one.version)
    if known and known != kept.digest:
        raise Cannot(
            "The file of %(instrument)s, version %(version)s, is not the one that people were assessed with: "
            "bring that back, or number the changed one %(next)s.",
            instrument=one.id,
            version=str(one.version),
            next=str(one.version + 1),
        )
    if not known:
        UsedVersion.objects.create(
            instrument=one.id,
            version=one.version,
            digest=kept.digest,
            first_used_by=by.user,
            first_used_at=at,
        )


def _begun(person: str, kept: Kept, marking: Marking, *, by: Actor, at: datetime) -> Assessment:
    one = kept.instrument
    Judging.objects.create(assessor=by.user, person=person, instrument=one.id, since=at)
    return Assessment.objects.create(
        person_id=person,
        instrument=one.id,
        version=one.version,
        digest=kept.digest,
        assessor=by.user,
        started_at=at,
        saved_at=at,
        site=marking.site,
        level=marking.level,
        compartments=sorted(marking.compartments),
        handling=sorted(marking.handling),
    )
