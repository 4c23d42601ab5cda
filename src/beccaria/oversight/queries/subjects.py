"""Name what the ledger holds only by identifier: people, places, papers, users; and find whom somebody means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from beccaria.access import api as access
from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.ids import is_reference
from beccaria.oversight.people import person_names, persons_like
from beccaria.places import api as places

_SUBJECT = re.compile(r"^[a-z_]{2,20}:\S{1,150}$")
_UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
# What a bare identifier may be an identifier of.
_WITH_RANDOM_ID = (
    "person",
    "observation",
    "report",
    "item",
    "version",
    "event",
    "attachment",
    "user",
    "task",
)
_MOST = 20
SOUGHT = "sought:"


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody's words mean: exactly these, or one of `candidates` (identifier, name), or nothing known."""

    exactly: tuple[str, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()


def subjects_meant(words: str, *, by: Actor) -> Meant:
    """The records that a pasted reference, identifier, reference number, name or prisoner number means."""
    require(Act.LEDGER_READ, by)
    text = words.strip()
    if _SUBJECT.match(text):
        return Meant(exactly=_and_sought(text))
    if _UUID.match(text.lower()):
        return Meant(exactly=tuple(f"{kind}:{text.lower()}" for kind in _WITH_RANDOM_ID))
    if is_reference(text):
        return Meant(exactly=(*_papers_numbered(text), f"reference:{text.upper()}"))
    people = tuple((f"person:{number}", name) for number, name in persons_like(text, by=by, limit=_MOST))
    if len(people) == 1:
        return Meant(exactly=_and_sought(people[0][0]))
    return Meant(candidates=people)


def _and_sought(subject: str) -> tuple[str, ...]:
    """The record, and refused looks for it: those hold the identifier that was in the address."""
    number = subject.partition(":")[2]
    return (subject, f"{SOUGHT}{number}") if _UUID.match(number) else (subject,)


def users_meant(words: str, *, by: Actor) -> Meant:
    """The users that a pasted identifier, a pseudonym or part of a name means."""
    require(Act.LEDGER_READ, by)
    text = words.strip()
    if _UUID.match(text.lower()) or text.startswith(("R-", "system:")) or text == "nobody":
        return Meant(exactly=(text,))
    found = access.users_like(text, by=by, limit=_MOST)
    if len(found) == 1:
        return Meant(exactly=(found[0][0],))
    return Meant(candidates=tuple(found))


def names(subjects: Iterable[str], *, by: Actor) -> dict[str, str]:
    """A short name for each record that has one the actor may see; papers go by their reference number."""
    require(Act.LEDGER_READ, by)
    kinds: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _, number = subject.partition(":")
        kinds.setdefault(kind, set()).add(number)
    found = {
        f"person:{number}": name for number, name in person_names(kinds.get("person", set()), by=by).items()
    }
    found |= {f"user:{number}": name for number, name in access.names_of(kinds.get("user", set())).items()}
    if wanted := kinds.get("place"):
        known = {one.code: one.name for one in places.establishments(by=by)}
        found |= {f"place:{code}": known[code] for code in wanted & known.keys()}
    return found | _numbers_of(
        {number for kind in ("observation", "report") for number in kinds.get(kind, set())}
    )


def reasons(subjects: Iterable[str], *, by: Actor) -> dict[str, str]:
    """The words in which sensitive looks were justified, by subject."""
    wanted = {subject.partition(":")[2] for subject in subjects if subject.startswith("confirmation:")}
    return (
        {f"confirmation:{key}": said for key, said in access.reasons(wanted, by=by).items()} if wanted else {}
    )


def _papers_numbered(reference: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM oversight_papers(%s, '{}')", [[reference.strip().upper()]])
        return tuple(subject for (subject,) in cursor.fetchall())


def _numbers_of(ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, reference FROM oversight_papers('{}', %s)", [sorted(ids)])
        return dict(cursor.fetchall())
