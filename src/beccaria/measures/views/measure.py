"""One measure: its page, proposing one, deciding, ending early."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.measures import Kind, parts_named
from beccaria.measures.actions import deciding, proposing, regimes
from beccaria.measures.forms.following import AgainForm, AnswerForm, CheckForm, ContestForm
from beccaria.measures.forms.proposing import ProposeForm, SetForm, kinds_offered
from beccaria.measures.pages.measure import measure_page
from beccaria.measures.pages.parts import regime_names
from beccaria.measures.pages.proposing import propose_page
from beccaria.measures.pages.whole import set_part
from beccaria.measures.queries import isolation, reading
from beccaria.measures.views.common import law_of, looked_at
from beccaria.risk import api as risk


@performs(Act.MEASURE_READ)
@require_GET
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure."""
    return show_measure(request, measure)


def show_measure(request: HttpRequest, measure_id: str, **wrong: forms.Form) -> HttpResponse:
    """The page of a measure; a form that could not be used stands in it as it was typed."""
    one = asked(request)
    by, at = one.actor, one.at
    read = reading.measure(measure_id, by=by, at=at)
    confirm_purpose(request, read.person.marking, read.line.marking)
    show(request, f"measure:{measure_id}", f"person:{read.line.person}")
    trait = bool(read.reasons and read.reasons.names_a_trait)
    law = law_of(
        read.person.site or read.line.site, read.line.kind, read.line.regime, trait_named=trait, by=by
    )
    clock = isolation.of_person(read.line.person, by=by, at=at)
    may_decide = reading.may(Act.MEASURE_DECIDE, measure_id, by=by)
    page = measure_page(read, law, clock, may_decide=may_decide, by=by, at=at)
    whole = set_part(read, law, reading.parts_of(measure_id, by=by, at=at), by=by)
    usual: dict[str, forms.Form] = {
        "decide": risk.DecideForm(auto_id="decide_%s", authority=page.asks_number),
        "again": AgainForm(auto_id="again_%s"),
        "set": SetForm(
            named=parts_named(law.pack, read.line.regime),
            auto_id="set_%s",
            initial={"ends": timezone.localtime(read.line.ends_at)},
        ),
        "end": risk.EndForm(auto_id="end_%s"),
        "check": CheckForm(auto_id="check_%s", initial={"seen_at": timezone.localtime(at)}),
        "contest": ContestForm(auto_id="contest_%s"),
        "answer": AnswerForm(auto_id="answer_%s"),
    }
    return answer(
        request,
        "measures/measure.html",
        wrong=bool(wrong),
        page=page,
        whole=whole,
        forms=usual | wrong,
        faulty=next(iter(wrong.values()), None),
    )


@performs(Act.MEASURE_PROPOSE)
def new(request: HttpRequest) -> HttpResponse:
    """Propose a measure: what was typed stays until it is sent without a fault."""
    one = asked(request)
    by, at = one.actor, one.at
    person = looked_at(request, request.GET.get("person", "")[:36])
    pack = risk.pack_at(person.site, by=by)
    regimes = dict(regime_names(pack))
    data = request.POST if request.method == "POST" else None
    form = ProposeForm(
        data,
        kinds=kinds_offered(regimes),
        highest=by.level,
        facts=risk.facts_asked(data),
        initial={"starts": timezone.localtime(at)},
    )
    sent = data is not None and "more" not in data
    if sent and (made := tried(form, lambda: proposing.propose(form.proposal(person.id), by=by, at=at))):
        words = _("Proposed. It restricts nobody until somebody else decides.")
        return done(request, "measures:measure", words, made)
    clock = isolation.of_person(person.id, by=by, at=at)
    found = reading.of_person(person.id, by=by, at=at)
    law = law_of(person.site, Kind.SEPARATION, "", trait_named=False, by=by)
    page = propose_page(person, found, law, clock, facts=form.facts, by=by, at=at)
    values: dict[str, Any] = {"page": page, "form": form}
    return answer(request, "measures/new.html", wrong=sent, **values)


@performs(Act.MEASURE_DECIDE)
@require_POST
def decide(request: HttpRequest, measure: str) -> HttpResponse:
    """Say yes or no to a proposal."""
    one = asked(request)
    read = reading.measure(measure, by=one.actor, at=one.at)
    law = law_of(
        read.person.site or read.line.site, read.line.kind, read.line.regime, trait_named=False, by=one.actor
    )
    authority = law.route.designator.words if read.decided_at is None else ""
    form = risk.DecideForm(request.POST, auto_id="decide_%s", authority=authority)
    if state := tried(form, lambda: deciding.decide(measure, form.decided(), by=one.actor, at=one.at)):
        words = {
            "first": _("Written down. A second person must stand for it."),
            "decided": _("Decided. Give him the notice."),
            "refused": _("Not accepted. The proposal stays, and restricts nobody."),
        }
        return done(request, "measures:measure", words[state.value], measure)
    return show_measure(request, measure, decide=form)


@performs(Act.MEASURE_PROPOSE)
@require_POST
def propose_set(request: HttpRequest, measure: str) -> HttpResponse:
    """Propose what a regime consists of."""
    one = asked(request)
    form = SetForm(request.POST, auto_id="set_%s")
    reading.measure(measure, by=one.actor, at=one.at)
    if tried(form, lambda: regimes.propose_set(measure, form.new(), by=one.actor, at=one.at)):
        words = _("Proposed. Each is decided by itself, by somebody else.")
        return done(request, "measures:measure", words, measure)
    return show_measure(request, measure, set=form)


@performs(Act.MEASURE_DECIDE)
@require_POST
def end(request: HttpRequest, measure: str) -> HttpResponse:
    """End it before its end."""
    one = asked(request)
    form = risk.EndForm(request.POST, auto_id="end_%s")
    reading.measure(measure, by=one.actor, at=one.at)
    if tried(form, lambda: deciding.end(measure, why=form.cleaned_data["why"], by=one.actor, at=one.at)):
        return done(request, "measures:measure", _("Ended."), measure)
    return show_measure(request, measure, end=form)


@performs(Act.MEASURE_DECIDE)
@require_POST
def again(request: HttpRequest, measure: str) -> HttpResponse:
    """Say in fresh words that it is still needed; its end does not move."""
    one = asked(request)
    form = AgainForm(request.POST, auto_id="again_%s")
    reading.measure(measure, by=one.actor, at=one.at)
    if tried(form, lambda: deciding.look_again(measure, **form.cleaned_data, by=one.actor, at=one.at)):
        return done(request, "measures:measure", _("Looked at again. Its end stays."), measure)
    return show_measure(request, measure, again=form)
