"""The pages of people: find somebody, read about him, write down something new."""

from typing import cast

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from beccaria.access.api import (
    SEARCHES,
    SUGGESTIONS,
    Asked,
    Limit,
    confirm_purpose,
    performs,
    refusal,
    show,
    take,
)
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.ids import PersonId
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, TooFast
from beccaria.lib.paging import Page
from beccaria.lib.spoken import in_words
from beccaria.people import actions, queries
from beccaria.people.forms import AddForm, DayForm, FindForm, MoveForm, SaidForm, typed_from
from beccaria.people.pages.finding import find_page, offered
from beccaria.people.pages.person import person_page
from beccaria.people.pages.records import Known, known_on, records_page
from beccaria.people.showing import person_lines, strip
from beccaria.places import api as places


def _no_haste(limit: Limit, asked: Asked) -> None:
    if not take(limit, asked.actor.user, at=asked.at):
        raise TooFast("That was a lot of searching in one minute: wait a little, then go on.")


@performs(Act.PERSON_SEARCH)
def search(request: HttpRequest) -> HttpResponse:
    """Persons by name or number."""
    asked = cast("Asked", request)
    form = FindForm(request.GET or None)
    typed = form.cleaned_data if form.is_valid() else {}
    term, role = typed.get("q", ""), typed.get("role", "")
    found: Page[queries.PersonShown] = Page((), None)
    if term:
        _no_haste(SEARCHES, asked)
        found = queries.search(
            term, by=asked.actor, cursor=request.GET.get("cursor"), roles=(role,) if role else ()
        )
    show(request, *(f"person:{record.id}" for one in found.items for record in (one, *one.also)))
    page = find_page(found, form=form, term=term, role=role, by=asked.actor, at=asked.at)
    return render(request, "people/search.html", {"page": page})


@performs(Act.PERSON_SEARCH)
def suggest(request: HttpRequest) -> HttpResponse:
    """Persons for a field that offers while one types: as JSON, or as a piece of a page when htmx asks."""
    asked = cast("Asked", request)
    _no_haste(SUGGESTIONS, asked)
    role = request.GET.get("role", "")
    found = queries.suggest(request.GET.get("q", ""), by=asked.actor, roles=(role,) if role else ())
    show(request, *(f"person:{record.id}" for one in found for record in (one, *one.also)))
    if "HX-Request" in request.headers:
        lines = person_lines(found, by=asked.actor, at=asked.at)
        return render(request, "people/suggest.html", {"lines": lines})
    return JsonResponse(offered(found, by=asked.actor, at=asked.at))


@performs(Act.PERSON_READ)
def person(request: HttpRequest, person: str) -> HttpResponse:
    """One person."""
    asked = cast("Asked", request)
    one = queries.person(person, by=asked.actor)
    confirm_purpose(request, *(record.marking for record in one.records))
    taken_for = queries.taken_for(one.line, by=asked.actor)
    show(request, *_shown(one), *(f"person:{other.id}" for other in taken_for))
    page = person_page(one, taken_for, by=asked.actor, at=asked.at)
    return render(request, "people/person.html", {"page": page})


@performs(Act.PERSON_READ)
def records(request: HttpRequest, person: str) -> HttpResponse:
    """What was asserted of a person and where he was held, as dated rows; what we knew on a day."""
    asked = cast("Asked", request)
    one = queries.person(person, by=asked.actor)
    confirm_purpose(request, *(record.marking for record in one.records))
    show(request, *_shown(one))
    form = DayForm(request.GET if "day" in request.GET else None)
    known = _known(one, form, asked) if form.is_valid() else None
    judged = queries.judged_of([record.id for record in one.records], by=asked.actor)
    others = queries.named((key for row in judged for key in (row.left, row.right)), by=asked.actor)
    show(request, *(f"person:{key}" for key in others if key not in {record.id for record in one.records}))
    page = records_page(one, judged, others, form=form, known=known, by=asked.actor, at=asked.at)
    return render(request, "people/records.html", {"page": page})


def _known(one: queries.PersonRead, form: DayForm, asked: Asked) -> Known:
    moment = form.moment()
    held = queries.custody_on(one.line.id, on=moment, known_at=moment, by=asked.actor)
    identities = queries.identities_on(one.line.id, known_at=moment, by=asked.actor)
    return known_on(moment, held, identities, records=one.records, by=asked.actor)


def _shown(one: queries.PersonRead) -> list[str]:
    """Every record of a person, for the ledger."""
    return [f"person:{record.id}" for record in one.records]


@performs(Act.PERSON_ADD)
def new(request: HttpRequest) -> HttpResponse:
    """Add a person, after a look at who has that name already."""
    asked = cast("Asked", request)
    form = AddForm(request.POST or None, sites=_sites(asked.actor))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_person(
                form.said(), site=form.cleaned_data["site"], by=asked.actor, at=asked.at
            )
        except BadInput as wrong:
            form.add_error(None, in_words(wrong))
        else:
            return redirect("people:person", person=made)
    context = {"form": form, "title": gettext("Add a person"), "line": None, "handling": strip(0)}
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


@performs(Act.PERSON_CHANGE)
def change(request: HttpRequest, person: str, identity: str) -> HttpResponse:
    """Change a record: the old one is kept with its end, the new one says who asserted it."""
    asked = cast("Asked", request)
    one = queries.person(person, by=asked.actor)
    old = next((record for record in one.now if record.id == identity), None)
    if old is None:
        raise Http404
    show(request, *_shown(one))
    form = SaidForm(request.POST or None, initial=typed_from(old))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.said(languages=old.languages)
            actions.change_identity(old.id, said, by=asked.actor, at=asked.at)
        except BadInput as wrong:
            form.add_error(None, in_words(wrong))
        else:
            return redirect("people:records", person=person)
    return _form(request, one, form, gettext("Change a record"))


@performs(Act.PERSON_CHANGE)
def move(request: HttpRequest, person: str) -> HttpResponse:
    """Write down where a person is held now, inside his establishment, and how."""
    asked = cast("Asked", request)
    one = queries.person(person, by=asked.actor)
    if one.line.site is None:
        raise Http404
    show(request, *_shown(one))
    form = MoveForm(request.POST or None, initial=_typed_place(one.line.held, asked))
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(
                PersonId(one.line.id),
                form.place(one.line.held.establishment if one.line.held else one.line.site),
                since=form.cleaned_data["since"],
                by=asked.actor,
                at=asked.at,
            )
        except BadInput as wrong:
            form.add_error(None, in_words(wrong))
        else:
            return redirect("people:person", person=person)
    return _form(request, one, form, gettext("Change place, status or category"))


def _form(request: HttpRequest, one: queries.PersonRead, form: Form, title: str) -> HttpResponse:
    asked = cast("Asked", request)
    line = person_lines([one.line], by=asked.actor, at=asked.at)[0]
    context = {
        "form": form,
        "title": title,
        "line": line,
        "handling": strip(one.level, one.handling),
    }
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


def _typed_place(held: queries.Held | None, asked: Asked) -> dict[str, object]:
    names = ("wing", "cell", "status", "category", "release_due")
    now = {name: getattr(held, name) for name in names} if held else {}
    return now | {"since": asked.at}


def _sites(actor: Actor) -> list[tuple[str, str]]:
    """The establishments at which the actor may add somebody."""
    return [
        (one.code, one.name)
        for one in places.establishments(by=actor)
        if refusal(Act.PERSON_ADD, actor, Marking(site=one.code)) is None
    ]
