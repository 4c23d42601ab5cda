"""Name the records that items are linked to, and suggest some: always as the acting user may see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from beccaria.core.actors import Actor
from beccaria.core.links import Pole, Reference
from beccaria.core.refusal import Refused
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.places import api as places

_OFFERED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record by its name. `detail` tells apart those of the same name."""

    reference: str
    name: str
    detail: str = ""

    @property
    def kind(self) -> Pole:
        """What kind of record it is."""
        return Pole(self.reference.partition(":")[0])

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.reference.partition(":")[2]


def named(references: Iterable[str], *, by: Actor) -> dict[str, Record]:
    """The records with these references that the acting user may see; the others are left out."""
    wanted = list(dict.fromkeys(references))
    known = {one: _thing(one) for one in wanted if one.startswith(f"{Pole.OBJECT}:")}
    if ids := [one.partition(":")[2] for one in wanted if one.startswith(f"{Pole.PERSON}:")]:
        for line in people.named(ids, by=by).values():
            known[f"{Pole.PERSON}:{line.id}"] = _person(line)
    if codes := {one.partition(":")[2] for one in wanted if one.startswith(f"{Pole.PLACE}:")}:
        for place in places.establishments(by=by):
            if place.code in codes:
                known[f"{Pole.PLACE}:{place.code}"] = _place(place.code, place.name)
    return {one: known[one] for one in wanted if one in known}


def is_known(to: Reference, *, by: Actor) -> bool:
    """Whether the record is one the acting user may see; of things and groups there is no register to ask yet."""
    match to.kind:
        case Pole.PERSON:
            return to.id in people.named([to.id], by=by)
        case Pole.PLACE:
            return to.id in places.codes(by=by)
        case Pole.EVENT:
            return any(_is_there(read, to.id, by=by) for read in (events.incident, events.booking))
        case _:
            return True


def _is_there(read: Callable[..., object], which: str, *, by: Actor) -> bool:
    try:
        read(which, by=by)
    except (ObjectDoesNotExist, Refused):
        return False
    return True


def suggested(words: str, *, by: Actor, limit: int = _OFFERED) -> tuple[Record, ...]:
    """Records whose name or number begins like these words, people first, as far as the acting user may see them."""
    found = list(suggested_people(words, by=by, limit=limit))
    if len(found) < limit and words.strip():
        near = places.establishments(by=by, term=words)[: limit - len(found)]
        found += [_place(one.code, one.name) for one in near]
    return tuple(found)


def suggested_people(words: str, *, by: Actor, limit: int = _OFFERED) -> tuple[Record, ...]:
    """People whose name or number begins like these words, as far as the acting user may see them."""
    return tuple(_person(one) for one in people.suggest(words, by=by, at_most=limit))


def _person(line: people.PersonShown) -> Record:
    where = " ".join(filter(None, [line.held.wing, line.held.cell])) if line.held else ""
    born = str(line.born.year) if line.born else ""
    detail = " · ".join(filter(None, [line.number, where, born]))
    return Record(reference=f"{Pole.PERSON}:{line.id}", name=line.name, detail=detail)


def _place(code: str, name: str) -> Record:
    return Record(reference=f"{Pole.PLACE}:{code}", name=name, detail=code)


def _thing(reference: str) -> Record:
    # Telephones, accounts and plates are named by what was written: they have no register of their own yet.
    kind, _colon, value = reference.partition(":")[2].partition(":")
    return Record(reference=reference, name=value or kind, detail=kind if value else "")
