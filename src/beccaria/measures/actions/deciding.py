"""Decide a proposed measure as the country says, or with two people; end one early. Nothing else makes one hold."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.measures import Kind, Standing, State, latest_review, review, route
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.engines.likeness import likeness
from beccaria.ledger import api as ledger
from beccaria.lib.moments import exact
from beccaria.measures.actions.proposing import SHORT
from beccaria.measures.actions.regimes import check_whole, open_parts
from beccaria.measures.models import LookedAgain, Measure, Reasons
from beccaria.measures.queries import isolation, reading, seen
from beccaria.measures.queries.shapes import Line
from beccaria.risk import api as risk

WITH_ITS_REGIME: Final = "The regime of which it was a part ended."


@transaction.atomic
def decide(measure_id: str, said: risk.Decided, *, by: Actor, at: datetime) -> State:
    """Say yes or no to a proposal, as the first person or the second; return how far it has come.

    Where the law is known to name who decides, one person writes that decision down with its number. Else the governor
    decides and a second person stands for it. Nobody decides what he proposed.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = seen.measure(measure_id, by=by, lock=True)
    require(Act.MEASURE_DECIDE, by, seen.reached(row))
    reasons = seen.reasons(row, by=by)
    if reasons is None:
        raise Cannot("The reasons of this measure are not yours to read: somebody who may read them decides.")
    state = State(row.state)
    _may_be_decided(row, state, by=by)
    answer = words(said.answer, what="Your reason")
    if not said.yes:
        row.state = State.REFUSED.value
        _sign(row, state, by=by, at=at)
        _end_parts(row, by=by, at=at)
    else:
        check_whole(row)
        _still_lawful(row, by=by, at=at)
        _say_yes(row, state, said, reasons, by=by, at=at)
    row.save()
    # Where two decide, both words stay.
    Reasons.objects.filter(pk=reasons.pk).update(answer="\n".join(filter(None, (reasons.answer, answer))))
    _record(row, row.state, by=by, at=at)
    return State(row.state)


def _may_be_decided(row: Measure, state: State, *, by: Actor) -> None:
    if state not in (State.PROPOSED, State.FIRST):
        raise Cannot("Somebody decided on this already.")
    if by.user == row.proposed_by:
        raise Cannot("You proposed this: somebody else decides.")
    if by.user == row.decided_by:
        raise Cannot("You said yes already: a second person must stand for it.")


def _still_lawful(row: Measure, *, by: Actor, at: datetime) -> None:
    """What was lawful when it was proposed may be no more: days alone went by since, or its end."""
    if row.ends_at <= at:
        raise Cannot("It would be over already: propose it anew with later moments.")
    # Two who decide of one person at once wait for each other, so that the later one sees the days of the earlier.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 17))", [row.person.cluster])
    newest = reading.latest_alike(row.kind, row.regime, row.person_id, by=by)
    if newest is not None and newest.id != row.renews_id:
        raise Cannot("Another measure of this kind was decided since this was proposed: propose it anew.")
    if not row.isolates and row.kind != Kind.SEPARATION:
        return
    clock = isolation.of_person(row.person_id, by=by, at=at)
    if not clock.free:
        raise Cannot(
            "He was alone for as long as may be since this was proposed: he must live among others first."
        )
    if row.isolates and row.ends_at > (last := clock.last_moment(max(row.starts_at, at))):
        raise Cannot(
            "He was alone longer than when it was proposed: propose it anew with an end by %(last)s.",
            last=exact(last),
        )


def _say_yes(
    row: Measure, state: State, said: risk.Decided, reasons: Reasons, *, by: Actor, at: datetime
) -> None:
    pack = risk.pack_at(row.person.site or row.site, by=by)
    way = route(pack, Kind(row.kind), row.regime, trait_named=reasons.names_a_trait)
    _sign(row, state, by=by, at=at)
    if state is State.FIRST:
        row.state, row.in_force_at = State.DECIDED.value, at
        return
    if way.designator.known:
        note = words(
            said.authority_note, what="Day and number of the decision of the named authority", longest=SHORT
        )
        row.designated_by, row.designated_note = way.designator.words, note
    elif by.duty not in (Duty.GOVERNOR, Duty.SYSTEM):
        raise Cannot("The governor decides first, and a second person stands for it.")
    if way.two_people:
        row.state = State.FIRST.value
    else:
        row.state, row.in_force_at = State.DECIDED.value, at


