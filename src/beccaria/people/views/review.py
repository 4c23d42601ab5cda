"""The pages on which a human says whether two records are one person: the queue, one pair, and taking back."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from beccaria.access.api import Asked, confirm_purpose, performs, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.judging import Verdict
from beccaria.core.refusal import BadInput, Cannot
from beccaria.lib.spoken import in_words
from beccaria.people import actions, queries
from beccaria.people.forms import QueueForm
from beccaria.people.pages.queue import queue_page
from beccaria.people.pages.review import LastJudged, counted, last_judged, pair_page, queue_href
from beccaria.people.queries.reviewing import ACROSS, AT_MOST
from beccaria.places import api as places

_ASKED = ("site", "prompt", "certainty", "order", "aside")


@performs(Act.PERSON_REVIEW)
def review(request: HttpRequest) -> HttpResponse:
    """The pairs that wait for a human."""
    asked = cast("Asked", request)
    form = QueueForm(request.GET, sites=_sites(asked.actor))
    wanted = form.wanted()
    rows, following = queries.waiting(wanted, by=asked.actor, after=request.GET.get("after", ""))
    persons = queries.named((key for row in rows for key in (row.left, row.right)), by=asked.actor)
    if persons:
        confirm_purpose(request, *(one.marking for one in persons.values()))
    show(request, *(f"person:{one}" for one in persons))
    page = queue_page(
        rows,
        persons,
        form=form,
        query=_query(request),
        following=following,
        counter=_counter(wanted, asked),
        last=_last(asked),
        at=asked.at,
    )
    return render(request, "people/review.html", {"page": page})


@performs(Act.PERSON_REVIEW)
def pair(request: HttpRequest, judgement: str) -> HttpResponse:
    """Two records beside each other; one key says what they are, and the next pair comes."""
    asked = cast("Asked", request)
    wanted = QueueForm(request.GET, sites=_sites(asked.actor)).wanted()
    if request.method == "POST":
        return _judge(request, judgement, wanted)
    found = queries.pair(judgement, by=asked.actor)
    shown = [*found.left.records, *found.right.records, *found.left_also, *found.right_also]
    confirm_purpose(request, *(one.marking for one in shown))
    show(request, *dict.fromkeys(f"person:{one.id}" for one in shown))
    neighbours = (
        queries.preceding(wanted, judgement, by=asked.actor),
        queries.following(wanted, judgement, by=asked.actor),
    )
    page = pair_page(
        found,
        neighbours=neighbours,
        query=_query(request),
        counter=_counter(wanted, asked),
        last=_last(asked),
        by=asked.actor,
        at=asked.at,
    )
    return render(request, "people/pair.html", {"page": page})


def _judge(request: HttpRequest, judgement: str, wanted: queries.Wanted) -> HttpResponse:
    asked = cast("Asked", request)
    found = queries.pair(judgement, by=asked.actor)
    chosen = request.POST.get("verdict", "")
    after = queries.following(wanted, judgement, by=asked.actor)
    here = f"{reverse('people:pair', args=[judgement])}?{request.GET.urlencode()}"
    if chosen not in set(Verdict):
        messages.error(request, gettext("Say one of three: one person, not one person, unsure."))
        return redirect(here)
    try:
        actions.judge(
            found.left.line.id,
            found.right.line.id,
            Verdict(chosen),
            why=request.POST.get("why", ""),
            by=asked.actor,
            at=asked.at,
            seen=request.POST.get("seen", ""),
        )
    except (Cannot, BadInput) as wrong:
        messages.error(request, in_words(wrong))
        return redirect(here)
    if not after:
        return redirect(queue_href(_query(request)))
    return redirect(f"{reverse('people:pair', args=[after])}?{request.GET.urlencode()}")


@performs(Act.PERSON_JUDGE)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last judgement back; the pair is there again as it was."""
    asked = cast("Asked", request)
    judgement = request.POST.get("judgement", "")
    try:
        back = actions.undo_judgement(
            judgement, why=gettext("Taken back at once"), by=asked.actor, at=asked.at
        )
    except Cannot as wrong:
        messages.error(request, in_words(wrong))
        return redirect(queue_href(_query(request)))
    messages.success(request, gettext("Taken back: what was held of the two before holds again."))
    return redirect(f"{reverse('people:pair', args=[back or judgement])}?{request.GET.urlencode()}")


def _query(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in _ASKED if request.GET.get(name)}


def _counter(wanted: queries.Wanted, asked: Asked) -> str:
    waits = queries.how_many_wait(wanted, by=asked.actor)
    words = gettext("more than %(count)s") % {"count": AT_MOST} if waits >= AT_MOST else str(waits)
    return counted(queries.pace(by=asked.actor, at=asked.at), words)


def _last(asked: Asked) -> LastJudged | None:
    row = queries.last_judged(by=asked.actor, at=asked.at)
    return last_judged(row, queries.named((row.left, row.right), by=asked.actor) if row else {})


def _sites(actor: Actor) -> list[tuple[str, str]]:
    """The establishments of the actor, and what lies across them for who works everywhere."""
    mine = [(one.code, one.name) for one in places.establishments(by=actor) if _is_his(actor, one.code)]
    return [*mine, *([(ACROSS, gettext("Across establishments"))] if actor.everywhere else [])]


def _is_his(actor: Actor, code: str) -> bool:
    return actor.everywhere or code in actor.sites
