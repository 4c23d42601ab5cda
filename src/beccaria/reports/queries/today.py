"""What is new for somebody, and what is due: counts stop at a hundred, so that a backlog never slows the morning."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from beccaria.access.api import colleagues, may_ever
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.reporting import Stage
from beccaria.reports.models import Observation, Report, Requirement, Reveal, Task
from beccaria.reports.queries import observing, releasing, seen
from beccaria.reports.queries.shapes import MyReport, RequirementShown, RevealShown, TaskShown, Today

AT_MOST: Final = 100
_SHOWN: Final = 5
_FRESH: Final = timedelta(days=14)


def today(*, by: Actor, at: datetime) -> Today:
    """Everything this app puts on somebody's first page; what a duty does not have is None or empty."""
    unit = may_ever(Act.INBOX_SEE, by)
    new = Observation.objects.filter(seen.sites(by), stage=Stage.SUBMITTED, report=None)
    mine = _mine(by) if may_ever(Act.OBSERVATION_READ_OWN, by) else []
    return Today(
        new_observations=new[:AT_MOST].count() if unit else None,
        oldest_new_at=new.order_by("received_at").values_list("received_at", flat=True).first()
        if unit
        else None,
        to_grade=_in_stage(by, Stage.SUBMITTED) if may_ever(Act.REPORT_GRADE, by) else None,
        to_release=_in_stage(by, Stage.SANITISED) if may_ever(Act.REPORT_DISSEMINATE, by) else None,
        questions=tuple(one for one in mine if one.question),
        feedback=tuple(one for one in mine if any(said.at > at - _FRESH for said in one.feedback)),
        tasks=tasks(by=by) if unit else (),
        received=releasing.received(by=by, size=_SHOWN).items if by.organisation else (),
        reveals=reveals(by=by) if may_ever(Act.REVEAL_REQUEST, by) else (),
    )


def _mine(by: Actor) -> list[MyReport]:
    return list(observing.my_reports(by=by, size=20).items)


def _in_stage(by: Actor, stage: Stage) -> int:
    return Report.objects.filter(seen.sites(by), stage=stage)[:AT_MOST].count()


_UNIT = frozenset({Duty.PIO, Duty.HEAD})


def unit(*, by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Who works in the acting user's own intelligence unit now: identifier and name; told to who may give tasks."""
    return colleagues(by=by, duties=_UNIT, at=at) if may_ever(Act.TASK_SET, by) else []


def tasks(*, by: Actor, with_done: bool = False) -> tuple[TaskShown, ...]:
    """Tasks for the acting user or his whole unit, the most urgent first."""
    rows = Task.objects.filter(seen.sites(by), Q(given_to="") | Q(given_to=by.user) | Q(set_by=by.user))
    if not with_done:
        rows = rows.filter(done_at=None)
    return tuple(
        TaskShown(
            id=row.id,
            text=row.text,
            due_at=row.due_at,
            set_at=row.set_at,
            given_to=row.given_to,
            done_at=row.done_at,
            report_id=row.report_id,
            requirement_id=row.requirement_id,
        )
        for row in rows.order_by("due_at", "id")[:AT_MOST]
    )


def requirements(*, by: Actor, at: datetime) -> tuple[RequirementShown, ...]:
    """What the service wants to know now."""
    rows = Requirement.objects.filter(seen.sites(by) | Q(site=None), Q(ends_at=None) | Q(ends_at__gt=at))
    return tuple(
        RequirementShown(
            id=row.id,
            reference=row.reference,
            title=row.title,
            text=row.text,
            threats=tuple(row.threats),
            ends_at=row.ends_at,
        )
        for row in rows.order_by("-starts_at", "id")[:AT_MOST]
    )


def reveals(*, by: Actor) -> tuple[RevealShown, ...]:
    """Requests to learn who wrote an observation, newest first; the row policy shows them to custodians only."""
    del by
    return tuple(
        RevealShown(
            id=row.id,
            reference=row.reference,
            reason=row.reason,
            requested_by=row.requested_by,
            requested_at=row.requested_at,
            approved_at=row.approved_at,
            used_at=row.used_at,
        )
        for row in Reveal.objects.order_by("-requested_at", "-id")[:AT_MOST]
    )