def _sign(row: Measure, state: State, *, by: Actor, at: datetime) -> None:
    if state is State.FIRST:
        row.second_by, row.second_at = by.user, at
    else:
        row.decided_by, row.decided_at = by.user, at


@transaction.atomic
def end(measure_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """End a measure before its end, with a reason. Nothing is erased. Raises BadInput, Cannot, Hidden, Refused."""
    row = seen.measure(measure_id, by=by, lock=True)
    require(Act.MEASURE_DECIDE, by, seen.reached(row))
    if Line.of(row, at=at).standing not in (Standing.IN_FORCE, Standing.AHEAD):
        raise Cannot("It is not in force: there is nothing to end.")
    end_row(row, why=words(why, what="The reason"), by=by, at=at)


@transaction.atomic
def look_again(measure_id: str, *, text: str, looked_at: str, by: Actor, at: datetime) -> datetime:
    """Say in fresh words why a measure is still needed; its end stays. Returns when it is looked at next.

    Never by who proposed it, never in words of its reasons or of an earlier look. Raises BadInput, Cannot, Hidden,
    Refused.
    """
    row = seen.measure(measure_id, by=by, lock=True)
    require(Act.MEASURE_DECIDE, by, seen.reached(row))
    if Line.of(row, at=at).standing is not Standing.IN_FORCE:
        raise Cannot("It is not in force: there is nothing to look at.")
    if row.proposed_by == by.user:
        raise Cannot("You proposed this: somebody else looks at it again.")
    reasons = reading.reasons_of(row, by=by, at=at)
    if reasons is None:
        raise Cannot(
            "The reasons of this measure are not yours to read: somebody who may read them looks at it again."
        )
    said = words(text, what="Why it is still needed")
    earlier = LookedAgain.objects.filter(measure=row).values_list("words", flat=True)
    if any((found := likeness(said, old)).same or found.empty for old in (reasons.all_words, *earlier)):
        raise BadInput("These words were used for it before: write what is so today.")
    pack = risk.pack_at(row.person.site or row.site, by=by)
    due = latest_review(at, row.ends_at, review(pack, Kind(row.kind)))
    LookedAgain.objects.create(
        measure=row,
        words=said,
        looked_at=words(looked_at, what="What was looked at"),
        next_due=due,
        by=by.user,
        at=at,
    )
    row.review_due = due
    row.save(update_fields=["review_due"])
    _record(row, "looked at again", by=by, at=at)
    return due


def end_row(row: Measure, *, why: str, by: Actor, at: datetime) -> None:
    """Write down that a measure ended now, and why; what a regime consists of ends with it, whoever ends it."""
    row.state, row.ended_by, row.ended_at, row.ended_why = State.ENDED.value, by.user, at, why
    row.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
    _record(row, "ended", by=by, at=at)
    _end_parts(row, by=by, at=at)


def _end_parts(row: Measure, *, by: Actor, at: datetime) -> None:
    """What a regime consists of ends with it; what of it nobody has decided yet is not accepted."""
    for part in open_parts(row) if row.kind == Kind.REGIME else ():
        if part.state == State.DECIDED and part.ends_at > at:
            end_row(part, why=WITH_ITS_REGIME, by=by, at=at)
        elif part.state != State.DECIDED:
            part.state = State.REFUSED.value
            part.save(update_fields=["state"])
            _record(part, part.state, by=by, at=at)


def _record(row: Measure, outcome: str, *, by: Actor, at: datetime) -> None:
    subjects = [f"measure:{row.id}", f"person:{row.person_id}"]
    ledger.record(
        Act.MEASURE_DECIDE, by=by, subjects=subjects, at=at, detail={"kind": row.kind, "came_to": outcome}
    )
