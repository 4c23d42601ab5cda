"""Right of the board: who is chosen, what is said of the place that was tried, and his three best places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.working_places import INSTRUMENT, Answer
from beccaria.engines.allocation.verdict import Verdict
from beccaria.lib.parts import HandlingStrip, Link
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.pages import reasons, words
from beccaria.placement.pages.parts import address, marking, strip
from beccaria.placement.queries.board import Board
from beccaria.placement.queries.trying import Trial, Tried


@dataclass(frozen=True, slots=True)
class Best:
    """One of the three best places: what it costs, and its address on its own board."""

    place: str
    cost: str
    href: str


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """What is said of one place: a word, the sentence, and the reasons or what the cost is made of."""

    place: str
    tone: str
    word: str
    sentence: str
    lines: tuple[str, ...]
    weak: tuple[str, ...]
    instrument: Link | None


@dataclass(frozen=True, slots=True)
class Panel:
    """Right of the board: who is chosen, what was tried, where he would be best."""

    who: str
    number: str
    where: str
    person: Link
    verdict: VerdictShown | None
    best: tuple[Best, ...]
    nothing: str
    unknown: tuple[str, ...]
    decide: Link | None
    marking: Marking


@dataclass(frozen=True, slots=True)
class PanelPage:
    """The panel alone, as htmx asks for it."""

    panel: Panel | None
    fault: str
    handling: HandlingStrip | None


def panel_page(panel: Panel | None, fault: str) -> PanelPage:
    """The panel, or why there is none."""
    return PanelPage(panel, fault, strip([panel.marking]) if panel else None)


def panel_of(
    found: Trial, person: PersonShown, board: Board, *, at_sites: Mapping[str, str], by: Actor
) -> Panel:
    """What is said of who is chosen."""
    names = found.built.people
    verdict = _verdict(found.tried, found, board) if found.tried else None
    held = names[found.holder]
    return Panel(
        who=person.name,
        number=person.number,
        where=", ".join(part for part in (_place(held.wing, found), _cell(held.cell)) if part),
        person=Link(_("His page"), people.address("people:person", person.id)),
        verdict=verdict,
        best=tuple(_best(one, found, at_sites) for one in found.best),
        nothing="" if found.best else _("No wing that is yours to fill may take him as things are."),
        unknown=tuple(words.said(words.UNKNOWN, code) for code in found.built.unknown),
        decide=_decide(found, by=by),
        marking=marking(max(found.level, person.level), {*found.handling, *person.handling}),
    )


def _decide(found: Trial, *, by: Actor) -> Link | None:
    if not may_ever(Act.PLACEMENT_PROPOSE, by):
        return None
    wing = found.tried.wing if found.tried else ""
    query = f"?{urlencode({'wing': wing, 'cell': found.tried.cell if found.tried else ''})}" if wing else ""
    return Link(_("Propose and decide"), address("person", found.person) + query)


def _best(one: Verdict, found: Trial, at_sites: Mapping[str, str]) -> Best:
    wing = found.built.estate.wings[one.place]
    query = urlencode({"person": found.person, "wing": one.place})
    href = f"{address('board', wing.prison)}?{query}" if wing.prison in at_sites else ""
    return Best(_place(one.place, found), _cost(one), href)


def _cost(one: Verdict) -> str:
    return _("%(points)s points: %(terms)s") % {"points": one.cost or 0, "terms": words.costs(one.terms)}


def _place(wing: str, found: Trial) -> str:
    known = found.built.estate
    if wing not in known.wings:
        return wing
    prison = known.wings[wing].prison
    return f"{known.site_names.get(prison, prison)}, {known.names.get(wing, wing)}"


def _cell(cell: str) -> str:
    return _("cell %(cell)s") % {"cell": cell} if cell else ""


def _verdict(tried: Tried, found: Trial, board: Board) -> VerdictShown:
    place = ", ".join(part for part in (_place(tried.wing, found), _cell(_named(tried.cell, board))) if part)
    weak = tuple(in_words(one.said) for one in tried.weak.reasons) if tried.weak else ()
    instrument = (
        Link(_("Assess work and place"), people.address("risk:instrument", INSTRUMENT)) if weak else None
    )
    against = tuple(_against(tried, found))
    match tried.answer:
        case Answer.NO:
            word, tone, sentence = _("Refused"), "no", _("He may not live there as things are.")
            lines: tuple[str, ...] = against
        case Answer.ASK:
            word, tone = _("Possible, at a cost"), "ask"
            sentence, lines = _dearer(tried), _terms(tried)
        case Answer.ALLOWED:
            word, tone = _("Good"), "yes"
            sentence, lines = _("No place that is yours to fill is better for him."), _terms(tried)
    return VerdictShown(place, tone, word, sentence, lines, weak, instrument)


def _named(cell: str, board: Board) -> str:
    names = {one.code: one.name for wing in board.wings for one in wing.cells}
    return names.get(cell, cell)


def _dearer(tried: Tried) -> str:
    more = tried.verdict.more if tried.verdict else 0
    if more:
        return _("It costs %(more)s points more than his best place.") % {"more": more}
    return _("Somebody must look at it before he goes there.")


def _terms(tried: Tried) -> tuple[str, ...]:
    return (words.costs(tried.verdict.terms),) if tried.verdict else ()


def _against(tried: Tried, found: Trial) -> Iterable[str]:
    if tried.verdict is None:
        yield _("The register does not say how many may live on this wing, or it is closed.")
    else:
        yield from reasons.said(tried.verdict.against, found.built.people)
    if tried.cell_full:
        yield _("The cell is full.")
    for name in tried.cell_company:
        yield _("%(name)s is in this cell, and they must not share one.") % {"name": name}
