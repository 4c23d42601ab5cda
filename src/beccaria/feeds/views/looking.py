"""How complete feeds are, near misses, and the register of the privileged."""

import csv

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, may_ever, performs, refusal, show, tried
from beccaria.core.acts import Act
from beccaria.core.feeds import Verdict
from beccaria.engines.privilege import Sort
from beccaria.feeds import queries
from beccaria.feeds.actions import judging
from beccaria.feeds.forms.sending import ClearForm, JudgeForm
from beccaria.feeds.pages import guarding as guarded
from beccaria.feeds.pages import health as pages
from beccaria.feeds.pages.imports import links
from beccaria.lib.moments import day_of
from beccaria.lib.tables_rejects import safe
from beccaria.places import api as places


@performs(Act.FEED_HEALTH)
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Every feed of every prison, and one of them day by day."""
    by, today = asked(request).actor, day_of(asked(request).at)
    found = queries.health(by=by, today=today)
    wanted = (request.GET.get("kind", ""), request.GET.get("site", ""))
    chosen = next((one for one in found if (one.kind, one.site) == wanted), found[0] if found else None)
    names = {place.code: place.name for place in places.establishments(by=by)}
    page = pages.health_page(found, chosen, names, by=by, today=today)
    return answer(request, "feeds/health.html", page=page)


@performs(Act.FEED_HEALTH)
@require_GET
def health_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    found = queries.health(by=asked(request).actor, today=day_of(asked(request).at))
    file = HttpResponse(content_type="text/csv; charset=utf-8")
    file.headers["Content-Disposition"] = 'attachment; filename="feeds.csv"'
    csv.writer(file).writerows([safe(cell) for cell in line] for line in pages.as_rows(found))
    return file


@performs(Act.FEED_JUDGE)
@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """Near misses that wait for a person, or that were judged."""
    by, at, judged = asked(request).actor, asked(request).at, request.GET.get("judged") == "yes"
    found = queries.held(by=by, waiting=not judged)
    show(request, *(f"held:{one.id}" for one in found))
    return answer(request, "feeds/held.html", page=guarded.held_page(found, judged=judged, by=by, now=at))


@performs(Act.FEED_JUDGE)
@require_GET
def one_held(request: HttpRequest, held: str) -> HttpResponse:
    """One near miss."""
    return _one(request, held, JudgeForm())


def _one(request: HttpRequest, held: str, form: JudgeForm) -> HttpResponse:
    by = asked(request).actor
    found = queries.one_held(held, by=by)
    show(request, f"held:{found.id}")
    page = guarded.one_held_page(
        found,
        may_judge=refusal(Act.FEED_JUDGE, by, found.marking) is None,
        may_read=may_ever(Act.PRIVILEGED_READ, by),
    )
    return answer(request, "feeds/one_held.html", wrong=form.is_bound, page=page, form=form)


@performs(Act.FEED_JUDGE)
@require_POST
def judge(request: HttpRequest, held: str) -> HttpResponse:
    """Say what a near miss is."""
    by, at, form = asked(request).actor, asked(request).at, JudgeForm(request.POST)
    queries.one_held(held, by=by)
    if tried(form, lambda: judging.judge(held, Verdict(form.cleaned_data["verdict"]), by=by, at=at)):
        return done(request, "feeds:held", _("Judged. It holds for every feed from now on."))
    return _one(request, held, form)


@performs(Act.FEED_JUDGE)
def clear(request: HttpRequest) -> HttpResponse:
    """Say of what a desk could not write down that it is somebody else's."""
    by, at, form = asked(request).actor, asked(request).at, ClearForm(request.POST or None)
    said = form.data
    if form.is_bound and tried(form, lambda: judging.clear(Sort(said["sort"]), said["value"], by=by, at=at)):
        return done(request, "feeds:held", _("Judged. It can be written down now, at every desk."))
    return answer(request, "feeds/clear.html", wrong=form.is_bound, form=form, links=links(by, "feeds:clear"))


@performs(Act.PRIVILEGED_READ)
@require_GET
def privileged(request: HttpRequest) -> HttpResponse:
    """Whose communication never enters."""
    by = asked(request).actor
    found = queries.register(by=by)
    show(request, "register:privileged")
    return answer(request, "feeds/privileged.html", page=guarded.register_page(found, by=by))
