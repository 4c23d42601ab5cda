"""What the views of measures share: the person after the reader said why, and the law where he is."""

from django.http import HttpRequest

from beccaria.access.api import asked, confirm_purpose, show
from beccaria.core.actors import Actor
from beccaria.core.measures import Kind, review, route
from beccaria.measures.pages.measure import Law
from beccaria.measures.pages.parts import regime_names
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk import api as risk


def looked_at(request: HttpRequest, person_id: str, *more: str) -> PersonShown:
    """The person, after the reader said why where that must be said; the look is kept. Raises Hidden."""
    line = people.person(person_id, by=asked(request).actor).line
    confirm_purpose(request, line.marking)
    show(request, f"person:{line.id}", *more)
    return line


def law_of(site: str | None, kind: Kind, regime: str, *, trait_named: bool, by: Actor) -> Law:
    """What holds at a prison for a measure of this kind; a regime the pack no longer names is decided by two."""
    pack = risk.pack_at(site, by=by)
    known = regime_names(pack)
    sort = kind if kind is not Kind.REGIME or regime in known else Kind.SEPARATION
    return Law(pack, route(pack, sort, regime, trait_named=trait_named), review(pack, kind), known)
