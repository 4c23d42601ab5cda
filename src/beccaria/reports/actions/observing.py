"""Write down, send, ask back, answer and close observations; what a reporter does is recorded under a pseudonym."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import new_id, new_pseudonym, new_reference
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.reporting import Kind, Paper, Stage, move
from beccaria.core.wording import words
from beccaria.engines.folding import fold
from beccaria.ledger import api as ledger
from beccaria.lib import together
from beccaria.people import api as people_api
from beccaria.places import api as places
from beccaria.reports.actions.changing import LONGEST
from beccaria.reports.actions.references import again_when_taken
from beccaria.reports.models import Authorship, Draft, Observation, ObservationStage, ReporterFeedback
from beccaria.reports.models.observing import SKEW
from beccaria.reports.queries import seen

_MOST_PEOPLE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """What the reporter is told at once."""

    id: str
    reference: str
    stage: Stage
    received_at: datetime
    pseudonym: str


@transaction.atomic(savepoint=False)
def submit_observation(
    *,
    text: str,
    occurred_at: datetime,
    by: Actor,
    at: datetime,
    kind: str = Kind.OTHER,
    place: str = "",
    people: Sequence[str] = (),
    site: str | None = None,
    draft_id: str | None = None,
) -> Submitted:
    """Take in an observation; once this returns and its transaction is committed, nothing loses it.

    `site` is needed only from those who work at several establishments. `draft_id` is a draft that this finishes.
    Who wrote it goes into a table that only the writer sees; everything else knows a pseudonym made for this one
    observation. Raises BadInput with one sentence, Refused.
    """
    said = words(text, what="The text of the observation", longest=LONGEST)
    where = _site(site, by=by)
    _check(occurred_at=occurred_at, kind=kind, people=people, at=at)
    _known(people, where, by=by)
    require(Act.OBSERVATION_SUBMIT, by, Marking(site=where, level=Level.RESTRICTED, author=by.user))
    made = _taken_in(
        at=at,
        by=by,
        site=where,
        text=said,
        kind=kind,
        place=place.strip()[:200],
        people=list(dict.fromkeys(people)),
        occurred_at=occurred_at,
    )
    if draft_id:
        Draft.objects.filter(pk=draft_id, owner=by.user).delete()
    ledger.record(
        Act.OBSERVATION_SUBMIT,
        by=by,
        subjects=[f"observation:{made.id}", *(f"person:{one}" for one in people)],
        at=at,
        detail={"kind": kind},
        as_pseudonym=made.pseudonym,
    )
    return made


@again_when_taken
def _taken_in(*, at: datetime, by: Actor, text: str, place: str, **said: Any) -> Submitted:
    made = Submitted(
        id=new_id(),
        reference=new_reference(at.year),
        stage=Stage.SUBMITTED,
        received_at=at,
        pseudonym=new_pseudonym(),
    )
    together.insert(
        # Authorship first: row security lets a reporter see and add to an observation only because he wrote it.
        Authorship(observation_id=made.id, reporter=by.user),
        Observation(
            id=made.id,
            reference=made.reference,
            pseudonym=made.pseudonym,
            level=Level.RESTRICTED,
            text=text,
            place=place,
            received_at=at,
            folded=fold(f"{made.reference} {text} {place}"),
            **said,
        ),
        ObservationStage(observation_id=made.id, after=Stage.SUBMITTED, at=at, who=made.pseudonym),
    )
    return made


def _site(site: str | None, *, by: Actor) -> str:
    wanted = site or by.home
    if wanted is None:
        raise BadInput("Say at which establishment this was: you work at more than one.")
    if not by.everywhere and wanted not in by.sites:
        raise BadInput("You do not work at this establishment: choose one of yours.")
    return wanted


def _check(*, occurred_at: datetime, kind: str, people: Sequence[str], at: datetime) -> None:
    if occurred_at.tzinfo is None:
        raise BadInput("Say in which time zone this happened: write the moment with its offset.")
    if occurred_at > at + SKEW:
        raise BadInput("This is said to happen in the future: correct when it happened.")
    if kind not in set(Kind):
        raise BadInput(
            "“%(kind)s” is not a kind of observation: write one of %(choices)s.",
            kind=kind[:40],
            choices=", ".join(Kind),
        )
    if len(people) > _MOST_PEOPLE:
        raise BadInput("An observation names up to %(most)s persons: split it.", most=_MOST_PEOPLE)


def _known(people: Sequence[str], site: str, *, by: Actor) -> None:
    """A person or establishment that the reporter cannot see is answered like one that never was."""
    if people and set(people) - people_api.named(people, by=by).keys():
        raise BadInput("One of these persons is not known: choose from those that are offered.")
    if by.everywhere and site not in places.codes(by=by):
        raise BadInput("There is no such establishment: choose one of the list.")


@transaction.atomic
def save_draft(
    *,
    text: str,
    by: Actor,
    at: datetime,
    occurred: str = "",
    place: str = "",
    kind: str = "",
    people: Sequence[str] = (),
    draft_id: str | None = None,
) -> str:
    """Keep something half written on the server and return its identifier. Raises BadInput, Hidden, Refused."""
    require(Act.OBSERVATION_DRAFT, by)
    said = {
        "text": words(text, what="The draft", longest=LONGEST),
        "occurred": occurred[:100],
        "place": place[:200],
        "kind": kind[:40],
        "people": list(people)[:_MOST_PEOPLE],
        "saved_at": at,
    }
    if draft_id is None:
        draft_id = Draft.objects.create(owner=by.user, **said).pk
    elif not Draft.objects.filter(pk=draft_id, owner=by.user).update(**said):
        seen.one(Draft.objects.none())
    # Without a name: a draft a minute before an observation would tell whose the observation is.
    ledger.record(Act.OBSERVATION_DRAFT, by=by, at=at, as_pseudonym="a reporter")
    return str(draft_id)


@transaction.atomic
def discard_draft(*, draft_id: str, by: Actor, at: datetime) -> None:
    """Throw a draft away. Raises Hidden, Refused."""
    require(Act.OBSERVATION_DRAFT, by)
    seen.one(Draft.objects.filter(pk=draft_id, owner=by.user)).delete()
    ledger.record(Act.OBSERVATION_DRAFT, by=by, at=at, detail={"discarded": True}, as_pseudonym="a reporter")


@transaction.atomic
def return_to_reporter(*, observation_id: str, question: str, by: Actor, at: datetime) -> None:
    """Ask whoever wrote it a question. Raises BadInput, CannotMove, Hidden, Refused."""
    row, _ = seen.observation(observation_id, Act.OBSERVATION_RETURN, by=by, lock=True)
    _move(row, Stage.RETURNED, who=by.user, said=words(question, what="The question", longest=LONGEST), at=at)
    ledger.record(Act.OBSERVATION_RETURN, by=by, subjects=[f"observation:{row.id}"], at=at)


@transaction.atomic
def answer_return(*, observation_id: str, answer: str, by: Actor, at: datetime) -> None:
    """Answer the unit's question, as the one who wrote it. Raises BadInput, CannotMove, Hidden, Refused."""
    row, _ = seen.observation(observation_id, Act.OBSERVATION_ANSWER, by=by, lock=True)
    said = words(answer, what="The answer", longest=LONGEST)
    row.folded = f"{row.folded} {fold(said)}"
    _move(row, Stage.SUBMITTED, who=row.pseudonym, said=said, at=at)
    ledger.record(
        Act.OBSERVATION_ANSWER,
        by=by,
        subjects=[f"observation:{row.id}"],
        at=at,
        as_pseudonym=row.pseudonym,
    )


