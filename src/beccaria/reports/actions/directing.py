"""Set what the service wants to know, and who is to find it out by when."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import new_reference
from beccaria.core.links import Threat
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.reports.actions.references import again_when_taken
from beccaria.reports.models import Requirement, Task
from beccaria.reports.queries import seen
from beccaria.reports.queries.today import unit


@again_when_taken
@transaction.atomic
def set_requirement(
    *,
    title: str,
    text: str,
    by: Actor,
    at: datetime,
    threats: Sequence[str] = (),
    ends_at: datetime | None = None,
    site: str | None = None,
) -> str:
    """Say what the service wants to know, and return the requirement's identifier. Raises BadInput, Refused."""
    where = site or by.home
    require(Act.REQUIREMENT_SET, by, Marking(site=where, level=Level.RESTRICTED))
    if unknown := sorted(set(threats) - set(Threat)):
        raise BadInput(
            "“%(unknown)s” is not a threat: write one of %(choices)s.",
            unknown=unknown[0],
            choices=", ".join(Threat),
        )
    if ends_at is not None and ends_at <= at:
        raise BadInput("A requirement ends after it begins: correct its end.")
    row = Requirement.objects.create(
        reference=new_reference(at.year),
        site=where,
        level=Level.RESTRICTED,
        title=words(title, what="The title", longest=120),
        text=words(text, what="The question", longest=4000),
        threats=sorted(set(threats)),
        starts_at=at,
        ends_at=ends_at,
        set_by=by.user,
    )
    ledger.record(Act.REQUIREMENT_SET, by=by, subjects=[f"requirement:{row.id}"], at=at)
    return row.id


@transaction.atomic
def end_requirement(*, requirement_id: str, by: Actor, at: datetime) -> None:
    """End a requirement now. Raises Cannot, Hidden, Refused."""
    row = seen.one(Requirement.objects.filter(pk=requirement_id).select_for_update())
    require(Act.REQUIREMENT_SET, by, row.marking)
    if row.ends_at is not None and row.ends_at <= at:
        raise Cannot("This requirement has already ended.")
    row.ends_at = at
    row.save(update_fields=["ends_at"])
    ledger.record(
        Act.REQUIREMENT_SET, by=by, subjects=[f"requirement:{row.id}"], at=at, detail={"ended": True}
    )


@transaction.atomic
def set_task(
    *,
    text: str,
    due_at: datetime,
    by: Actor,
    at: datetime,
    given_to: str = "",
    requirement_id: str | None = None,
    report_id: str | None = None,
    site: str | None = None,
) -> str:
    """Give somebody (or the unit) something to do, and return the task's identifier. Raises BadInput, Refused."""
    where = site or by.home
    require(Act.TASK_SET, by, Marking(site=where, level=Level.RESTRICTED))
    if due_at <= at:
        raise BadInput("A task is due after now: correct when it is due.")
    if given_to and given_to not in dict(unit(by=by, at=at)):
        raise BadInput("This colleague does not work in your unit now: choose one of the list.")
    about = seen.report(report_id, Act.REPORT_READ, by=by)[0] if report_id else None
    wanted = seen.one(Requirement.objects.filter(pk=requirement_id)) if requirement_id else None
    row = Task.objects.create(
        site=about.site if about else where,
        level=max(Level.RESTRICTED, Level(about.level) if about else Level.RESTRICTED),
        requirement=wanted,
        report=about,
        text=words(text, what="The task", longest=2000),
        given_to=given_to,
        due_at=due_at,
        set_by=by.user,
        set_at=at,
    )
    ledger.record(Act.TASK_SET, by=by, subjects=[f"task:{row.id}"], at=at)
    return row.id


@transaction.atomic
def finish_task(*, task_id: str, outcome: str, by: Actor, at: datetime) -> None:
    """Say that a task is done and what came of it. Raises BadInput, Cannot, Hidden, Refused."""
    row = seen.one(Task.objects.filter(pk=task_id).select_for_update())
    require(Act.TASK_DO, by, row.marking)
    if row.done_at is not None:
        raise Cannot("This task is already done.")
    row.done_by, row.done_at, row.outcome = by.user, at, words(outcome, what="The outcome", longest=2000)
    row.save(update_fields=["done_by", "done_at", "outcome"])
    ledger.record(Act.TASK_DO, by=by, subjects=[f"task:{row.id}"], at=at)
