"""The queue of alerts, one alert, the four answers, and putting one aside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show, tried
from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.core.alerts import Answer
from beccaria.core.markings import Marking
from beccaria.detection.actions import answering
from beccaria.detection.forms.answering import AnswerForm, AsideForm
from beccaria.detection.pages import alert as one_page
from beccaria.detection.pages import alerts as pages
from beccaria.detection.queries import alerts as queries
from beccaria.detection.queries import measuring
from beccaria.detection.queries.shapes import AlertRead
from beccaria.detection.queries.standing import HEAPS


@performs(Act.ALERT_READ)
@require_GET
def alerts(request: HttpRequest) -> HttpResponse:
    """One heap of one's desk, the strongest first."""
    by, at = asked(request).actor, asked(request).at
    heap, basis = request.GET.get("heap", HEAPS[0]), request.GET.get("queue", "")
    heap = heap if heap in HEAPS else HEAPS[0]
    found = queries.queue(heap, by=by, at=at, basis=basis[:20])
    show(request, *(f"alert:{one.id}" for one in found.items))
    rates = measuring.measured(by=by, at=at)
    page = pages.queue_page(found, heap=heap, basis=basis[:20], rates=rates, by=by, now=at)
    return answer(request, "detection/alerts.html", page=page)


@performs(Act.ALERT_READ)
@require_GET
def alert(request: HttpRequest, alert: str) -> HttpResponse:
    """One alert."""
    return shown(request, alert)


@performs(Act.ALERT_TRIAGE)
@require_POST
def triage(request: HttpRequest, alert: str) -> HttpResponse:
    """Answer it, and go on to the next that waits."""
    by, at = asked(request).actor, asked(request).at
    queries.one_alert(alert, by=by)
    form, following = AnswerForm(request.POST), queries.following(alert, by=by, at=at)

    def act() -> str:
        said = Answer(form.cleaned_data["answer"])
        return answering.answer(alert, said, reason=form.cleaned_data["reason"], by=by, at=at)

    if not tried(form, act):
        return shown(request, alert, answering=form)
    return _on(request, following, _("Answered. Nothing else has changed by it."))


@performs(Act.ALERT_TRIAGE)
@require_POST
def aside(request: HttpRequest, alert: str) -> HttpResponse:
    """Put it aside, and go on to the next that waits."""
    by, at = asked(request).actor, asked(request).at
    queries.one_alert(alert, by=by)
    form = AsideForm(request.POST, auto_id="aside_%s")
    following = queries.following(alert, by=by, at=at)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        return answering.put_aside(alert, until=form.until(at), reason=reason, by=by, at=at)

    if not tried(form, act):
        return shown(request, alert, aside=form)
    return _on(request, following, _("Put aside. It comes back by itself, or when something new comes."))


def shown(request: HttpRequest, alert: str, **forms: Any) -> HttpResponse:
    """The page of an alert; 422 with the form that could not be used."""
    by, at = asked(request).actor, asked(request).at
    read = queries.alert(alert, by=by)
    look(request, read)
    rate = measuring.measured(by=by, at=at, rule_id=read.line.rule).get(read.line.rule)
    following = queries.following(alert, by=by, at=at)
    page = one_page.alert_page(read, rate, following=following, by=by, now=at)
    return answer(
        request,
        "detection/alert.html",
        wrong=bool(forms),
        page=page,
        answering=forms.get("answering") or AnswerForm(),
        aside=forms.get("aside") or AsideForm(auto_id="aside_%s"),
    )


def look(request: HttpRequest, read: AlertRead) -> None:
    """Keep on record which alert was shown, with those folded under it and everybody named.

    Raises NeedsConfirmation for one that rests on what is secret: what it is needed for is said first.
    """
    several = (read.line, *read.folded)
    confirm_purpose(request, *(Marking(site=one.site, level=Level(one.level)) for one in several))
    show(
        request,
        f"alert:{read.line.id}",
        *(f"alert:{one.id}" for one in read.folded),
        *(f"person:{one.id}" for one in read.people),
    )


def _on(request: HttpRequest, following: str, words: str) -> HttpResponse:
    if following:
        return done(request, "detection:alert", words, following)
    return done(request, "detection:alerts", words)
