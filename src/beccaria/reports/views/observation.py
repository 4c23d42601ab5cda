"""One observation as the unit works with it: take it up, ask back, tell the reporter, close it."""

from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib.parts import Link
from beccaria.reports import actions, queries
from beccaria.reports.actions.adding import add_observation
from beccaria.reports.forms.inbox import AddForm, CloseForm, FeedbackForm, OpenForm, ReturnForm
from beccaria.reports.pages import observation as pages
from beccaria.reports.pages.text import short_title, spans
from beccaria.reports.queries import seen
from beccaria.reports.queries.shapes import ObservationShown
from beccaria.reports.views.common import attempt, may, named, names


@performs(Act.OBSERVATION_READ)
@require_GET
def observation(request: HttpRequest, observation: str) -> HttpResponse:
    """One observation for the unit."""
    return _show(request, observation)


def _show(request: HttpRequest, observation: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    shown = queries.observation(observation, by=by)
    confirm_purpose(request, shown.line.marking)
    people = named([f"person:{one}" for one in shown.people], by=by)
    show(request, f"observation:{observation}", *people)
    page = pages.observation_page(
        shown,
        people=tuple(people.values()),
        names=names(shown.moves),
        report=_report(shown),
        refusals=_refusals(shown, by),
        now=at,
    )
    return answer(
        request, "reports/observation.html", wrong=bool(wrong), page=page, forms={**_forms(by), **wrong}
    )


def _forms(by: Actor) -> dict[str, forms.Form]:
    return {
        "open": OpenForm(),
        "add": AddForm(reports=_open_reports(by)),
        "ask": ReturnForm(),
        "tell": FeedbackForm(),
        "close": CloseForm(),
    }


def _open_reports(by: Actor) -> list[tuple[str, str]]:
    return [(one.id, f"{one.reference} {one.title}") for one in queries.queue(by=by)]


def _report(shown: ObservationShown) -> Link | None:
    if not shown.line.report_id:
        return None
    return Link(_("Go to its report"), reverse("reports:desk", kwargs={"report": shown.line.report_id}))


def _refusals(shown: ObservationShown, by: Actor) -> pages.Refusals:
    line, mine = shown.line, shown.is_mine
    return pages.Refusals(
        open=may(Act.REPORT_OPEN, by, line, mine=mine),
        ask=may(Act.OBSERVATION_RETURN, by, line, mine=mine),
        close=may(Act.OBSERVATION_CLOSE, by, line, mine=mine),
        tell=may(Act.FEEDBACK_GIVE, by, line, mine=mine),
    )


@performs(Act.REPORT_OPEN)
@require_POST
def open_report(request: HttpRequest, observation: str) -> HttpResponse:
    """Open a report from an observation, and go to the desk."""
    by, at = asked(request).actor, asked(request).at
    form, made = OpenForm(request.POST), []

    def act(typed: dict[str, Any]) -> None:
        text = queries.observation(observation, by=by).text
        # A single sentence is an item as it stands; a longer text is taken apart on the desk.
        whole = len(spans(text)) == 1
        made.append(
            actions.open_report(
                observation_ids=[observation],
                title=typed["title"] or short_title(text),
                with_items=whole,
                by=by,
                at=at,
            )
        )

    if not attempt(form, act):
        return _show(request, observation, open=form)
    return redirect("reports:desk", report=made[0])


@performs(Act.REPORT_LINK)
@require_POST
def add(request: HttpRequest, observation: str) -> HttpResponse:
    """Put an observation into a report in work."""
    by, at = asked(request).actor, asked(request).at
    form = AddForm(request.POST, reports=_open_reports(by))

    def act(typed: dict[str, Any]) -> None:
        add_observation(report_id=typed["report"], observation_id=observation, by=by, at=at)

    if not attempt(form, act):
        return _show(request, observation, add=form)
    return redirect("reports:desk", report=form.cleaned_data["report"])


@performs(Act.OBSERVATION_RETURN)
@require_POST
def return_(request: HttpRequest, observation: str) -> HttpResponse:
    """Ask the reporter a question."""
    by, at, form = asked(request).actor, asked(request).at, ReturnForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        actions.return_to_reporter(observation_id=observation, question=typed["question"], by=by, at=at)

    if not attempt(form, act):
        return _show(request, observation, ask=form)
    return done(request, "reports:observation", _("The question is on its way."), observation=observation)


@performs(Act.OBSERVATION_CLOSE)
@require_POST
def close(request: HttpRequest, observation: str) -> HttpResponse:
    """Close an observation with its reason."""
    by, at, form = asked(request).actor, asked(request).at, CloseForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        actions.close_observation(observation_id=observation, reason=typed["reason"], by=by, at=at)

    if not attempt(form, act):
        return _show(request, observation, close=form)
    return done(
        request, "reports:observation", _("It is closed. Tell the reporter."), observation=observation
    )


@performs(Act.FEEDBACK_GIVE)
@require_POST
def feedback(request: HttpRequest, observation: str) -> HttpResponse:
    """Tell the reporter what became of it."""
    by, at, form = asked(request).actor, asked(request).at, FeedbackForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        actions.give_feedback(observation_id=observation, feedback=typed["words"], by=by, at=at)

    if not attempt(form, act):
        return _show(request, observation, tell=form)
    return done(request, "reports:observation", _("The reporter will read it."), observation=observation)


@performs(Act.ATTACHMENT_READ)
@require_GET
def attachment(request: HttpRequest, attachment: str) -> FileResponse:
    """Hand out a file: always as a download, never shown as a page of this service."""
    by = asked(request).actor
    row = queries.attachment(attachment, by=by)
    own = queries.pseudonym(row.observation_id, by=by) if seen.wrote(row.observation_id, by=by) else None
    show(request, f"attachment:{attachment}", f"observation:{row.observation_id}", as_pseudonym=own)
    return FileResponse(
        actions.path_of(row).open("rb"),
        as_attachment=True,
        filename=row.name,
        content_type=row.media_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


@performs(Act.OBSERVATION_READ)
@require_GET
def print_observation(request: HttpRequest, observation: str) -> HttpResponse:
    """A sheet to print, with its handling on it."""
    by, at = asked(request).actor, asked(request).at
    shown = queries.observation(observation, by=by)
    confirm_purpose(request, shown.line.marking)
    people = named([f"person:{one}" for one in shown.people], by=by)
    show(request, f"observation:{observation}", *people)
    page = pages.observation_page(
        shown,
        people=tuple(people.values()),
        names={},
        report=None,
        refusals=_refusals(shown, by),
        now=at,
    )
    return answer(request, "reports/print_observation.html", page=page, at=at)
