"""Read which cells of a prison stand open to one person: nothing is against wing, cell, company or walls."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from beccaria.access.api import may_go
from beccaria.core.actors import Actor
from beccaria.core.allocation import Instance, Level, Mode
from beccaria.core.markings import Marking
from beccaria.core.placement import OrderState
from beccaria.core.working_places import Answer, Checked
from beccaria.engines.allocation.verdict import verdicts
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.placement.models import MovementOrder
from beccaria.placement.queries import keeping, known, working
from beccaria.placement.queries.board import Board, Cell
from beccaria.placement.queries.instance import Asked, built

# By the record somebody is held under: the wing and the cell to which he is to go.
Going = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OpenCells:
    """Cells by wing and code, in a steady order, and how strictly what is made of them is marked."""

    person: str
    wing: str
    cell: str
    found: tuple[tuple[str, str], ...]
    marking: Marking


def going(site: str, *, by: Actor) -> dict[str, tuple[str, str]]:
    """Whom an open order takes to a place in this prison, as far as the reader may see."""
    rows = MovementOrder.objects.filter(may_go(by), to_establishment=site, state=OrderState.ORDERED.value)
    return {row.person_id: (row.to_wing, row.to_cell) for row in rows}


def open_cells(person_id: str, spots: Board, moving: Going, *, by: Actor, at: datetime) -> OpenCells:
    """Every cell of this prison that is open to him as things are and as they will be when others have moved.

    Whatever is not known is not open: a cell without a number of places, a weak point somebody must be asked about. The
    cell he is in is not among them. Raises BadInput, Hidden.
    """
    question = built(Asked(mode=Mode.ONE, people=(person_id,)), by=by, at=at)
    holder = question.instance.ask.people[0]
    who = question.people[holder]
    others = {one: to for one, to in moving.items() if one != holder}
    judged = known.judged(person_id, by=by, at=at)
    lawful = _lawful(question.instance) & _lawful(_after(question.instance, others))
    rooms = [
        (wing.code, cell) for wing in spots.wings if wing.code in lawful for cell in wing.cells if cell.code
    ]
    apart = {
        rule.other for rule in keeping.told([person_id], by=by, on=day_of(at)) if rule.apart is Level.CELL
    }
    mine = {holder, *people.records_of(person_id, by)}
    codes = [*lawful, *(cell.code for _wing, cell in rooms)]
    weak = working.places_checked(judged, spots.site, codes, by=by)
    safe = [room for room in rooms if all(_sound(weak.get(code)) for code in (room[0], room[1].code))]
    found = tuple(
        sorted(
            (wing, cell.code) for wing, cell in safe if _takes(cell, mine=mine, apart=apart, others=others)
        )
    )
    site = question.marking.site
    marking = Marking(
        site=site,
        level=max(question.marking.level, judged.marking(site).level),
        handling=question.marking.handling | frozenset(judged.handling),
    )
    return OpenCells(holder, who.wing, who.cell, found, marking)


def _lawful(instance: Instance) -> set[str]:
    return {place for place, one in verdicts(instance).items() if one.is_lawful}


def _after(instance: Instance, others: Going) -> Instance:
    """The same question when those who are to move have moved."""
    moved = {
        name: replace(one, wing=others[name][0])
        if name in others and others[name][0] in instance.wings
        else one
        for name, one in instance.people.items()
    }
    return replace(instance, people=moved)


def _sound(checked: Checked | None) -> bool:
    return checked is None or checked.answer is Answer.ALLOWED


def _takes(cell: Cell, *, mine: set[str], apart: set[str], others: Going) -> bool:
    """Whether there is a place for him, with nobody there or on the way there from whom he is kept; never his own."""
    here = {card.id for card in cell.people}
    inside = here | {one for one, to in others.items() if to[1] == cell.code}
    return not here & mine and cell.places is not None and len(inside) < cell.places and not inside & apart
