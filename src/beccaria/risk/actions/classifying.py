"""Propose a category or status with its facts, decide it as the country says, end it: nothing does this by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from beccaria.access.api import ever_held, require
from beccaria.core.actors import Actor, Duty, Level
from beccaria.core.acts import Act
from beccaria.core.classification import MOST_AHEAD, Kind, State, check_days, decided_under, read
from beccaria.core.markings import Marking, columns, inherited
from beccaria.core.refusal import BadInput, Cannot, Phrase
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.risk.actions import resting
from beccaria.risk.actions.resting import NewFact
from beccaria.risk.models import Classification, ClassificationFact
from beccaria.risk.queries import classifications as queries
from beccaria.risk.queries.law import law_of, pack_at

FOLLOWED = "Another decision followed it."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClassification:
    """What is proposed of somebody: a category or status of the closed list, its law, reasons, facts and days.

    `review` None: as late as the country's clock allows. `level` is raised to that of what the facts cite.
    """

    person: str
    kind: str
    value: str
    article: str
    why: str
    against: str
    facts: Sequence[NewFact]
    starts: date
    until: date | None = None
    review: date | None = None
    not_told: bool = False
    level: Level = Level.OFFICIAL


@transaction.atomic
def propose_classification(new: NewClassification, *, by: Actor, at: datetime) -> str:
    """Write a proposal down and return its identifier. It says nothing of the person until somebody else decides.

    Raises BadInput, Refused.
    """
    person = people.named([new.person], by=by).get(new.person) if new.person else None
    if person is None:
        raise BadInput("This person is not found: choose him from the list.")
    site = by.near(person.site)
    kind, pack = _kind(new.kind), pack_at(person.site or site, by=by)
    value = read(pack, kind, new.value)
    if new.starts - day_of(at) > MOST_AHEAD:
        raise BadInput("It would begin more than a month ahead: propose it nearer to that day.")
    facts = resting.checked(new.facts, site=site, by=by, today=day_of(at))
    trait = any(one.names_a_trait for one in facts)
    latest = law_of(pack, kind, value.code).clock.after(max(new.starts, day_of(at)))
    review = new.review or min(latest, new.until or latest)
    check_days(kind, starts=new.starts, until=new.until, review=review, latest_review=latest)
    about = Marking(level=Level(person.level), handling=frozenset(person.handling))
    marking = inherited(site, new.level, about, *(one.marking for one in facts))
    require(Act.CLASSIFICATION_PROPOSE, by, marking)
    row = Classification.objects.create(
        person_id=person.id,
        kind=kind.value,
        value=value.code,
        pack=decided_under(pack),
        article=words(new.article, what="The law or rule it rests on", longest=resting.SHORT),
        why=words(new.why, what="Why"),
        against=words(new.against, what="What speaks against it"),
        names_a_trait=trait,
        not_told=new.not_told,
        starts=new.starts,
        until=new.until,
        review_due=review,
        proposed_by=by.user,
        proposed_at=at,
        **columns(marking),
    )
    ClassificationFact.objects.bulk_create(
        ClassificationFact(classification=row, **one.as_row()) for one in facts
    )
    _record(Act.CLASSIFICATION_PROPOSE, row, "proposed", by=by, at=at)
    return row.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What somebody says to a proposal; `authority_note` is day and number of the named authority's decision."""

    yes: bool
    answer: str
    authority_note: str = ""


@transaction.atomic
def decide_classification(classification_id: str, said: Decided, *, by: Actor, at: datetime) -> State:
    """Say yes or no to a proposal, as the first person or the second; return how far it has come.

    Where the country is known to name who decides, the number of that authority's decision is asked for and one person
    writes it down; else two persons stand for it, neither of whom proposed it. What it replaces is ended. Raises
    BadInput, Cannot, Hidden, Refused.
    """
    row = queries.row_of(classification_id, by=by, lock=True)
    require(Act.CLASSIFICATION_DECIDE, by, queries.reached(row))
    state = State(row.state)
    if state not in (State.PROPOSED, State.FIRST):
        raise Cannot("Somebody decided on this already.")
    _another(row, by)
    answer = words(said.answer, what="Your reason")
    if said.yes and row.until is not None and row.until < day_of(at):
        raise Cannot("It would be over already: propose it anew with later days.")
    if not said.yes:
        row.state = State.REFUSED.value
        _sign(row, state, answer, by=by, at=at)
    elif state is State.FIRST:
        _governor_among_two(row, by=by)
        _sign(row, state, answer, by=by, at=at)
        _into_force(row, by=by, at=at)
    else:
        _first(row, said, answer, by=by, at=at)
    row.save()
    _record(Act.CLASSIFICATION_DECIDE, row, row.state, by=by, at=at)
    return State(row.state)


