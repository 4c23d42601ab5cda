"""Covers: what a compartment keeps of who must not meet whom, writing one down, ending one; for its keepers alone.

The ledger is told which covers were looked at, never of whom they are: an entry about a person would tell its readers.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.placement import actions
from beccaria.placement.forms.covering import CoverForm
from beccaria.placement.forms.keeping import EndForm
from beccaria.placement.pages import covering as pages
from beccaria.placement.queries import covering as queries


@performs(Act.COVER_READ)
@require_GET
def covers(request: HttpRequest) -> HttpResponse:
    """The covers of one's compartments."""
    return _covers(request)


def _covers(request: HttpRequest, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    found = queries.covers_read(by=by)
    if found:
        confirm_purpose(request, *(one.marking for one in found))
    show(request, *(f"cover:{one.id}" for one in found))
    return answer(
        request,
        "placement/covers.html",
        wrong=bool(wrong),
        page=pages.covers_page(found, compartments=by.compartments, at=at),
        form=wrong.get("form") or CoverForm(compartments=by.compartments),
        end=wrong.get("end") or EndForm(auto_id="end_%s"),
        faulty=next(iter(wrong.values()), None),
    )


@performs(Act.COVER_WRITE)
@require_POST
def cover_new(request: HttpRequest) -> HttpResponse:
    """Write one down."""
    by, at = asked(request).actor, asked(request).at
    form = CoverForm(request.POST, compartments=by.compartments)

    def act() -> str:
        given = form.cleaned_data
        two = [queries.by_number(given[name], by=by).holder for name in ("person", "away_from")]
        return actions.open_cover(form.new(*two), by=by, at=at)

    if tried(form, act):
        words = _("Written down. Within a minute it binds everybody who is recorded as he is.")
        return done(request, "placement:covers", words)
    return _covers(request, form=form)


@performs(Act.COVER_WRITE)
@require_POST
def cover_end(request: HttpRequest, cover: str) -> HttpResponse:
    """It is over."""
    form, by, at = EndForm(request.POST, auto_id="end_%s"), asked(request).actor, asked(request).at
    if tried(form, lambda: actions.end_cover(cover, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:covers", _("Ended."))
    return _covers(request, end=form)
