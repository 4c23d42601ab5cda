"""Try one place for one person: what the solver's own rules say of it, what its cell and its weak points say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.allocation import Level, Mode
from beccaria.core.markings import Marking
from beccaria.core.refusal import Phrase
from beccaria.core.working_places import Answer, Checked
from beccaria.engines.allocation.verdict import Verdict, verdicts
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.placement.queries import keeping, known, working
from beccaria.placement.queries.board import Board, Cell
from beccaria.placement.queries.instance import Asked, Built, built

_BEST: Final = 3


@dataclass(frozen=True, slots=True)
class Tried:
    """One wing and perhaps a cell, tried. `cell_against` names people by their records."""

    verdict: Verdict | None
    wing: str
    cell: str
    cell_full: bool
    cell_company: tuple[str, ...]
    weak: Checked | None

    @property
    def answer(self) -> Answer:
        """Refused, dearer or to be asked, or as good as any."""
        if self.verdict is None or not self.verdict.is_lawful or self.cell_full or self.cell_company:
            return Answer.NO
        if self.weak and self.weak.answer is not Answer.ALLOWED:
            return self.weak.answer
        return Answer.ASK if self.verdict.more else Answer.ALLOWED


@dataclass(frozen=True, slots=True)
class Trial:
    """A person on the board: what was built to answer, his three best places anywhere, and what was tried."""

    person: str
    holder: str
    built: Built
    best: tuple[Verdict, ...]
    tried: Tried | None
    records: tuple[str, ...]
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Why a place would give him a way out, in sentences, and how strictly they are marked."""

    reasons: tuple[Phrase, ...]
    marking: Marking


def ways_out(person_id: str, site: str, codes: Iterable[str], *, by: Actor, at: datetime) -> WaysOut:
    """The weak points within reach of these wings or cells that fit what he can do or a high risk of escape.

    Only what is a plain no; what is to be asked is shown on the board. Raises Hidden.
    """
    judged = known.judged(person_id, by=by, at=at)
    checked = working.places_checked(judged, site, [code for code in codes if code], by=by)
    reasons = {
        str(one.said): one.said
        for each in checked.values()
        for one in each.reasons
        if one.answer is Answer.NO
    }
    return WaysOut(tuple(reasons.values()), judged.marking(site))


def trial(person_id: str, *, site: str, wing: str, cell: Cell | None, by: Actor, at: datetime) -> Trial:
    """Try a wing, and a cell of it, for one person; without a wing only his best places. Raises BadInput, Hidden.

    Whatever is refused is refused by a rule that the answer names.
    """
    question = built(Asked(mode=Mode.ONE, people=(person_id,)), by=by, at=at)
    holder = question.instance.ask.people[0]
    found = verdicts(question.instance)
    best = tuple(one for one in found.values() if one.is_lawful)[:_BEST]
    judged = known.judged(person_id, by=by, at=at)
    tried = None
    if wing:
        spots = [code for code in (cell.code if cell else "", wing) if code]
        weak = working.places_checked(judged, site, spots, by=by)
        tried = Tried(
            found.get(wing),
            wing,
            cell.code if cell else "",
            _full(cell, person_id, by),
            _company(person_id, cell, by=by, at=at),
            next((weak[code] for code in spots if code in weak), None),
        )
    level = max(int(question.marking.level), judged.level)
    codes = tuple(sorted({*question.marking.handling, *judged.handling}))
    return Trial(person_id, holder, question, best, tried, judged.records, level, codes)


def cell_of(found: Board, wing: str, cell: str) -> Cell | None:
    """A cell of a wing by its code or by the name that people use; None where neither register nor custody knows it."""
    cells = [each for one in found.wings if one.code == wing for each in one.cells if each.code]
    return next((one for one in cells if cell in (one.code, one.name)), None)


def in_the_way(person_id: str, cell: Cell, *, by: Actor, at: datetime) -> tuple[Phrase, ...]:
    """What stands against a cell in sentences: it is full, or somebody is in it with whom he must not share one."""
    full = (Phrase("The cell is full."),) if _full(cell, person_id, by) else ()
    company = _company(person_id, cell, by=by, at=at)
    shared = (
        Phrase("%(name)s is in this cell, and they must not share one.", {"name": name}) for name in company
    )
    return (*full, *shared)


def _full(cell: Cell | None, person_id: str, by: Actor) -> bool:
    if cell is None or cell.places is None:
        return False
    mine = set(people.records_of(person_id, by))
    return sum(card.id not in mine for card in cell.people) >= cell.places


def _company(person_id: str, cell: Cell | None, *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Who is in the cell with whom he must not share one: what keeps from the wing says so of the wing."""
    if cell is None:
        return ()
    inside = {card.id: card.name for card in cell.people}
    rules = keeping.told([person_id], by=by, on=day_of(at))
    return tuple(
        dict.fromkeys(
            inside[rule.other] for rule in rules if rule.apart is Level.CELL and rule.other in inside
        )
    )
