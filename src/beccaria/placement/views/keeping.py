"""Keeping apart: the piece on a person's page, all of it, one, writing it down, ending it, rules for groups."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show, tried
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib.moments import day_of
from beccaria.networks import api as networks
from beccaria.people import api as people
from beccaria.placement import actions
from beccaria.placement.forms.keeping import DispersalForm, EndForm, GroupApartForm, KeepApartForm
from beccaria.placement.pages import keeping as pages
from beccaria.placement.queries import keeping as queries
from beccaria.placement.queries import rules as rules_read


@performs(Act.KEEP_APART_READ)
@require_GET
def about(request: HttpRequest, person: str) -> HttpResponse:
    """From whom somebody must be kept today, for his page."""
    by, at = asked(request).actor, asked(request).at
    found = queries.of_person(person, by=by, on=day_of(at))
    _shown(request, person, found)
    return answer(request, "placement/kept_about.html", page=pages.about_piece(person, found, by=by, at=at))


@performs(Act.KEEP_APART_READ)
@require_GET
def kept_of(request: HttpRequest, person: str) -> HttpResponse:
    """Everybody from whom somebody is or was kept."""
    by, at = asked(request).actor, asked(request).at
    whom = people.person(person, by=by).line
    confirm_purpose(request, whom.marking)
    found = queries.of_person(person, by=by, on=day_of(at), closed=True)
    _shown(request, person, found)
    return answer(request, "placement/kept_of.html", page=pages.kepts_page(whom, found, by=by, at=at))


def _shown(request: HttpRequest, person: str, found: queries.Kepts) -> None:
    others = {one.other.id for one in found.rows if one.other} | {one.id for one, _level in found.bare}
    show(
        request,
        f"person:{person}",
        *(f"keep_apart:{one.id}" for one in found.rows),
        *(f"person:{one}" for one in sorted(others)),
    )


@performs(Act.KEEP_APART_READ)
@require_GET
def keep_apart(request: HttpRequest, keep_apart: str) -> HttpResponse:
    """One keep-apart."""
    return _one(request, keep_apart, EndForm())


@performs(Act.KEEP_APART_CLOSE)
@require_POST
def close(request: HttpRequest, keep_apart: str) -> HttpResponse:
    """They need not be kept apart any more."""
    form, by, at = EndForm(request.POST), asked(request).actor, asked(request).at
    if tried(form, lambda: actions.close_keep_apart(keep_apart, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:keep_apart", _("Ended."), keep_apart)
    return _one(request, keep_apart, form)


def _one(request: HttpRequest, keep_apart: str, form: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    read = queries.keep_apart(keep_apart, by=by)
    confirm_purpose(request, read.marking)
    show(request, f"keep_apart:{keep_apart}", *(f"person:{one}" for one in _two(read)))
    page = pages.kept_page(read, by=by, at=at)
    return answer(request, "placement/kept.html", wrong=form.is_bound, page=page, form=form)


def _two(read: queries.Kept) -> tuple[str, ...]:
    return (read.person, read.other.id) if read.other else (read.person,)


@performs(Act.KEEP_APART_OPEN)
def new(request: HttpRequest) -> HttpResponse:
    """Write down that somebody must be kept from somebody else."""
    by, at = asked(request).actor, asked(request).at
    person = people.person(request.GET.get("person", "")[:36], by=by).line
    confirm_purpose(request, person.marking)
    show(request, f"person:{person.id}")
    data = request.POST if request.method == "POST" else None
    form = KeepApartForm(data, highest=by.level)
    if data is not None and (made := tried(form, lambda: _open(form, person.id, by=by, request=request))):
        return done(request, "placement:keep_apart", _("Written down. It binds at once."), made)
    return answer(
        request,
        "placement/kept_new.html",
        wrong=data is not None,
        page=pages.new_page(person, by=by, at=at),
        form=form,
        suggest=reverse("people:suggest"),
    )


def _open(form: KeepApartForm, person: str, *, by: Actor, request: HttpRequest) -> str:
    given = form.cleaned_data
    other = people.chosen(given["who"], given["id_of_who"], by=by)
    return actions.open_keep_apart(form.new(person, other), by=by, at=asked(request).at)


@performs(Act.APART_RULES_READ)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Feuds, rivals, and standing decisions about groups."""
    return _rules(request)


def _rules(request: HttpRequest, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    found = rules_read.rules(by=by, at=at)
    groups = {one for rule in found.hostile for one in (rule.one, rule.other)}
    ids = [f"apart_rule:{one.id}" for one in (*found.apart, *found.dispersal)]
    show(request, *ids, *(f"group:{one}" for one in sorted(groups)))
    offered = _groups(by)
    values = {
        "apart": wrong.get("apart") or GroupApartForm(groups=offered, auto_id="apart_%s"),
        "dispersal": wrong.get("dispersal") or DispersalForm(groups=offered, auto_id="dispersal_%s"),
        "end": wrong.get("end") or EndForm(auto_id="end_%s"),
        "faulty": next(iter(wrong.values()), None),
    }
    page = pages.rules_page(found, by=by)
    return answer(request, "placement/rules.html", wrong=bool(wrong), page=page, **values)


def _groups(by: Actor) -> list[tuple[str, str]]:
    return networks.group_names(by=by)


@performs(Act.APART_RULES_SET)
@require_POST
def set_apart(request: HttpRequest) -> HttpResponse:
    """Keep two groups apart."""
    by, at = asked(request).actor, asked(request).at
    form = GroupApartForm(request.POST, groups=_groups(by), auto_id="apart_%s")
    if tried(form, lambda: actions.set_group_apart(form.new(), by=by, at=at)):
        return done(request, "placement:rules", _("Decided. It binds at once."))
    return _rules(request, apart=form)


@performs(Act.APART_RULES_SET)
@require_POST
def set_dispersal(request: HttpRequest) -> HttpResponse:
    """Say how many of a group may live together."""
    by, at = asked(request).actor, asked(request).at
    form = DispersalForm(request.POST, groups=_groups(by), auto_id="dispersal_%s")
    if tried(form, lambda: actions.set_dispersal(form.new(), by=by, at=at)):
        return done(request, "placement:rules", _("Decided. It binds at once."))
    return _rules(request, dispersal=form)


@performs(Act.APART_RULES_SET)
@require_POST
def end_rule(request: HttpRequest, apart_rule: str) -> HttpResponse:
    """A standing decision no longer holds."""
    form, by, at = EndForm(request.POST, auto_id="end_%s"), asked(request).actor, asked(request).at
    if tried(form, lambda: actions.end_rule(apart_rule, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:rules", _("Ended."))
    return _rules(request, end=form)
