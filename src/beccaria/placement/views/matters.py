"""What matters for where somebody lives: the piece on his page, all of it, writing it down, and that it is over."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.circumstances import Circumstance
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.placement.actions import waiting
from beccaria.placement.forms.matters import HearingForm, HomeForm, NeedForm, WaitingForm
from beccaria.placement.pages import matters as pages
from beccaria.placement.queries import weighed

_FORMS: Final[dict[Circumstance, Callable[..., Any]]] = {
    Circumstance.HOME: HomeForm,
    Circumstance.NEED: NeedForm,
    Circumstance.HEARING: HearingForm,
    Circumstance.WAITING: WaitingForm,
}


@performs(Act.CIRCUMSTANCE_READ)
@require_GET
def about(request: HttpRequest, person: str) -> HttpResponse:
    """What matters for where somebody lives, for his page."""
    return answer(request, "placement/matters_about.html", page=_page(request, person))


@performs(Act.CIRCUMSTANCE_READ)
@require_GET
def matters(request: HttpRequest, person: str) -> HttpResponse:
    """All of it, with the forms."""
    return _matters(request, person)


def _page(request: HttpRequest, person: str) -> pages.MattersPage:
    by, at = asked(request).actor, asked(request).at
    whom = people.person(person, by=by).line
    confirm_purpose(request, whom.marking)
    show(request, f"person:{person}")
    known, reach = weighed.of_one(whom.id, set(weighed.sites_of_wings(by=by).values()), by=by, at=at)
    return pages.matters_page(whom, known, reach, by=by, at=at)


def _matters(
    request: HttpRequest, person: str, kind: Circumstance | None = None, wrong: forms.Form | None = None
) -> HttpResponse:
    blank = {one: form(auto_id=f"{one.value}_%s") for one, form in _FORMS.items()}
    given = {one.value: wrong if wrong is not None and one is kind else form for one, form in blank.items()}
    page = _page(request, person)
    return answer(
        request, "placement/matters.html", wrong=wrong is not None, page=page, forms=given, faulty=wrong
    )


def _write(request: HttpRequest, person: str, kind: Circumstance, act: Callable[..., str]) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    form = _FORMS[kind](request.POST, auto_id=f"{kind.value}_%s")
    if tried(form, lambda: act(form.new(person), by=by, at=at)):
        return done(request, "placement:matters", _("Written down."), person)
    return _matters(request, person, kind, form)


@performs(Act.CIRCUMSTANCE_WRITE)
@require_POST
def home_new(request: HttpRequest, person: str) -> HttpResponse:
    """Write down who keeps his family tie, and where."""
    return _write(request, person, Circumstance.HOME, people.write_home)


@performs(Act.CIRCUMSTANCE_WRITE)
@require_POST
def need_new(request: HttpRequest, person: str) -> HttpResponse:
    """Write down what he needs where he lives."""
    return _write(request, person, Circumstance.NEED, people.write_need)


@performs(Act.CIRCUMSTANCE_WRITE)
@require_POST
def hearing_new(request: HttpRequest, person: str) -> HttpResponse:
    """Write down a hearing."""
    return _write(request, person, Circumstance.HEARING, events.write_hearing)


@performs(Act.CIRCUMSTANCE_WRITE)
@require_POST
def waiting_new(request: HttpRequest, person: str) -> HttpResponse:
    """Put him on a waiting list."""
    return _write(request, person, Circumstance.WAITING, waiting.write_waiting)


def _over(request: HttpRequest, row: str, act: Callable[..., str]) -> HttpResponse:
    person = act(row, by=asked(request).actor, at=asked(request).at)
    return done(request, "placement:matters", _("Ended."), person)


@performs(Act.CIRCUMSTANCE_WRITE)
@require_POST
def home_end(request: HttpRequest, home: str) -> HttpResponse:
    """Who keeps the tie lives there no longer, or keeps it no longer."""
    return _over(request, home, people.end_home)


@performs(Act.CIRCUMSTANCE_WRITE)
@require_POST
def need_end(request: HttpRequest, need: str) -> HttpResponse:
    """He needs it no longer."""
    return _over(request, need, people.end_need)


@performs(Act.CIRCUMSTANCE_WRITE)
@require_POST
def hearing_end(request: HttpRequest, hearing: str) -> HttpResponse:
    """The hearing is called off."""
    return _over(request, hearing, events.call_off_hearing)


@performs(Act.CIRCUMSTANCE_WRITE)
@require_POST
def waiting_end(request: HttpRequest, waits: str) -> HttpResponse:
    """He waits no longer."""
    return _over(request, waits, waiting.end_waiting)
