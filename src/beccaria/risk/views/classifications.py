"""Categories and statuses: one of them, proposing, deciding, ending, what stood when, pieces for other pages."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import Asked, answer, asked, confirm_purpose, performs, show, tried
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.classification import Kind, Value, choices
from beccaria.people import api as people
from beccaria.risk import actions
from beccaria.risk.deciding_forms import DecideForm, EndForm
from beccaria.risk.facts_form import facts_asked
from beccaria.risk.forms.classifying import DayForm, ProposeForm
from beccaria.risk.forms.reviewing import StillHoldsForm
from beccaria.risk.pages import classifications as pages
from beccaria.risk.pages import classified as pieces
from beccaria.risk.queries import assessments
from beccaria.risk.queries import classifications as queries
from beccaria.risk.queries.law import law_of, pack_at
from beccaria.risk.views.common import done


@performs(Act.CLASSIFICATION_READ)
@require_GET
def about_person(request: HttpRequest, person: str) -> HttpResponse:
    """What is decided of somebody, for his page."""
    one = asked(request)
    found = queries.of_person(person, by=one.actor, at=one.at)
    show(request, f"person:{person}", *(f"classification:{line.id}" for line in found))
    page = pieces.about_piece(person, found, by=one.actor)
    return answer(request, "risk/classified_about.html", page=page)


@performs(Act.CLASSIFICATION_READ)
@require_GET
def law_for(request: HttpRequest, assessment: str) -> HttpResponse:
    """What the pack of the prison says, for the page of an assessment of somebody held there."""
    one = asked(request)
    read = assessments.assessment(assessment, by=one.actor)
    person = people.person(read.person, by=one.actor).line
    show(request, f"assessment:{assessment}", f"person:{read.person}")
    page = pieces.law_piece(person, law_of(pack_at(person.site, by=one.actor), Kind.STATUS, ""))
    return answer(request, "risk/law.html", page=page)


@performs(Act.CLASSIFICATION_DECIDE, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Proposals that wait for the reader, on Today."""
    one = asked(request)
    found = queries.waiting(by=one.actor, at=one.at, at_most=5)
    show(request, *(f"classification:{line.id}" for line, _person in found))
    return answer(request, "risk/classified_today.html", page=pieces.today_piece(found))


@performs(Act.CLASSIFICATION_READ)
@require_GET
def classified(request: HttpRequest, person: str) -> HttpResponse:
    """Everything decided of somebody, and what stood on a day as it was known at its end."""
    one = asked(request)
    by, at = one.actor, one.at
    whom = people.person(person, by=by).line
    confirm_purpose(request, whom.marking)
    form = DayForm(request.GET or None)
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    found = queries.of_person(person, by=by, at=at)
    then = queries.decided_on(person, by=by, on=on, known=_end_of(on, one)) if on else ()
    show(request, f"person:{person}", *{f"classification:{line.id}" for line in (*found, *then)})
    page = pieces.history_page(whom, found, then, on=on, by=by, at=at)
    return answer(request, "risk/classified.html", page=page, form=form)


def _end_of(on: date, one: Asked) -> datetime:
    return min(datetime.combine(on, time.max, tzinfo=timezone.get_current_timezone()), one.at)


@performs(Act.CLASSIFICATION_READ)
@require_GET
def classification(request: HttpRequest, classification: str) -> HttpResponse:
    """One category or status."""
    return _show(request, classification)


def _show(request: HttpRequest, classification: str, **wrong: forms.Form) -> HttpResponse:
    one = asked(request)
    by, at = one.actor, one.at
    read = queries.classification(classification, by=by, at=at)
    confirm_purpose(request, read.person.marking, read.line.marking)
    show(request, f"classification:{classification}", f"person:{read.line.person}")
    pack = pack_at(read.person.site, by=by)
    law = law_of(pack, read.line.kind, read.line.value, trait_named=read.names_a_trait)
    may_decide = queries.may(Act.CLASSIFICATION_DECIDE, classification, by=by)
    page = pages.classification_page(read, law, may_decide=may_decide, by=by, at=at)
    values: dict[str, Any] = {
        "page": page,
        "decide": wrong.get("decide") or DecideForm(auto_id="decide_%s", authority=page.asks_number),
        "again": wrong.get("again") or StillHoldsForm(auto_id="again_%s"),
        "end": wrong.get("end") or EndForm(auto_id="end_%s"),
        "faulty": next(iter(wrong.values()), None),
    }
    return answer(request, "risk/classification.html", wrong=bool(wrong), **values)


