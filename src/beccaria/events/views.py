"""The pages of events: what happened to somebody or in a place, with whom, one incident, and writing one down."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from beccaria.access.api import Asked, may_ever, performs, refusal, show
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.persons import Role
from beccaria.core.refusal import BadInput, Hidden
from beccaria.events import actions, queries
from beccaria.events.forms import FindForm, IncidentForm, PeriodForm
from beccaria.events.pages import company, history
from beccaria.lib.parts import Link
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.places import api as places


def _chosen(request: HttpRequest) -> frozenset[queries.Lane]:
    named = set(request.GET.getlist("lane"))
    return frozenset(lane for lane in queries.Lane if lane in named) or frozenset(queries.Lane)


def _period(request: HttpRequest) -> tuple[PeriodForm, queries.Period, dict[str, str]]:
    form = PeriodForm(request.GET)
    typed = form.cleaned_data if form.is_valid() else {}
    period = queries.Period(since=typed.get("since"), until=typed.get("until"))
    return form, period, {name: request.GET.get(name, "") for name in ("since", "until", "wing")}


def person_line(person: str, asked: Asked) -> people.PersonShown:
    """The person, if the reader may see him. Raises Hidden."""
    found = people.lines([person], by=asked.actor)
    if not found:
        raise Hidden("There is no such person, or he is not yours to see.")
    return found[0]


@performs(Act.EVENT_READ)
def timeline(request: HttpRequest, person: str) -> HttpResponse:
    """What happened to a person; asked for by htmx, the piece of his page."""
    asked = cast("Asked", request)
    one, (form, period, query), lanes = person_line(person, asked), _period(request), _chosen(request)
    told = queries.timeline(
        person, by=asked.actor, lanes=lanes, period=period, cursor=request.GET.get("cursor")
    )
    show(request, f"person:{one.id}", *(f"event:{each.id}" for each in told.happenings))
    here = reverse("events:timeline", args=[one.id])
    title = gettext("What happened")
    names = history.names_for(told.happenings, by=asked.actor, at=asked.at)
    page = history.HistoryPage(
        title=title,
        lead="",
        line=people.person_lines([one], by=asked.actor, at=asked.at)[0],
        tabs=people.person_tabs(one.id, by=asked.actor),
        here=here,
        back=Link(gettext("People"), reverse("people:search")),
        handling=people.strip(max([one.level, *(each.level for each in told.happenings)]), one.handling),
        timeline=history.timeline(
            told, names=names, about=one.id, chosen=lanes, base=here, query=query, title=title
        ),
        form=form,
        lanes=tuple(lanes) if len(lanes) < len(queries.Lane) else (),
        add=_additions_to(one, asked.actor),
    )
    return render(request, "events/history.html", {"page": page})


@performs(Act.EVENT_READ)
def at_place(request: HttpRequest, code: str) -> HttpResponse:
    """What happened in an establishment the reader has a duty at."""
    asked = cast("Asked", request)
    place = places.establishment(code, by=asked.actor)
    if refusal(Act.EVENT_READ, asked.actor, Marking(site=place.code)):
        raise Hidden("What happens there is not yours to see.")
    (form, period, query), lanes = _period(request), _chosen(request)
    told = queries.at_place(
        place.code,
        by=asked.actor,
        wing=query["wing"],
        lanes=lanes,
        period=period,
        cursor=request.GET.get("cursor"),
    )
    show(request, f"place:{place.code}", *(f"event:{each.id}" for each in told.happenings))
    here = reverse("events:at_place", args=[place.code])
    names = history.names_for(told.happenings, by=asked.actor, at=asked.at)
    page = history.HistoryPage(
        title=gettext("What happened at %(place)s") % {"place": place.name},
        lead=gettext("Wing %(wing)s") % {"wing": query["wing"]} if query["wing"] else "",
        line=None,
        tabs=(),
        here=here,
        back=Link(place.name, reverse("places:show", args=[place.code])),
        handling=people.strip(max([0, *(each.level for each in told.happenings)])),
        timeline=history.timeline(
            told, names=names, about=None, chosen=lanes, base=here, query=query, title=place.name
        ),
        form=form,
        lanes=tuple(lanes) if len(lanes) < len(queries.Lane) else (),
        add=_additions(asked.actor, place.code),
    )
    return render(request, "events/history.html", {"page": page})


def _additions_to(one: people.PersonShown, actor: Actor) -> tuple[Link, ...]:
    """What can be written down about a prisoner and somebody outside, by who may where he is held."""
    site = one.held.establishment if one.held else one.site
    if one.role != Role.PRISONER or refusal(Act.EVENT_ADD, actor, Marking(site=site)):
        return ()
    offered = {
        "visits": gettext("Add a visit"),
        "payments": gettext("Add a payment"),
        "calls": gettext("Add a number he asks for"),
    }
    return tuple(
        Link(text, reverse("events:new_outside", args=[one.id, kind])) for kind, text in offered.items()
    )


def _additions(actor: Actor, site: str) -> tuple[Link, ...]:
    if refusal(Act.EVENT_ADD, actor, Marking(site=site)):
        return ()
    return (
        Link(gettext("Add an incident"), f"{reverse('events:new_incident')}?site={site}"),
        Link(gettext("Add a find"), f"{reverse('events:new_find')}?site={site}"),
    )


@performs(Act.EVENT_READ)
def with_whom(request: HttpRequest, person: str) -> HttpResponse:
    """With whom a person shared events; asked for by htmx, the piece of his page."""
    asked = cast("Asked", request)
    one = person_line(person, asked)
    shared = queries.with_whom(person, by=asked.actor)
    show(request, f"person:{one.id}", *{f"person:{each.other.id}" for each in shared})
    page = company.company_page(one, shared, by=asked.actor, at=asked.at)
    return render(request, "events/company.html", {"page": page})


@performs(Act.EVENT_READ)
def incident(request: HttpRequest, incident: str) -> HttpResponse:
    """One incident with everybody's part."""
    asked = cast("Asked", request)
    one = queries.incident(incident, by=asked.actor)
    show(request, f"event:{one.happening.id}", *{f"person:{person.id}" for person, _part in one.parts})
    page = company.incident_page(one, by=asked.actor, at=asked.at)
    return render(request, "events/incident.html", {"page": page})


