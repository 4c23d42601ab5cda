"""Sanitise for an audience, release to an organisation, take back; and what the recipient has."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show
from beccaria.core.acts import Act
from beccaria.core.handling import Audience
from beccaria.core.refusal import BadInput, Cannot
from beccaria.engines.sanitising import compare
from beccaria.lib import moments
from beccaria.lib.spoken import in_words
from beccaria.reports import actions, queries
from beccaria.reports.forms.releasing import RecallForm, RecipientForm, ReleaseForm, typed
from beccaria.reports.pages import releasing as pages
from beccaria.reports.pages import sanitising as sanitising_pages
from beccaria.reports.queries import releasable
from beccaria.reports.queries.shapes import ReportShown
from beccaria.reports.views.common import may


@performs(Act.REPORT_SANITISE)
def sanitise(request: HttpRequest, report: str) -> HttpResponse:
    """Make a version for an audience: looked at again as often as wanted, made when nothing is left open."""
    by, at = asked(request).actor, asked(request).at
    shown = queries.report(report, by=by)
    confirm_purpose(request, shown.line.marking)
    show(request, f"report:{report}")
    data = request.POST if request.method == "POST" else None
    given = typed(data, shown, audience=request.GET.get("audience", Audience.POLICE), title=_title(shown))
    problem = ""
    if data is not None and data.get("do") == "make":
        try:
            actions.sanitise(
                report_id=report,
                audience=given.audience,
                texts={item: text for item, text in given.texts.items() if item in given.told},
                title=given.title,
                answers=given.answers,
                revision=int(data["revision"]) if data.get("revision", "").isdigit() else None,
                by=by,
                at=at,
            )
        except actions.Flagged as said:
            problem = _(
                "%(count)d places may give the source away: change the words, or say why they stay."
            ) % {"count": len(said.flags)}
        except (BadInput, Cannot) as said:
            problem = in_words(said)
        else:
            return done(
                request,
                "reports:desk",
                _("The version is made. The head of intelligence releases it."),
                report=report,
            )
    page = sanitising_pages.sanitise_page(
        shown,
        given,
        flags={
            "": queries.flags_in(given.title, report_id=report, by=by),
            **{item: queries.flags_in(text, report_id=report, by=by) for item, text in given.texts.items()},
        },
        compared={one.id: compare(one.text, given.texts[one.id]) for one in shown.items},
    )
    return answer(request, "reports/sanitise.html", wrong=bool(problem), page=page, problem=problem)


def _title(shown: ReportShown) -> str:
    return _("Learned in a prison, %(month)s") % {"month": moments.month(shown.line.happened_at)}


@performs(Act.VERSION_READ)
@require_GET
def version(request: HttpRequest, report: str, version: str) -> HttpResponse:
    """One version of a report, for the unit."""
    shown = queries.report(report, by=asked(request).actor)
    found = next((one for one in shown.versions if one.id == version), None)
    if found is None:
        raise Http404
    confirm_purpose(request, shown.line.marking)
    show(request, f"report:{report}", f"version:{version}")
    return answer(request, "reports/version.html", page=sanitising_pages.version_page(shown, found))


@performs(Act.REPORT_DISSEMINATE)
def disseminate(request: HttpRequest, report: str) -> HttpResponse:
    """Give a version to an organisation, on the ground of an agreement."""
    if request.method != "POST":
        return _disseminate(request, report)
    by, at, form = asked(request).actor, asked(request).at, ReleaseForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.disseminate(
                report_id=report,
                version_id=given["version"],
                organisation=given["organisation"],
                conditions=given["conditions"],
                originator_agreed=given["originator_agreed"],
                revision=given["revision"],
                by=by,
                at=at,
            )
        except (BadInput, Cannot) as said:
            form.add_error(None, in_words(said))
        else:
            return done(
                request,
                "reports:disseminate",
                _("It is released, and the recipient can read it."),
                report=report,
            )
    return _disseminate(request, report, form=form)


def _disseminate(
    request: HttpRequest,
    report: str,
    *,
    form: ReleaseForm | None = None,
    recall: Mapping[str, Any] | None = None,
) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    shown = queries.report(report, by=by)
    confirm_purpose(request, shown.line.marking)
    show(request, f"report:{report}", *(f"version:{one.id}" for one in shown.versions))
    page = pages.disseminate_page(
        shown,
        allowed=[
            pages.Allowed(one.organisation, one.name, one.audience, one.agreement)
            for one in queries.recipients(by=by, at=at)
        ],
        refused=may(Act.REPORT_DISSEMINATE, by, shown.line, mine=shown.is_mine),
        mine=releasable.made_by_me(report, by=by),
        me=by.user,
        recall=may(Act.REPORT_RECALL, by, shown.line, mine=shown.is_mine),
        now=at,
    )
    return answer(
        request,
        "reports/disseminate.html",
        wrong=form is not None or recall is not None,
        page=page,
        form=form or ReleaseForm(initial={"revision": shown.revision}),
        recall=RecallForm(auto_id="recall_%s"),
        wrong_recall=recall,
    )


@performs(Act.REPORT_RECALL)
@require_POST
def recall(request: HttpRequest, report: str, given: str) -> HttpResponse:
    """Take a version back, with a reason that the recipient is told."""
    by, at, form = asked(request).actor, asked(request).at, RecallForm(request.POST, auto_id="recall_%s")
    if form.is_valid():
        try:
            actions.recall(dissemination_id=given, reason=form.cleaned_data["reason"], by=by, at=at)
        except (BadInput, Cannot) as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "reports:disseminate", _("It is taken back."), report=report)
    return _disseminate(request, report, recall={"form": form})


@performs(Act.VERSION_READ)
@require_GET
def received(request: HttpRequest) -> HttpResponse:
    """What was given to one's organisation."""
    by, at = asked(request).actor, asked(request).at
    found = queries.received(by=by, cursor=request.GET.get("after"))
    show(request, *(f"version:{one.version_id}" for one in found.items))
    following = f"{reverse('reports:received')}?{urlencode({'after': found.next})}" if found.next else ""
    return answer(
        request, "reports/received.html", page=pages.received_page(found.items, next_href=following, now=at)
    )


@performs(Act.VERSION_READ)
@require_GET
def received_one(request: HttpRequest, given: str) -> HttpResponse:
    """One thing given to one's organisation."""
    return _received(request, given, RecipientForm())


@performs(Act.VERSION_ANSWER)
@require_POST
def answer_received(request: HttpRequest, given: str) -> HttpResponse:
    """Say what it was worth."""
    form = RecipientForm(request.POST)
    if not form.is_valid():
        return _received(request, given, form, wrong=True)
    words = form.cleaned_data["words"]
    actions.answer_version(
        dissemination_id=given, feedback=words, by=asked(request).actor, at=asked(request).at
    )
    return done(request, "reports:received_one", _("Thank you. The unit will read it."), given=given)


def _received(request: HttpRequest, given: str, form: RecipientForm, *, wrong: bool = False) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    found = queries.received_one(given, by=by)
    show(request, f"version:{found.version_id}")
    page = pages.received_one(found, now=at)
    return answer(request, "reports/received_one.html", wrong=wrong, page=page, form=form)
