"""Scorecards: those of a group as a piece of its page, one of them, and the form that makes one."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from beccaria.access.api import Asked, performs, show
from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Refused
from beccaria.lib.spoken import in_words
from beccaria.networks import actions, queries
from beccaria.networks.forms.scoring import ScoreForm
from beccaria.networks.pages import scorecards as pages
from beccaria.networks.pages.scorecards_due import ON_TODAY, due_page
from beccaria.networks.pages.words import CLEARED
from beccaria.networks.queries import instruments

_WRONG = 422


@performs(Act.SCORECARD_READ)
@require_GET
def group_scorecards(request: HttpRequest, group: str) -> HttpResponse:
    """What was scored of a group, for its page."""
    asked = cast("Asked", request)
    found = queries.scorecards_of(group, by=asked.actor)
    used = dict.fromkeys(card.instrument for card in found.cards if not card.imported and card.by)
    compared = {name: queries.compared(name, by=asked.actor) for name in used}
    show(request, f"group:{group}", *(f"scorecard:{card.id}" for card in found.cards))
    page = pages.scorecards_piece(found, compared, by=asked.actor, now=asked.at)
    return render(request, "networks/scorecards.html", {"page": page})


@performs(Act.SCORECARD_READ)
@require_GET
def scorecard(request: HttpRequest, scorecard: str) -> HttpResponse:
    """One scorecard with its reasons."""
    asked = cast("Asked", request)
    group, card = queries.scorecard(scorecard, by=asked.actor)
    show(request, f"group:{group.id}", f"scorecard:{card.id}")
    page = pages.scorecard_page(group, card, now=asked.at)
    return render(request, "networks/scorecard.html", {"page": page})


@performs(Act.SCORECARD_SCORE)
def score(request: HttpRequest, group: str, instrument: str) -> HttpResponse:
    """Score a group: what was typed stays until it is sent without a fault."""
    asked = cast("Asked", request)
    by, at = asked.actor, asked.at
    found = queries.scorecards_of(group, by=by).group
    one = instruments.newest(instrument)
    if not instruments.may_use(one, by):
        raise Refused("This instrument is for %(choices)s.", choices=", ".join(one.users))
    levels = [(int(level), CLEARED[level]) for level in Level if found.level <= level <= by.level]
    data = request.POST if request.method == "POST" else None
    form = ScoreForm(data, instrument=one, levels=levels)
    if data is not None and form.is_valid():
        try:
            made = actions.score_group(group, form.scorecard(), by=by, at=at)
        except BadInput as said:
            form.add_error(None, in_words(said))
        else:
            return redirect(reverse("networks:scorecard", args=[made]))
    show(request, f"group:{group}")
    page = {
        "handling": pages.strip([found], []),
        "group": found.name,
        "back": pages.group_href(group),
        "title": one.title,
        "purpose": one.purpose,
        "training": one.training,
    }
    return render(
        request,
        "networks/score.html",
        {"page": page, "form": form},
        status=_WRONG if data is not None else 200,
    )


@performs(Act.SCORECARD_SCORE, poll=True)
@require_GET
def scorecards_today(request: HttpRequest) -> HttpResponse:
    """What is to be scored, on Today."""
    return _due(request, whole=False)


@performs(Act.SCORECARD_SCORE)
@require_GET
def scorecards_due(request: HttpRequest) -> HttpResponse:
    """Everything that is to be scored, the oldest first."""
    return _due(request, whole=True)


def _due(request: HttpRequest, *, whole: bool) -> HttpResponse:
    asked = cast("Asked", request)
    found = queries.scorecards_due(by=asked.actor, at=asked.at)
    show(request, *(f"group:{one.group}" for one in (found if whole else found[:ON_TODAY])))
    page = due_page(found, whole=whole, now=asked.at)
    return render(request, "networks/scorecards_due.html", {"page": page})
