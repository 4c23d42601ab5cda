"""Find persons by what somebody typed, forgiving about order, accents and dots; only those the reader may see."""

from dataclasses import dataclass

from django.core import signing
from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput
from beccaria.engines import names_fold
from beccaria.lib.paging import Page
from beccaria.people.queries.reading import together
from beccaria.people.queries.shapes import PersonShown

_SALT = "beccaria.people"
_LONGEST = 120
_SHORTEST = 2
_OFFERED = 8
_FIND = "SELECT id, sorts FROM search_people(%s::tsquery, %s, %s, %s::text[], %s)"


@dataclass(frozen=True, slots=True)
class _After:
    sorts: str
    id: str


def search(
    term: str, *, by: Actor, cursor: str | None = None, roles: tuple[str, ...] = (), at_most: int = 25
) -> Page[PersonShown]:
    """Persons whose names or numbers begin like every word of `term`, by surname; nothing for fewer than two letters.

    All pages together show a person once, in the place of the first of his records that is found; under the record
    that leads or, with `roles`, under the first that has one of them.
    `cursor` is the `next` of the page before. Raises BadInput for a cursor that was not made here.
    """
    place = _after(cursor)
    found = _find(_tsquery(term), place, roles, at_most + 1)
    following = _cursor(found[at_most - 1]) if len(found) > at_most else None
    shown = together([one.id for one in found[:at_most]], by=by, leads=not roles)
    return Page(tuple(shown), following)


def suggest(
    term: str, *, by: Actor, roles: tuple[str, ...] = (), at_most: int = _OFFERED
) -> tuple[PersonShown, ...]:
    """The first persons that `search` finds, for a field that offers while one types; each under the record found."""
    found = _find(_tsquery(term), _After("", ""), roles, at_most)
    return tuple(together([one.id for one in found], by=by, leads=False))


def chosen(typed: str, found: str, *, by: Actor) -> str:
    """The person chosen from a list (`found`), or the only one who answers to what was typed. Raises BadInput."""
    if found:
        return found
    known = suggest(typed.strip(), by=by, at_most=2)
    if len(known) != 1:
        raise BadInput(
            "Nobody, or more than one, is found as “%(name)s”: write the number instead.", name=typed.strip()
        )
    return str(known[0].id)


def _tsquery(term: str) -> str:
    """The words as a query of word beginnings. They hold letters and digits only, so quotes cannot be broken out of."""
    ways = names_fold.ways_to_search(term[:_LONGEST])
    if sum(len(word) for word in (ways[0] if ways else [])) < _SHORTEST:
        return ""
    return " | ".join("(" + " & ".join(f"'{word}':*" for word in way) + ")" for way in ways)


def _find(tsquery: str, place: _After, roles: tuple[str, ...], at_most: int) -> list[_After]:
    if not tsquery:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [tsquery, place.sorts, place.id, list(roles), at_most])
        return [_After(sorts, person) for person, sorts in cursor.fetchall()]


def _cursor(last: _After) -> str:
    return signing.dumps([last.sorts, last.id], salt=_SALT, compress=True)


def _after(text: str | None) -> _After:
    if not text:
        return _After("", "")
    try:
        sorts, person = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadInput("This cursor was not made here: begin with the first page.") from None
    return _After(str(sorts), str(person))