@performs(Act.CLASSIFICATION_PROPOSE)
def new_classification(request: HttpRequest) -> HttpResponse:
    """Propose a category or status of somebody: what was typed stays until it is sent without a fault."""
    one = asked(request)
    by = one.actor
    person = people.person(request.GET.get("person", "")[:36], by=by).line
    confirm_purpose(request, person.marking)
    show(request, f"person:{person.id}")
    pack = pack_at(person.site, by=by)
    data = request.POST if request.method == "POST" else None
    form = ProposeForm(
        data,
        offered=tuple(_offered(pack)),
        highest=by.level,
        facts=facts_asked(data),
        initial={"starts": timezone.localtime(one.at).date()},
    )
    sent = data is not None and "more" not in data
    if sent and (
        made := tried(
            form, lambda: actions.propose_classification(form.proposal(person.id), by=by, at=one.at)
        )
    ):
        words = _("Proposed. It says nothing of him until somebody else decides.")
        return done(request, "classification", words, made)
    laws = {kind: law_of(pack, kind, "") for kind in Kind}
    page = pieces.propose_page(person, laws, facts=form.facts, by=by, at=one.at)
    return answer(request, "risk/classification_new.html", wrong=sent, page=page, form=form)


def _offered(pack: Any) -> list[tuple[Kind, Value]]:
    return [(kind, one) for kind in Kind for one in choices(pack, kind)]


@performs(Act.CLASSIFICATION_DECIDE)
@require_POST
def decide(request: HttpRequest, classification: str) -> HttpResponse:
    """Say yes or no to a proposal."""
    one = asked(request)
    by, at = one.actor, one.at
    authority = _authority(classification, by=by, at=at)
    form = DecideForm(request.POST, auto_id="decide_%s", authority=authority)
    said = tried(form, lambda: actions.decide_classification(classification, form.decided(), by=by, at=at))
    if said:
        words = {
            "first": _("Written down. A second person must stand for it."),
            "in_force": _("Decided. Give him the reasons that may be told."),
            "refused": _("Not accepted. The proposal stays, and says nothing of him."),
        }
        return done(request, "classification", words[said.value], classification)
    return _show(request, classification, decide=form)


def _authority(classification: str, *, by: Actor, at: datetime) -> str:
    """The authority whose decision is asked for at the first yes; empty where the law names none."""
    read = queries.classification(classification, by=by, at=at)
    law = law_of(pack_at(read.person.site, by=by), read.line.kind, read.line.value)
    return law.route.designator.words if read.decided_at is None else ""


@performs(Act.CLASSIFICATION_DECIDE)
@require_POST
def end(request: HttpRequest, classification: str) -> HttpResponse:
    """It no longer holds."""
    one = asked(request)
    form = EndForm(request.POST, auto_id="end_%s")
    if tried(
        form,
        lambda: actions.end_classification(
            classification, why=form.cleaned_data["why"], by=one.actor, at=one.at
        ),
    ):
        return done(request, "classification", _("Ended."), classification)
    return _show(request, classification, end=form)


@performs(Act.CLASSIFICATION_DECIDE)
@require_POST
def review(request: HttpRequest, classification: str) -> HttpResponse:
    """Say in fresh words that it still holds."""
    one = asked(request)
    form = StillHoldsForm(request.POST, auto_id="again_%s")
    if tried(
        form,
        lambda: actions.classification_still_holds(classification, form.said(), by=one.actor, at=one.at),
    ):
        return done(request, "classification", _("Looked at again. It still holds."), classification)
    return _show(request, classification, again=form)
