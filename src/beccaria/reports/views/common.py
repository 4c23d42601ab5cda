"""What every view of this app does: say who asks, name people, redirect with a word of thanks."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse

from beccaria.access.api import names_of, refusal, tried
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.links import Pole
from beccaria.core.markings import Marking
from beccaria.reports.pages.observation import Named
from beccaria.reports.queries import records
from beccaria.reports.queries.shapes import MoveShown, ObservationLine, ReportLine

# Reporters look at their own under no name: a look a minute after an observation would tell whose it is (rule 12).
A_REPORTER = "a reporter"


def names(moves: Iterable[MoveShown]) -> dict[str, str]:
    """The names of the unit's people in a history; pseudonyms are not users and stay what they are."""
    return names_of({move.who for move in moves})


def may(act: Act, actor: Actor, line: ObservationLine | ReportLine, *, mine: bool) -> str | None:
    """Why the actor may not do this to a paper, or None: for the reason beside a disabled button."""
    marking = Marking(
        site=line.site,
        level=Level(line.level),
        handling=line.handling.codes,
        author=actor.user if mine else None,
    )
    return refusal(act, actor, marking)


def named(references: Iterable[str], *, by: Actor) -> dict[str, Named]:
    """Records by their names, as pages show them."""
    return {
        reference: Named(reference, one.name, one.detail, _address(one))
        for reference, one in records.named(references, by=by).items()
    }


def _address(one: records.Record) -> str:
    """Where a record has its page, if it has one."""
    try:
        if one.kind is Pole.PERSON:
            return reverse("people:person", kwargs={"person": one.id})
        if one.kind is Pole.PLACE:
            return reverse("places:establishment", kwargs={"code": one.id})
    except NoReverseMatch:
        return ""
    return ""


def posted(request: HttpRequest) -> QueryDict | None:
    """What was typed, or None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.Form, act: Callable[[dict[str, Any]], None]) -> bool:
    """Do it with what was typed; what is wrong is said at the form."""
    return bool(tried(form, lambda: act(form.cleaned_data)))
