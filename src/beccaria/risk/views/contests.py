"""Contests: what somebody says against a decision, taken down and answered; and what he was told, for its page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beccaria.access import api as access
from beccaria.access.api import asked, confirm_purpose, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.refusal import Hidden
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk.actions import contests as contesting
from beccaria.risk.forms.letters import AnswerForm, ContestForm
from beccaria.risk.pages import letters as pages
from beccaria.risk.pages import told as told_pages
from beccaria.risk.queries import contests, letters
from beccaria.risk.queries.decisions import decision
from beccaria.risk.views.common import done


@performs(Act.LETTER_READ)
@require_GET
def told(request: HttpRequest, kind: str, decision_id: str) -> HttpResponse:
    """What he was told of a decision and what he said to it: a piece of the decision's page."""
    by, at = asked(request).actor, asked(request).at
    found = decision(kind, decision_id, by=by)
    written, contested = letters.of_decision(found, by=by), contests.of_decision(found, by=by)
    show(request, found.reference, *(f"letter:{one.id}" for one in written))
    marking = letters.marking_of(found, by=by)
    page = told_pages.told_piece(found, written, contested, marking=marking, by=by, now=at)
    return access.answer(request, "risk/told.html", page=page)


@performs(Act.ASSESSMENT_CONTEST)
def new(request: HttpRequest, kind: str, decision_id: str) -> HttpResponse:
    """Take down that he contests a decision."""
    by, at = asked(request).actor, asked(request).at
    found = decision(kind, decision_id, by=by)
    person = _person(request, found.person)
    data = request.POST if request.method == "POST" else None
    form = ContestForm(data)
    if data is not None and (
        made := tried(form, lambda: contesting.contest(kind, decision_id, **form.cleaned_data, by=by, at=at))
    ):
        return done(request, "contest", _("Taken down. Somebody else answers within 28 days."), made)
    show(request, found.reference, f"person:{found.person}")
    page = pages.write_page(found, person, languages=(), by=by, now=at)
    return access.answer(request, "risk/contest_new.html", wrong=data is not None, page=page, form=form)


@performs(Act.ASSESSMENT_CONTEST)
@require_GET
def contest(request: HttpRequest, contest: str) -> HttpResponse:
    """One contest and its answer."""
    return _show(request, contest, AnswerForm())


@performs(Act.CONTEST_ANSWER)
def answer(request: HttpRequest, contest: str) -> HttpResponse:
    """Answer a contest."""
    if request.method != "POST":
        return _show(request, contest, AnswerForm())
    by, at, form = asked(request).actor, asked(request).at, AnswerForm(request.POST)
    if tried(
        form,
        lambda: contesting.answer_contest(
            contest,
            upheld=form.cleaned_data["upheld"] == "yes",
            text=form.cleaned_data["text"],
            by=by,
            at=at,
        ),
    ):
        return done(request, "contest", _("Answered. Tell him."), contest)
    return _show(request, contest, form)


def _show(request: HttpRequest, contest_id: str, form: AnswerForm) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    (one,) = contests.shown([contests.row(contest_id, by=by)], by=by)
    person = _person(request, one.person)
    show(request, f"contest:{contest_id}", f"person:{one.person}")
    found = decision(one.of, one.decision, by=by)
    return access.answer(
        request,
        "risk/contest.html",
        wrong=bool(form.errors),
        page=pages.write_page(found, person, languages=(), by=by, now=at),
        card=told_pages.contest_card(one, now=at),
        form=form,
    )


def _person(request: HttpRequest, person_id: str) -> PersonShown:
    found = people.named([person_id], by=asked(request).actor).get(person_id)
    if found is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    confirm_purpose(request, found.marking)
    return found