@transaction.atomic
def close_observation(*, observation_id: str, reason: str, by: Actor, at: datetime) -> None:
    """Close an observation that is not intelligence, with a reason. Raises BadInput, Cannot, Hidden, Refused."""
    row, _ = seen.observation(observation_id, Act.OBSERVATION_CLOSE, by=by, lock=True)
    if row.report_id:
        raise Cannot("This observation is part of a report: close the report instead.")
    _move(row, Stage.CLOSED, who=by.user, said=words(reason, what="The reason", longest=LONGEST), at=at)
    ledger.record(Act.OBSERVATION_CLOSE, by=by, subjects=[f"observation:{row.id}"], at=at)


@transaction.atomic
def give_feedback(*, observation_id: str, feedback: str, by: Actor, at: datetime) -> None:
    """Tell whoever wrote it what became of it, without saying how it was used. Raises BadInput, Hidden, Refused."""
    row, _ = seen.observation(observation_id, Act.FEEDBACK_GIVE, by=by)
    ReporterFeedback.objects.create(
        observation=row,
        words=words(feedback, what="The feedback", longest=500),
        given_by=by.user,
        given_at=at,
    )
    ledger.record(Act.FEEDBACK_GIVE, by=by, subjects=[f"observation:{row.id}"], at=at)


def _move(row: Observation, to: Stage, *, who: str, said: str, at: datetime) -> None:
    before, row.stage = row.stage, move(Paper.OBSERVATION, Stage(row.stage), to)
    row.save(update_fields=["stage", "folded"])
    ObservationStage.objects.create(observation=row, before=before, after=to, at=at, who=who, words=said)


def follow_report(rows: Sequence[Observation], to: Stage, *, by: Actor, at: datetime) -> None:
    """Bring the observations of a report to the stage that follows from the report's."""
    for row in rows:
        _move(row, to, who=by.user, said="", at=at)
