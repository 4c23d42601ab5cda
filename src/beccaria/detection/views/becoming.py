"""Making something of an alert: a form for each, and the way on to what was made."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from beccaria.access.api import answer, asked, done, performs, tried
from beccaria.core.acts import Act
from beccaria.core.alerts import Becomes
from beccaria.core.refusal import Hidden
from beccaria.detection.actions import becoming
from beccaria.detection.forms.answering import ReportForm, ReviewForm, TaskForm, WarningForm
from beccaria.detection.pages.becoming import become_page
from beccaria.detection.pages.parts import sentence
from beccaria.detection.queries import alerts as queries
from beccaria.detection.queries.shapes import AlertRead
from beccaria.detection.views.alerts import look

Made = Callable[[], str]


@performs(Act.ALERT_TRIAGE)
def become(request: HttpRequest, alert: str, what: str) -> HttpResponse:
    """A report, a warning, a task or a review of somebody's risk, made of an alert by a person."""
    if what not in set(Becomes):
        raise Hidden("There is no such page.")
    wanted, by, at = Becomes(what), asked(request).actor, asked(request).at
    read = queries.alert(alert, by=by)
    look(request, read)
    form, act = _form(request, wanted, read)
    made: dict[str, str] = {}

    def keep() -> bool:
        made["id"] = act()
        return True

    if request.method == "POST" and tried(form, keep):
        return _made(request, wanted, alert, made["id"])
    page = become_page(read, wanted, by=by, now=at)
    return answer(request, "detection/become.html", wrong=request.method == "POST", page=page, form=form)


def _form(request: HttpRequest, wanted: Becomes, read: AlertRead) -> tuple[forms.Form, Made]:
    by, at, alert = asked(request).actor, asked(request).at, read.line.id
    data = request.POST if request.method == "POST" else None
    if wanted is Becomes.REPORT:
        said = sentence(read.line) if read.line.told else ""
        report = ReportForm(data, initial={"text": said})
        return report, lambda: becoming.become_report(alert, text=report.cleaned_data["text"], by=by, at=at)
    if wanted is Becomes.TASK:
        task = TaskForm(data)
        return task, lambda: becoming.become_task(
            alert, text=task.cleaned_data["text"], due_at=task.due_at(), by=by, at=at
        )
    if wanted is Becomes.WARNING:
        warning = WarningForm(data, initial={"scope": "chosen"})
        to = list(read.line.told.establishments) if read.line.told else []
        return warning, lambda: becoming.become_warning(
            alert, lambda level: warning.warning(level, to=to, site=by.home), by=by, at=at
        )
    review = ReviewForm(data, people=[(one.id, one.name) for one in read.people])
    return review, lambda: becoming.become_review(alert, review.cleaned_data["person"], by=by, at=at)


def _made(request: HttpRequest, wanted: Becomes, alert: str, made: str) -> HttpResponse:
    match wanted:
        case Becomes.REPORT:
            return done(request, "reports:desk", _("The report is open. Somebody else grades it."), made)
        case Becomes.WARNING:
            words = _("Sent. You see here who has acknowledged it.")
            return done(request, "warnings:warning", words, made)
        case Becomes.TASK:
            return done(request, "detection:alert", _("The task is set."), alert)
        case Becomes.REVIEW:
            words = _("Who judges risk sees that this is to be looked at again.")
            return done(request, "detection:alert", words, alert)
