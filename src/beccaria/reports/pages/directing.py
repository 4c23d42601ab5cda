"""What the service wants to know, and who is to find it out by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.core.actors import Level
from beccaria.lib import moments
from beccaria.lib.parts import Button, DueChip, EmptyState, HandlingStrip, Link, Tag
from beccaria.reports.pages.parts import button, strip
from beccaria.reports.pages.words import THREATS, said
from beccaria.reports.queries.shapes import RequirementShown, TaskShown


@dataclass(frozen=True, slots=True)
class RequirementCard:
    """A question the service wants answered, with its tasks."""

    id: str
    reference: str
    title: str
    text: str
    threats: tuple[Tag, ...]
    until: str
    end: Button
    tasks: tuple["TaskLine", ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """Something to do."""

    id: str
    text: str
    due: DueChip
    who: str
    about: Link | None
    do: Button


@dataclass(frozen=True, slots=True)
class DirectionPage:
    """Requirements and tasks."""

    handling: HandlingStrip
    requirements: tuple[RequirementCard, ...]
    tasks: tuple[TaskLine, ...]
    no_requirements: EmptyState
    no_tasks: EmptyState
    set_requirement: Button
    set_task: Button


@dataclass(frozen=True, slots=True)
class Refusals:
    """Why the actor may not do these; None when he may."""

    set_requirement: str | None
    set_task: str | None
    do: str | None


def direction_page(
    requirements: Sequence[RequirementShown],
    tasks: Sequence[TaskShown],
    *,
    names: Mapping[str, str],
    refusals: Refusals,
    now: datetime,
) -> DirectionPage:
    """All of it: each requirement with its tasks, then the other tasks."""
    lines = [(one.requirement_id, _task(one, names, refusals, now)) for one in tasks]
    known = {one.id for one in requirements}
    cards = tuple(
        RequirementCard(
            one.id,
            one.reference,
            one.title,
            one.text,
            tuple(Tag(said(THREATS, threat), "accent") for threat in one.threats),
            _("until %(day)s") % {"day": moments.day(one.ends_at)} if one.ends_at else _("until it is ended"),
            button(
                _("End it"),
                reverse("reports:end_requirement", kwargs={"requirement": one.id}),
                refusals.set_requirement,
            ),
            tuple(line for requirement, line in lines if requirement == one.id),
        )
        for one in requirements
    )
    return DirectionPage(
        strip(Level.RESTRICTED, ()),
        cards,
        tuple(line for requirement, line in lines if requirement not in known),
        EmptyState(
            _("Nothing is asked for now"),
            _("The head of intelligence says here what the service wants to know."),
        ),
        EmptyState(_("Nothing is to be done")),
        button(_("Set a requirement"), reverse("reports:set_requirement"), refusals.set_requirement),
        button(_("Give a task"), reverse("reports:set_task"), refusals.set_task),
    )


def _task(one: TaskShown, names: Mapping[str, str], refusals: Refusals, now: datetime) -> TaskLine:
    report = (
        Link(_("Its report"), reverse("reports:desk", kwargs={"report": one.report_id}))
        if one.report_id
        else None
    )
    return TaskLine(
        one.id,
        one.text,
        moments.due_chip(one.due_at, since=one.set_at, now=now),
        names.get(one.given_to, _("the unit")),
        report,
        button(_("Done"), reverse("reports:finish_task", kwargs={"task": one.id}), refusals.do),
    )