def _another(row: Classification, by: Actor) -> None:
    if by.user == row.proposed_by:
        raise Cannot("You proposed this: somebody else decides.")
    if by.user == row.decided_by:
        raise Cannot("You said yes already: a second person must stand for it.")


def _governor_among_two(row: Classification, *, by: Actor) -> None:
    """Where no source says who decides, the governor does, and a second person: in whichever order. Raises Cannot."""
    pack = pack_at(row.person.site or row.site, by=by)
    if law_of(pack, Kind(row.kind), row.value).route.designator.known:
        return
    if by.duty in (Duty.GOVERNOR, Duty.SYSTEM):
        return
    if not ever_held(row.decided_by, Duty.GOVERNOR):
        raise Cannot("One of the two who stand for it must be the governor: let the governor decide.")


def _first(row: Classification, said: Decided, answer: str, *, by: Actor, at: datetime) -> None:
    """The first yes: where the law names an authority its decision is written down, else a second person follows."""
    pack = pack_at(row.person.site or row.site, by=by)
    law = law_of(pack, Kind(row.kind), row.value, trait_named=row.names_a_trait)
    named = law.route.designator
    if named.known:
        note = words(
            said.authority_note,
            what=Phrase("Day and number of the decision of %(who)s", {"who": named.words}),
            longest=resting.SHORT,
        )
        row.designated_by, row.designated_note = named.words, note
    _sign(row, State.PROPOSED, answer, by=by, at=at)
    if law.route.two_people:
        row.state = State.FIRST.value
    else:
        _into_force(row, by=by, at=at)


def _sign(row: Classification, state: State, answer: str, *, by: Actor, at: datetime) -> None:
    if state is State.FIRST:
        row.second_by, row.second_at = by.user, at
        row.answer = f"{row.answer}\n{answer}"
    else:
        row.decided_by, row.decided_at, row.answer = by.user, at, answer


def _into_force(row: Classification, *, by: Actor, at: datetime) -> None:
    """It holds from now; what it replaces, as far as whoever decides can see it, ends with that reason."""
    for earlier in queries.replaced_by(row, by=by):
        earlier.state, earlier.ended_by, earlier.ended_at = State.ENDED.value, by.user, at
        earlier.ended_why = FOLLOWED
        earlier.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
        _record(Act.CLASSIFICATION_DECIDE, earlier, "followed", by=by, at=at)
    row.state, row.in_force_at = State.IN_FORCE.value, at


@transaction.atomic
def end_classification(classification_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It no longer holds, with a reason. Nothing is erased. Raises BadInput, Cannot, Hidden, Refused."""
    row = queries.row_of(classification_id, by=by, lock=True)
    require(Act.CLASSIFICATION_DECIDE, by, queries.reached(row))
    if row.state != State.IN_FORCE:
        raise Cannot("It is not in force: there is nothing to end.")
    row.state, row.ended_by, row.ended_at = State.ENDED.value, by.user, at
    row.ended_why = words(why, what="The reason")
    row.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
    _record(Act.CLASSIFICATION_DECIDE, row, "ended", by=by, at=at)


def _record(act: Act, row: Classification, outcome: str, *, by: Actor, at: datetime) -> None:
    subjects = [f"classification:{row.id}", f"person:{row.person_id}"]
    ledger.record(act, by=by, subjects=subjects, at=at, detail={"kind": row.kind, "came_to": outcome})


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise BadInput(
            "“%(text)s” is neither a category nor a status: write %(choices)s.",
            text=text[:20],
            choices=" or ".join(Kind),
        ) from None
