"""Requirements and tasks: what the service wants to know, who finds it out, by when."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, names_of, performs, refusal, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot
from beccaria.lib.spoken import in_words
from beccaria.reports import actions, queries
from beccaria.reports.forms.directing import DoneForm, EndForm, RequirementForm, TaskForm
from beccaria.reports.pages import directing as pages


@performs(Act.REQUIREMENT_READ)
@require_GET
def requirements(request: HttpRequest) -> HttpResponse:
    """What is asked for and what is to be done."""
    return _show(request)


def _show(request: HttpRequest, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    wanted, tasks = queries.requirements(by=by, at=at), queries.tasks(by=by)
    show(request, *(f"requirement:{one.id}" for one in wanted), *(f"task:{one.id}" for one in tasks))
    mark = Marking(site=by.home)
    page = pages.direction_page(
        wanted,
        tasks,
        names=names_of({one.given_to for one in tasks} - {""}),
        refusals=pages.Refusals(
            refusal(Act.REQUIREMENT_SET, by, mark),
            refusal(Act.TASK_SET, by, mark),
            refusal(Act.TASK_DO, by, mark),
        ),
        now=at,
    )
    made: dict[str, Any] = {
        "requirement": RequirementForm(auto_id="requirement_%s"),
        "task": _task_form(by, request, None),
        "done": DoneForm(auto_id=False),
        "end": EndForm(),
    }
    return answer(request, "reports/requirements.html", wrong=bool(wrong), page=page, forms={**made, **wrong})


def _task_form(by: Actor, request: HttpRequest, data: Any) -> TaskForm:
    wanted = queries.requirements(by=by, at=asked(request).at)
    return TaskForm(
        data,
        auto_id="task_%s",
        requirements=[(one.id, one.title) for one in wanted],
        reports=[(one.id, f"{one.reference} {one.title}") for one in queries.queue(by=by)],
        colleagues=queries.unit(by=by, at=asked(request).at),
    )


@performs(Act.REQUIREMENT_SET)
@require_POST
def set_requirement(request: HttpRequest) -> HttpResponse:
    """Say what the service wants to know."""
    form = RequirementForm(request.POST, auto_id="requirement_%s")
    if form.is_valid():
        try:
            actions.set_requirement(**form.cleaned_data, by=asked(request).actor, at=asked(request).at)
        except BadInput as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "reports:requirements", _("It is asked for."))
    return _show(request, requirement=form)


@performs(Act.REQUIREMENT_SET)
@require_POST
def end_requirement(request: HttpRequest, requirement: str) -> HttpResponse:
    """End a requirement now."""
    actions.end_requirement(requirement_id=requirement, by=asked(request).actor, at=asked(request).at)
    return done(request, "reports:requirements", _("It has ended."))


@performs(Act.TASK_SET)
@require_POST
def set_task(request: HttpRequest) -> HttpResponse:
    """Give the unit, a colleague or oneself something to do."""
    by = asked(request).actor
    form = _task_form(by, request, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_task(
                text=given["text"],
                due_at=given["due_at"],
                given_to=given["given_to"],
                requirement_id=given["requirement_id"] or None,
                report_id=given["report_id"] or None,
                by=by,
                at=asked(request).at,
            )
        except BadInput as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "reports:requirements", _("The task is given."))
    return _show(request, task=form)


@performs(Act.TASK_DO)
@require_POST
def finish_task(request: HttpRequest, task: str) -> HttpResponse:
    """Say that a task is done and what came of it."""
    form = DoneForm(request.POST, auto_id=False)
    if form.is_valid():
        try:
            actions.finish_task(
                task_id=task,
                outcome=form.cleaned_data["outcome"],
                by=asked(request).actor,
                at=asked(request).at,
            )
        except (BadInput, Cannot) as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "reports:requirements", _("Done."))
    return _show(request, done=form)
