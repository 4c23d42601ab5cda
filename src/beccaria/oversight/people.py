"""Find and name people for pages of oversight, through the front door of people."""

from beccaria.core.actors import Actor
from beccaria.people import api as people


def persons_like(words: str, *, by: Actor, limit: int) -> list[tuple[str, str]]:
    """People whose names or numbers begin like the words, as identifier and what tells them apart."""
    found = people.suggest(words, by=by, at_most=limit)
    return [(one.id, f"{one.name} · {one.number}" if one.number else one.name) for one in found]


def person_names(ids: set[str], *, by: Actor) -> dict[str, str]:
    """The names of people, by identifier, as far as the actor may see them."""
    return {key: one.name for key, one in people.named(ids, by=by).items()}
