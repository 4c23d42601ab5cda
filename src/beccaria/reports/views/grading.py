"""Take items out of the text, grade them and their provenance, close the report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beccaria.access.api import asked, done, performs
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.reports import actions, queries
from beccaria.reports.forms.grading import (
    EditForm,
    GradeForm,
    ItemForm,
    ProvenanceForm,
)
from beccaria.reports.forms.inbox import CloseForm
from beccaria.reports.pages.text import chosen
from beccaria.reports.queries.shapes import ReportShown
from beccaria.reports.views.common import attempt
from beccaria.reports.views.desk import back, show_desk, show_with


@performs(Act.REPORT_LINK)
@require_POST
def split(request: HttpRequest, report: str) -> HttpResponse:
    """Make an item of what was selected, typed or ticked."""
    by, at, form, made = asked(request).actor, asked(request).at, ItemForm(request.POST), []

    def act(typed: dict[str, Any]) -> None:
        text, observation = typed["text"], typed["observation"] or None
        if not text and form.ticked:
            observation, numbers = next(iter(form.ticked.items()))
            text = chosen(queries.observation(observation, by=by).text, numbers)
        elif text and not observation:
            observation = _origin(report, text, by=by)
        made.append(
            actions.split_item(
                report_id=report,
                text=text,
                observation_id=observation,
                revision=typed["revision"],
                by=by,
                at=at,
            )
        )

    if not attempt(form, act):
        return show_desk(request, report, split=form)
    return back(report, made[0])


def _origin(report: str, text: str, *, by: Actor) -> str | None:
    """The observation of the report that holds these words as they stand; None when somebody typed his own."""
    wanted = " ".join(text.split())
    for one in queries.report(report, by=by).observations:
        if wanted in " ".join(queries.observation(one.id, by=by).text.split()):
            return one.id
    return None


@performs(Act.REPORT_LINK)
@require_POST
def edit_item(request: HttpRequest, report: str, item: str) -> HttpResponse:
    """Change the words of an item."""
    by, at = asked(request).actor, asked(request).at
    form = EditForm(request.POST, auto_id=f"{item}_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.reword_item(report_id=report, item_id=item, text=typed["text"], by=by, at=at)

    if not attempt(form, act):
        return show_with(request, report, item, "edit", form)
    return back(report, item)


@performs(Act.REPORT_GRADE)
@require_POST
def grade(request: HttpRequest, report: str, item: str) -> HttpResponse:
    """Grade an item."""
    by, at = asked(request).actor, asked(request).at
    form = GradeForm(request.POST, auto_id=f"grade-{item}_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.grade_item(
            report_id=report,
            item_id=item,
            judgement=typed["judgement"],
            revision=typed["revision"],
            by=by,
            at=at,
        )

    if not attempt(form, act):
        return show_with(request, report, item, "grade", form)
    after = _next_to_grade(queries.report(report, by=by), item)
    return back(report, after)


def _next_to_grade(shown: ReportShown, item: str) -> str:
    ungraded = [one.id for one in shown.items if one.grade is None]
    return ungraded[0] if ungraded else item


@performs(Act.REPORT_GRADE)
@require_POST
def provenance(request: HttpRequest, report: str) -> HttpResponse:
    """Grade how the whole was learned."""
    by, at = asked(request).actor, asked(request).at
    form = ProvenanceForm(request.POST, auto_id="provenance_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.grade_provenance(
            report_id=report,
            provenance=typed["provenance"],
            grade_of_it=typed["grade"],
            revision=typed["revision"],
            by=by,
            at=at,
        )

    if not attempt(form, act):
        return show_desk(request, report, provenance=form)
    return redirect("reports:desk", report=report)


@performs(Act.REPORT_CLOSE)
@require_POST
def close_report(request: HttpRequest, report: str) -> HttpResponse:
    """Close a report with its reason."""
    by, at, form = asked(request).actor, asked(request).at, CloseForm(request.POST, auto_id="close_%s")

    def act(typed: dict[str, Any]) -> None:
        actions.close_report(report_id=report, reason=typed["reason"], by=by, at=at)

    if not attempt(form, act):
        return show_desk(request, report, close=form)
    return done(request, "reports:desk", _("The report is closed. Tell the reporters."), report=report)
