"""Rate: one question a page, the range that moves as one answers, the drawer of evidence, the judgement in words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, tried
from beccaria.core.acts import Act
from beccaria.core.assessing import Evidence, State
from beccaria.core.instruments import UNKNOWN, Item
from beccaria.core.refusal import Hidden
from beccaria.risk import actions, queries
from beccaria.risk.forms.assessing import FormulationForm, RateForm
from beccaria.risk.pages import parts
from beccaria.risk.pages import rating as pages
from beccaria.risk.queries import evidence
from beccaria.risk.queries.shapes import Read
from beccaria.risk.views.common import done, looked_at


@performs(Act.ASSESSMENT_WRITE)
def rate(request: HttpRequest, assessment: str, item: str) -> HttpResponse:
    """Answer one question; after that the next one that is open."""
    by, at = asked(request).actor, asked(request).at
    read, one = _question(request, assessment, item)
    if read.state is not State.DRAFT:
        return redirect(parts.assessment_href(assessment))
    posted = request.method == "POST"
    form = RateForm(request.POST if posted else None, item=one, initial=_initial(read, one))
    chosen = request.POST.getlist("cites") if posted else _cites(read, one)
    if posted and tried(form, lambda: actions.rate(assessment, item, form.rating(chosen), by=by, at=at)):
        return redirect(_next(assessment, item, queries.assessment(assessment, by=by)))
    person = looked_at(request, read.person, assessment)
    pieces = evidence.pieces(read.person, by=by, at=at)
    typed = request.GET.get("q", "")
    page = pages.rating_page(
        read,
        one,
        person.name,
        level=str(form["level"].value() or ""),
        pieces=pieces,
        found=evidence.searched(typed, pieces),
        chosen=chosen,
        typed=typed,
        now=at,
    )
    return answer(request, "risk/rate.html", wrong=posted, page=page, form=form)


@performs(Act.ASSESSMENT_WRITE)
@require_GET
def range_now(request: HttpRequest, assessment: str, item: str) -> HttpResponse:
    """What it would come to with the answer that is marked but not kept yet."""
    read, one = _question(request, assessment, item)
    level = request.GET.get("level", UNKNOWN)
    known = {each.name for each in one.levels}
    looked_at(request, read.person, assessment)
    page = pages.range_piece(read, {item: level if level in known else UNKNOWN})
    return answer(request, "risk/range.html", page=page)


@performs(Act.ASSESSMENT_WRITE)
@require_GET
def find_evidence(request: HttpRequest, assessment: str, item: str) -> HttpResponse:
    """The drawer with what answers to the words typed, and what is chosen already."""
    by, at = asked(request).actor, asked(request).at
    read, _one = _question(request, assessment, item)
    looked_at(request, read.person, assessment)
    pieces = evidence.pieces(read.person, by=by, at=at)
    found = evidence.searched(request.GET.get("q", ""), pieces)
    page = pages.evidence_piece(pieces, found, request.GET.getlist("cites"), now=at)
    return answer(request, "risk/evidence.html", page=page)


@performs(Act.ASSESSMENT_WRITE)
def formulation(request: HttpRequest, assessment: str) -> HttpResponse:
    """The judgement in words: kept as often as one likes, and finished once."""
    by, at = asked(request).actor, asked(request).at
    read = _mine(request, assessment)
    if read.state is not State.DRAFT:
        return redirect(parts.assessment_href(assessment))
    posted = request.method == "POST"
    said = read.formulation
    initial = {name: getattr(said, name) for name in FormulationForm.base_fields}
    form = FormulationForm(request.POST if posted else None, initial=initial)
    finishes = request.POST.get("do") == "finish"
    act: Any = actions.finish if finishes else actions.formulate
    if posted and tried(form, lambda: act(assessment, form.formulation(), by=by, at=at)):
        words = _("Finished: others can see it now.") if finishes else _("Kept.")
        return done(request, "assessment" if finishes else "formulation", words, assessment)
    person = looked_at(request, read.person, assessment)
    page = {
        "handling": parts.strip([read]),
        "person": person.name,
        "title": read.title,
        "back": parts.assessment_href(assessment),
        "range": pages.range_piece(read, {}),
        "steps": pages.steps(read),
        "open": len(read.open_items),
        "saved": pages.saved(read),
    }
    return answer(request, "risk/formulation.html", wrong=posted, page=page, form=form)


def _mine(request: HttpRequest, assessment: str) -> Read:
    """One's own assessment: who reads another's finds nothing to rate. Raises Hidden."""
    by = asked(request).actor
    read = queries.assessment(assessment, by=by)
    if read.assessor != by.user or read.by is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return read


def _question(request: HttpRequest, assessment: str, item: str) -> tuple[Read, Item]:
    read = _mine(request, assessment)
    for one in read.by.items if read.by else ():
        if one.id == item:
            return read, one
    raise Hidden("There is no such record, or it is not yours to see.")


def _initial(read: Read, item: Item) -> dict[str, Any]:
    rated = read.ratings.get(item.id)
    if rated is None:
        return {}
    papers = [one.record for one in rated.cited if one.kind is Evidence.DOSSIER]
    return {
        "level": rated.level,
        "because": rated.because,
        "against": rated.against,
        "looked_against": rated.looked_against,
        "dossier": papers[0] if papers else "",
    }


def _cites(read: Read, item: Item) -> list[str]:
    rated = read.ratings.get(item.id)
    return [one.key for one in rated.cited if one.kind is not Evidence.DOSSIER] if rated else []


def _next(assessment: str, item: str, read: Read) -> str:
    """The next question that is open, from here on and then from the start; the words when none is."""
    items = [one.id for one in read.by.items] if read.by else []
    after = items[items.index(item) + 1 :]
    left = [one for one in (*after, *items) if one in read.open_items]
    return (
        reverse("risk:rate", args=[assessment, left[0]])
        if left
        else reverse("risk:formulation", args=[assessment])
    )
