"""The pages on which the owner of a record hears that his person appeared elsewhere, and what Today says of it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from beccaria.access.api import Asked, confirm_purpose, performs, show
from beccaria.core.acts import Act
from beccaria.core.judging import Answer
from beccaria.core.refusal import Cannot
from beccaria.lib.spoken import in_words
from beccaria.people import actions, queries
from beccaria.people.pages.queue import recognitions_page, today_piece

_ON_TODAY = 5


@performs(Act.RECOGNITION_READ)
def recognitions(request: HttpRequest) -> HttpResponse:
    """Who of the actor's was recognised where he may not look."""
    asked = cast("Asked", request)
    answered = bool(request.GET.get("answered"))
    found = queries.recognitions(by=asked.actor, answered=answered)
    if found:
        confirm_purpose(request, *(one.marking for one in found))
    show(request, *(f"recognition:{one.id}" for one in found))
    page = recognitions_page(found, answered=answered, by=asked.actor, at=asked.at)
    return render(request, "people/recognitions.html", {"page": page})


@performs(Act.RECOGNITION_ANSWER)
@require_POST
def answer(request: HttpRequest, recognition: str) -> HttpResponse:
    """Say what was done."""
    asked = cast("Asked", request)
    # First of all: what is wrong with an answer is said only to who may see what it answers.
    recognition = queries.the_recognition(recognition, by=asked.actor)
    chosen = request.POST.get("answer", "")
    if chosen not in set(Answer):
        messages.error(request, gettext("Choose one of the answers."))
        return redirect("people:recognitions")
    try:
        actions.answer_recognition(recognition, Answer(chosen), by=asked.actor, at=asked.at)
    except Cannot as wrong:
        messages.error(request, in_words(wrong))
    else:
        messages.success(request, gettext("Your answer is kept."))
    return redirect("people:recognitions")


@performs(Act.RECOGNITION_READ)
def today(request: HttpRequest) -> HttpResponse:
    """What waits for who decides who is who, for the first page of the day."""
    asked = cast("Asked", request)
    found = [
        one
        for one in queries.recognitions(by=asked.actor, at_most=_ON_TODAY)
        if one.marking.level < 3  # noqa: PLR2004  SECRET is shown on its own page, after saying what for
    ]
    show(request, *(f"recognition:{one.id}" for one in found))
    waiting = queries.how_many_wait(queries.Wanted(), by=asked.actor)
    said = f"{waiting}+" if waiting >= queries.AT_MOST else str(waiting)
    return render(request, "people/today.html", {"page": today_piece(found, said, at=asked.at)})
