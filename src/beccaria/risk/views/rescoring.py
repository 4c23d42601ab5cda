"""The pages on which a newer version of an instrument is tried, watched, and answered by somebody else."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, performs, show, tried
from beccaria.core.acts import Act
from beccaria.people import api as people
from beccaria.risk import actions
from beccaria.risk.forms.reviewing import AnswerRescoringForm, AskRescoringForm
from beccaria.risk.models import Stage
from beccaria.risk.pages import rescoring as pages
from beccaria.risk.queries import rescorings as queries
from beccaria.risk.views.common import done


@performs(Act.RESCORING_SEE)
@require_GET
def rescorings(request: HttpRequest) -> HttpResponse:
    """The proposals of the reader's prison."""
    found = queries.proposals(by=asked(request).actor)
    show(request, *(f"rescoring:{one.id}" for one in found))
    page = pages.rescorings_page(found, by=asked(request).actor)
    return answer(request, "risk/rescorings.html", page=page)


@performs(Act.RESCORING_ASK)
def ask_rescoring(request: HttpRequest) -> HttpResponse:
    """Ask for a newer version to be tried."""
    by, at = asked(request).actor, asked(request).at
    offered = [
        (one.id, _("%(title)s, version %(version)s") % {"title": one.title, "version": one.version})
        for one in queries.to_rescore(by=by)
    ]
    posted = request.method == "POST"
    form = AskRescoringForm(request.POST if posted else None, instruments=offered)
    made: list[str] = []
    if posted and tried(form, lambda: made.append(_ask(request, form))):
        return done(request, "rescoring", _("It is being worked out. Nothing changes by it."), made[0])
    return answer(request, "risk/rescoring_new.html", wrong=posted, form=form, offered=bool(offered), at=at)


@performs(Act.RESCORING_SEE)
@require_GET
def rescoring(request: HttpRequest, rescoring: str) -> HttpResponse:
    """One proposal: how far it is, and what it would change."""
    return _show(request, rescoring, AnswerRescoringForm())


@performs(Act.RESCORING_SEE, poll=True)
@require_GET
def rescoring_progress(request: HttpRequest, rescoring: str) -> HttpResponse:
    """How far it is, asked for again and again; the whole page when it is done."""
    found = queries.proposal(rescoring, by=asked(request).actor)
    if found.stage is not Stage.COMPUTING:
        gone = HttpResponse(status=204)
        gone["HX-Refresh"] = "true"
        return gone
    page = {"share": found.share, "poll": request.path}
    return answer(request, "risk/rescoring_progress.html", page=page)


@performs(Act.INSTRUMENT_APPROVE)
@require_POST
def answer_rescoring(request: HttpRequest, rescoring: str) -> HttpResponse:
    """Approve it or reject it."""
    by, at = asked(request).actor, asked(request).at
    agrees = request.POST.get("answer") == "approve"
    form = AnswerRescoringForm(request.POST)
    if not tried(
        form,
        lambda: actions.answer_rescoring(
            rescoring, agrees=agrees, why=form.cleaned_data["why"], by=by, at=at
        ),
    ):
        return _show(request, rescoring, form)
    said = _("Approved. Where the band differs, a review falls due.") if agrees else _("Rejected.")
    return done(request, "rescoring", said, rescoring)


def _ask(request: HttpRequest, form: AskRescoringForm) -> str:
    given, by, at = form.cleaned_data, asked(request).actor, asked(request).at
    return actions.ask_rescoring(given["instrument"], why=given["why"], by=by, at=at)


def _show(request: HttpRequest, rescoring: str, form: AnswerRescoringForm) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    found = queries.report(rescoring, by=by, cursor=request.GET.get("after"))
    persons = people.named({row.person for row in found.moved.items}, by=by)
    show(request, f"rescoring:{rescoring}", *(f"person:{person}" for person in persons))
    page = pages.rescoring_page(found, persons, by=by, at=at)
    return answer(request, "risk/rescoring.html", wrong=form.is_bound, page=page, form=form)
