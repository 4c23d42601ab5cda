"""Find and name people for pages of oversight, through the front door of people."""

from django.utils.formats import date_format

from beccaria.core.actors import Actor
from beccaria.people import api as people


def persons_like(words: str, *, by: Actor, limit: int) -> list[tuple[str, str]]:
    """People whose names or numbers begin like the words, as identifier and what tells them apart."""
    found = people.suggest(words, by=by, at_most=limit)
    return [(one.id, _told_apart(one)) for one in found]


def _told_apart(one: people.PersonShown) -> str:
    born = date_format(one.born, "DATE_FORMAT") if one.born else ""
    place = one.held.establishment if one.held else one.site or ""
    return " · ".join(part for part in (one.name, one.number, born, place) if part)


def person_names(ids: set[str], *, by: Actor) -> dict[str, str]:
    """The names of people, by identifier, as far as the actor may see them."""
    return {key: one.name for key, one in people.named(ids, by=by).items()}
