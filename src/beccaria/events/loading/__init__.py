"""Load movements, visits, payments, incidents and finds: each kind says how its rows are judged and where they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import FINDS, INCIDENTS, MOVEMENTS, PAYMENTS, VISITS, Column, FileKind
from beccaria.events.loading import arrivals, judges, statements
from beccaria.events.loading.statements import SOURCE
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, ask, learn, run
from beccaria.places import api as places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beccaria.core.actors import Actor
    from beccaria.events.loading.judges import Judge
    from beccaria.events.loading.statements import Target
    from beccaria.lib.staging import Job


def load_movements(job: Job, *, by: Actor) -> Outcome:
    """Load movements. Where somebody is now is said by the people's file; a movement is what happened.

    Raises Refused, CannotRead; on an error nothing is loaded. The same holds for the other kinds.
    """
    judge = judges.Movements(places.site_finder(by=by))
    return _load(job, MOVEMENTS, judge, statements.MOVEMENTS, must_know=("person_id",), by=by)


def load_visits(job: Job, *, by: Actor) -> Outcome:
    """Load visits. Visits of lawyers and other privileged persons are refused; booked ones may lie in the future."""
    judge = judges.Visits(places.site_finder(by=by), job.at)
    future = frozenset({"at", "ends_at"})
    return _load(
        job,
        VISITS,
        judge,
        statements.VISITS,
        must_know=("prisoner_id",),
        may_know=("visitor_id",),
        future=future,
        by=by,
    )


def load_payments(job: Job, *, by: Actor) -> Outcome:
    """Load payments. Those of lawyers, courts and other privileged payers are refused."""
    judge = judges.Payments(places.site_finder(by=by))
    return _load(job, PAYMENTS, judge, statements.PAYMENTS, must_know=("prisoner_id",), by=by)


def load_incidents(job: Job, *, by: Actor) -> Outcome:
    """Load incidents with the parts people had in them; parts of persons who become known later are added then."""
    judge = judges.Incidents(places.site_finder(by=by))
    return _load(job, INCIDENTS, judge, statements.INCIDENTS, by=by)


def load_finds(job: Job, *, by: Actor) -> Outcome:
    """Load finds."""
    judge = judges.Finds(places.site_finder(by=by))
    return _load(job, FINDS, judge, statements.FINDS, may_know=("person_id",), by=by)


def _load(
    job: Job,
    kind: FileKind,
    judge: Judge,
    target: Target,
    *,
    by: Actor,
    must_know: tuple[str, ...] = (),
    may_know: tuple[str, ...] = (),
    future: frozenset[str] = frozenset(),
) -> Outcome:
    require(Act.EVENT_LOAD, by)
    extra = (
        *(Column(f"made_{column}") for column in (*must_know, *may_know)),
        Column("made_people", "list"),
        Column("made_parts", "list"),
        Column("made_known", "yes_no"),
    )
    with Staging(job, kind) as staging:
        staging.copy_table(staging.open(may_be_future=future), judge, extra)
        learn("people_person", target.table)
        _know_people(staging, must_know, may_know)
        said = {"source": SOURCE, "at": job.at}
        for condition, why in target.refusals:
            staging.refuse(condition, why)
        run(statements.known(target), said)
        changed = run(statements.change(target), said)
        new = run(statements.add(target), said)
        take_in = arrivals.TAKE_IN.get(kind.name)
        if take_in is not None:
            take_in(by=by, at=job.at)
        if kind is INCIDENTS:
            changed += _add_parts(staging, said)
        outcome = staging.outcome(new=new, changed=changed)
    ledger.record(
        Act.EVENT_LOAD,
        by=by,
        subjects=[f"file:{outcome.sha256}"],
        at=job.at,
        detail={
            "kind": kind.name,
            "rows": outcome.rows,
            "new": outcome.new,
            "changed": outcome.changed,
            "rejected": outcome.rejected,
        },
    )
    return outcome


def _know_people(staging: Staging, must_know: tuple[str, ...], may_know: tuple[str, ...]) -> None:
    """Find whom the register's identifiers name; rows about nobody we know are set aside."""
    for column in (*must_know, *may_know):
        run(statements.know(column), {"source": SOURCE})
    for column in must_know:
        staging.refuse(f"incoming.made_{column} IS NULL", statements.why_unknown(column))
    for column in may_know:
        (lost,) = ask(statements.count_unknown(column))
        if lost:
            staging.notes.append(
                f"{lost} rows name a {column} nobody has loaded: they came in without that link. "
                "Load the people, then this file again."
            )


def _add_parts(staging: Staging, said: Mapping[str, object]) -> int:
    """Add who had which part; returns how many incidents that were known gained a part."""
    (lost,) = ask(statements.COUNT_UNKNOWN_PARTS, said)
    if lost:
        staging.notes.append(
            f"{lost} parts belong to persons nobody has loaded: they were left out. "
            "Load the people, then this file again."
        )
    learn("events_incident")
    (gained,) = ask(statements.ADD_PARTS, said)
    return int(gained)