@performs(Act.EVENT_ADD)
def new_incident(request: HttpRequest) -> HttpResponse:
    """Write an incident down."""
    asked = cast("Asked", request)
    form = IncidentForm(request.POST or None, sites=sites_to_add(asked.actor), initial=_initial(asked))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_incident(form.incident(_persons(form, asked)), by=asked.actor, at=asked.at)
        except BadInput as wrong:
            form.add_error(None, in_words(wrong))
        else:
            return redirect("events:incident", incident=made)
    context = {"form": form, "title": gettext("Add an incident"), "rows": form.people_rows()}
    return _form(request, context)


@performs(Act.EVENT_ADD)
def new_find(request: HttpRequest) -> HttpResponse:
    """Write a find down."""
    asked = cast("Asked", request)
    form = FindForm(request.POST or None, sites=sites_to_add(asked.actor), initial=_initial(asked))
    if request.method == "POST" and form.is_valid():
        try:
            new = form.find(_persons(form, asked))
            actions.add_find(new, by=asked.actor, at=asked.at)
        except BadInput as wrong:
            form.add_error(None, in_words(wrong))
        else:
            return redirect("events:at_place", code=new.happened.site)
    context = {"form": form, "title": gettext("Add a find"), "rows": []}
    return _form(request, context)


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context |= {"line": None, "suggest": reverse("people:suggest")}
    return render(request, "events/form.html", context, status=422 if context["form"].errors else 200)


def _initial(asked: Asked) -> dict[str, Any]:
    return {"occurred_at": asked.at, "site": asked.GET.get("site", "")}


def sites_to_add(actor: Actor) -> list[tuple[str, str]]:
    """The establishments at which the actor may write events down."""
    if not may_ever(Act.EVENT_ADD, actor):
        return []
    return [
        (one.code, one.name)
        for one in places.establishments(by=actor)
        if refusal(Act.EVENT_ADD, actor, Marking(site=one.code)) is None
    ]


def _persons(form: IncidentForm | FindForm, asked: Asked) -> dict[str, Any]:
    """The persons chosen from the list, or found by what was typed when exactly one answers to it."""
    found: dict[str, Any] = {}
    for name, hidden in form.person_fields():
        typed, chosen = form.cleaned_data[name].strip(), form.cleaned_data[hidden]
        if typed:
            found[name] = people.chosen(typed, chosen, by=asked.actor)
    return found
