"""What follows a measure: looks at health, contests and their answers, contact that is stated, whom he may meet."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beccaria.access.api import asked, done, performs, tried
from beccaria.core.acts import Act
from beccaria.measures.actions import contacts as meeting
from beccaria.measures.actions import following
from beccaria.measures.forms.following import (
    AnswerForm,
    AskContactForm,
    CheckForm,
    ContactHoursForm,
    ContestForm,
    DecideContactForm,
)
from beccaria.measures.queries import reading, seen
from beccaria.measures.views.measure import show_measure
from beccaria.measures.views.person import show_person


@performs(Act.MEASURE_CHECK)
@require_POST
def check(request: HttpRequest, measure: str) -> HttpResponse:
    """Write down a look at health."""
    one = asked(request)
    reading.measure(measure, by=one.actor, at=one.at)
    form = CheckForm(request.POST, auto_id="check_%s")
    if tried(form, lambda: following.check_health(measure, **form.cleaned_data, by=one.actor, at=one.at)):
        return done(request, "measures:measure", _("Written down."), measure)
    return show_measure(request, measure, check=form)


@performs(Act.MEASURE_CONTEST)
@require_POST
def contest(request: HttpRequest, measure: str) -> HttpResponse:
    """Take down that he contests it."""
    one = asked(request)
    reading.measure(measure, by=one.actor, at=one.at)
    form = ContestForm(request.POST, auto_id="contest_%s")
    if tried(form, lambda: following.contest(measure, **form.cleaned_data, by=one.actor, at=one.at)):
        words = _("Taken down. Somebody who did not decide answers him within 28 days.")
        return done(request, "measures:measure", words, measure)
    return show_measure(request, measure, contest=form)


@performs(Act.MEASURE_ANSWER)
@require_POST
def answer_contest(request: HttpRequest, measure_contest: str) -> HttpResponse:
    """Answer a contest."""
    one = asked(request)
    row = seen.contest(measure_contest, by=one.actor)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if tried(
        form,
        lambda: following.answer(
            measure_contest,
            upheld=form.cleaned_data["upheld"] == "yes",
            text=form.cleaned_data["text"],
            by=one.actor,
            at=one.at,
        ),
    ):
        return done(request, "measures:measure", _("Answered."), row.measure_id)
    return show_measure(request, row.measure_id, answer=form)


@performs(Act.DOOR_STATE)
@require_POST
def state(request: HttpRequest, person: str) -> HttpResponse:
    """State that he was among others."""
    one = asked(request)
    seen.records(person, by=one.actor)
    form = ContactHoursForm(request.POST, auto_id="state_%s")
    if tried(form, lambda: following.state_contact(person, **form.cleaned_data, by=one.actor, at=one.at)):
        return done(request, "measures:of_person", _("Written down in your name."), person)
    return show_person(request, person, state=form)


@performs(Act.CONTACT_ASK)
@require_POST
def ask(request: HttpRequest, person: str) -> HttpResponse:
    """Write down whom he asks to meet."""
    one = asked(request)
    seen.records(person, by=one.actor)
    form = AskContactForm(request.POST, auto_id="ask_%s")
    if tried(form, lambda: meeting.ask_contact(person, **form.cleaned_data, by=one.actor, at=one.at)):
        return done(
            request, "measures:of_person", _("Written down. The governor or the head decides."), person
        )
    return show_person(request, person, ask=form)


@performs(Act.CONTACT_DECIDE)
@require_POST
def decide_contact(request: HttpRequest, contact: str) -> HttpResponse:
    """Allow or refuse a contact until a day."""
    one = asked(request)
    row = seen.contact(contact, by=one.actor)
    form = DecideContactForm(request.POST, auto_id="contact_%s")
    if tried(form, lambda: meeting.decide_contact(contact, form.decided(), by=one.actor, at=one.at)):
        return done(request, "measures:of_person", _("Decided."), row.person_id)
    return show_person(request, row.person_id, decide_contact=form)
