"""Assessments: one of them with what may follow, one's own, those of a person, beginning one, judges compared."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.assessing import State
from beccaria.core.instruments import Instrument
from beccaria.core.refusal import BadInput, Cannot
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.risk import actions, queries
from beccaria.risk.forms.assessing import DecideForm, SecondForm, WhyForm
from beccaria.risk.pages import assessments as pages
from beccaria.risk.pages import judged, lists
from beccaria.risk.queries import evidence
from beccaria.risk.views.common import done, looked_at

_ON_TODAY = 5


@performs(Act.ASSESSMENT_READ)
@require_GET
def assessment(request: HttpRequest, assessment: str) -> HttpResponse:
    """One assessment."""
    return _show(request, assessment)


def _show(request: HttpRequest, assessment: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    read = queries.assessment(assessment, by=by)
    person = looked_at(request, read.person, assessment)
    cites = any(one.cited for one in read.ratings.values())
    pieces = {one.key: one for one in evidence.pieces(read.person, by=by, at=at)} if cites else {}
    given: dict[str, Any] = {
        "second": SecondForm(auto_id="second_%s"),
        "supersede": WhyForm(auto_id="supersede_%s"),
        "aside": WhyForm(auto_id="aside_%s"),
    }
    if read.by:
        given["decide"] = _decide_form(read, read.by)
    page = pages.assessment_page(read, person, pieces, by=by, now=at)
    faulty = next(iter(wrong.values()), None)
    return answer(
        request, "risk/assessment.html", wrong=bool(wrong), page=page, forms=given | wrong, faulty=faulty
    )


def _decide_form(read: queries.Read, one: Instrument, data: Any = None) -> DecideForm:
    disputed = read.second is not None and not read.second.agrees
    return DecideForm(data, instrument=one, proposed=read.band, disputed=disputed, auto_id="decide_%s")


@performs(Act.ASSESSMENT_COUNTERSIGN)
@require_POST
def second(request: HttpRequest, assessment: str) -> HttpResponse:
    """The second person says whether he agrees."""
    by, at = asked(request).actor, asked(request).at
    form = SecondForm(request.POST, auto_id="second_%s")

    def act() -> None:
        given = form.cleaned_data
        actions.second(assessment, agrees=given["agrees"] == "yes", said=given["said"], by=by, at=at)

    if tried(form, act):
        return done(request, "assessment", _("Kept: you were the second person."), assessment)
    return _show(request, assessment, second=form)


@performs(Act.ASSESSMENT_DECIDE)
@require_POST
def decide(request: HttpRequest, assessment: str) -> HttpResponse:
    """Somebody decides on the band."""
    by, at = asked(request).actor, asked(request).at
    read = queries.assessment(assessment, by=by)
    if read.by is None:
        return _show(request, assessment)
    form = _decide_form(read, read.by, request.POST)

    def act() -> None:
        given = form.cleaned_data
        actions.decide(assessment, given["band"], reason=given["reason"], by=by, at=at)

    if tried(form, act):
        return done(request, "assessment", _("Decided."), assessment)
    return _show(request, assessment, decide=form)


@performs(Act.ASSESSMENT_DECIDE)
@require_POST
def supersede(request: HttpRequest, assessment: str) -> HttpResponse:
    """An assessment holds no longer."""
    by, at = asked(request).actor, asked(request).at
    form = WhyForm(request.POST, auto_id="supersede_%s")
    if tried(form, lambda: actions.supersede(assessment, form.cleaned_data["why"], by=by, at=at)):
        return done(request, "assessment", _("It holds no longer."), assessment)
    return _show(request, assessment, supersede=form)


@performs(Act.ASSESSMENT_WRITE)
@require_POST
def put_aside(request: HttpRequest, assessment: str) -> HttpResponse:
    """One's own draft is given up."""
    by, at = asked(request).actor, asked(request).at
    form = WhyForm(request.POST, auto_id="aside_%s")
    if tried(form, lambda: actions.put_aside(assessment, form.cleaned_data["why"], by=by, at=at)):
        return done(request, "mine", _("Put aside."))
    return _show(request, assessment, aside=form)


@performs(Act.ASSESSMENT_READ)
@require_GET
def judges(request: HttpRequest, assessment: str) -> HttpResponse:
    """Judgements of one person that were made apart, side by side."""
    found = queries.judges(assessment, by=asked(request).actor)
    person = looked_at(request, found.of.person, *(line.id for line in found.judges))
    return answer(request, "risk/judges.html", page=judged.judges_page(found, person))


@performs(Act.ASSESSMENT_READ)
@require_GET
def about_person(request: HttpRequest, person: str) -> HttpResponse:
    """What is thought of somebody's risk, for his page."""
    by, at = asked(request).actor, asked(request).at
    found = queries.of_person(person, by=by)
    show(request, f"person:{person}", *(f"assessment:{line.id}" for line in found))
    return answer(request, "risk/about.html", page=lists.about_piece(person, found, by=by, now=at))


@performs(Act.ASSESSMENT_READ)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What one is assessing, and what waits for one."""
    by, at = asked(request).actor, asked(request).at
    own, waiting = queries.mine(by=by), queries.to_decide(by=by)
    shown = [*own, *waiting]
    named = people.named({line.person for line in shown}, by=by)
    show(request, *(f"assessment:{line.id}" for line in shown), *(f"person:{key}" for key in named))
    return answer(request, "risk/mine.html", page=lists.mine_page(own, waiting, named, by=by, now=at))


@performs(Act.ASSESSMENT_READ, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What waits for one, on Today."""
    by, at = asked(request).actor, asked(request).at
    waiting = queries.to_decide(by=by)[:_ON_TODAY]
    drafts = [line for line in queries.mine(by=by) if line.state is State.DRAFT][:_ON_TODAY]
    shown = [*waiting, *drafts]
    named = people.named({line.person for line in shown}, by=by)
    show(request, *(f"assessment:{line.id}" for line in shown), *(f"person:{key}" for key in named))
    return answer(request, "risk/today.html", page=lists.today_piece(waiting, drafts, named, now=at))


@performs(Act.ASSESSMENT_WRITE)
def start(request: HttpRequest) -> HttpResponse:
    """Choose an instrument and begin."""
    by, at = asked(request).actor, asked(request).at
    given = request.POST if request.method == "POST" else request.GET
    whom = looked_at(request, given.get("person", ""))
    problem = ""
    if request.method == "POST":
        try:
            made = actions.start(whom.id, given.get("instrument", ""), by=by, at=at)
        except (BadInput, Cannot) as said:
            problem = in_words(said)
        else:
            return done(request, "assessment", _("Begun: nobody but you sees it until it is finished."), made)
    trained = {one.instrument for one in queries.trainings(by=by, at=at) if one.user == by.user and one.holds}
    strip = people.strip(whom.level, whom.handling)
    page = lists.start_page(whom, strip, trained=trained, by=by)
    address = reverse("risk:start")
    return answer(
        request, "risk/start.html", wrong=bool(problem), page=page, problem=problem, address=address
    )
