"""Persons over REST: find, read, and ask who could be meant."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from beccaria.access.api import SEARCHES, Asked, performs, show, take
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, TooFast
from beccaria.engines import names
from beccaria.lib import paging
from beccaria.people import queries
from beccaria.people.beside import beside_candidates
from beccaria.people.words import BECAUSE, RELATED, said

router = Router(tags=["persons"])


class MatchAsked(Schema):
    """What is known of somebody whose record is looked for."""

    name: str = Field(min_length=1, max_length=200)
    born: date | None = None
    phone: str = Field("", max_length=60)
    address: str = Field("", max_length=300)
    document: str = Field("", max_length=60)
    account: str = Field("", max_length=60)


def _no_haste(asked: Asked) -> None:
    if not take(SEARCHES, asked.actor.user, at=asked.at):
        raise TooFast("That was a lot of searching in one minute: wait a little, then go on.")


def _line(one: queries.PersonShown) -> dict[str, Any]:
    held = one.held
    return {
        "id": one.id,
        "name": one.name,
        "number": one.number or None,
        "role": one.role,
        "born": one.born,
        "establishment": held.establishment if held else one.site,
        "wing": held.wing if held else "",
        "cell": held.cell if held else "",
        "status": held.status if held else "",
        "category": held.category if held else "",
        "aliases": list(one.aliases),
    }


@router.get("/persons")
@performs(Act.PERSON_SEARCH)
def persons(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=120)] = "",
    cursor: str | None = None,
    limit: int | None = None,
    role: str = "",
) -> dict[str, Any]:
    """Persons by name or number, in the order of their surnames; `next` is the cursor of the following page."""
    asked = cast("Asked", request)
    _no_haste(asked)
    found = queries.search(
        q, by=asked.actor, cursor=cursor, roles=(role,) if role else (), at_most=paging.size(limit)
    )
    show(request, *(f"person:{record.id}" for one in found.items for record in (one, *one.also)))
    return {"items": [_line(one) for one in found.items], "next": found.next}


# Before the address of one person, which would take "match" for an identifier.
@router.post("/persons/match")
@performs(Act.PERSON_SEARCH, looks=True)
def match(request: HttpRequest, sought: MatchAsked) -> dict[str, Any]:
    """Who could be meant, nearest first, each with why. Changes nothing, so that asking twice does nothing twice."""
    asked = cast("Asked", request)
    _no_haste(asked)
    if not sought.name.strip():
        raise BadInput("Give a name, even a part of it.")
    found = queries.match(queries.Sought(**sought.dict()), by=asked.actor)
    show(request, *(f"person:{one.person.id}" for one in found))
    warnings = beside_candidates([one.person.id for one in found], by=asked.actor, at=asked.at)
    return {"candidates": [_candidate(one, warnings) for one in found]}


@router.get("/persons/{person}")
@performs(Act.PERSON_READ)
def person(request: HttpRequest, person: str) -> dict[str, Any]:
    """One person with the records asserted of him and the places where he was held, newest first."""
    one = queries.person(person, by=cast("Asked", request).actor)
    show(request, *(f"person:{record.id}" for record in one.records))
    return {
        **_line(one.line),
        "records": [record.id for record in one.records],
        "identities": [_record(record) for record in one.identities],
        "custody": [_held(held) for held in one.custody],
    }


def _candidate(one: queries.Candidate, warnings: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "person": one.person.id,
        "name": one.person.name,
        "score": one.score,
        "why": "; ".join(_why(one)),
        "reasons": list(one.because),
        "related": one.related or None,
        "warnings": warnings.get(one.person.id, []),
        "role": one.person.role,
        "born": one.person.born,
        "establishment": one.person.held.establishment if one.person.held else one.person.site,
    }


def _why(one: queries.Candidate) -> list[str]:
    """The name held, what speaks for and against him, how the names compare, and how he may merely be related."""
    related = [said(RELATED, one.related)] if one.related else []
    named = [names.in_words(each) for each in one.named]
    return [f"“{one.held_name}”", *(said(BECAUSE, code) for code in one.because), *named, *related]


def _record(one: queries.Asserted) -> dict[str, Any]:
    names = (
        *("source", "role", "number", "given_names", "surname", "born", "sex", "nationality", "document"),
    )
    more = ("phone", "address", "since", "until")
    return {name: getattr(one, name) for name in (*names, *more)} | {
        "aliases": list(one.aliases),
        "languages": list(one.languages),
    }


def _held(one: queries.Held) -> dict[str, Any]:
    names = (
        "establishment",
        "wing",
        "cell",
        "status",
        "category",
        "starts_at",
        "ends_at",
        "release_due",
        "source",
    )
    return {name: getattr(one, name) for name in names}
