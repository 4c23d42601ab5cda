"""Say who is expected at the gate today, and whom a warning or a ban may mean; asked anew with every look.

Nothing is computed beforehand: no match is missed because a job was lost, and a withdrawn warning stops nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from beccaria.access.api import may_ever, names_of, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.core.warning import BanOn, Decision, Match, WarningKind
from beccaria.events import api as events
from beccaria.events.api import Booked
from beccaria.lib.days import begins, ends
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.warnings.models import GateDecision
from beccaria.warnings.queries import banning, reading
from beccaria.warnings.queries.shapes import AtTheGate, BanShown, Decided, Matched, WarningLine
from beccaria.warnings.recognising import Known, Recognised, Subject, only_this_relationship

_SAME_RECORD = Recognised(Match.ALMOST_CERTAIN, 1.0, ("same_record",), "", ())
_What = WarningLine | BanShown


class OnGuard:
    """Everything that holds at one prison now, ready to be compared with many visits."""

    def __init__(self, *, by: Actor, at: datetime, site: str | None) -> None:
        """Read it once."""
        self.warnings = reading.active(by=by, at=at, site=site)
        self.bans = banning.active_bans(by=by, at=at, site=site)
        holding: list[_What] = [*self.warnings, *self.bans]
        self._known = Known[_What]([(one, one.subject) for one in holding])
        threats = [one for one in self.warnings if one.kind is WarningKind.THREAT]
        self._threats = Known[_What]([(one, one.subject) for one in threats])
        behind = reading.origins((one.id for one in self.warnings), by=by)
        behind |= {one.id: one.person for one in self.bans if one.person}
        self._by_record: dict[str, list[_What]] = defaultdict(list)
        for one in holding:
            if one.id in behind:
                self._by_record[behind[one.id]].append(one)

    @property
    def is_idle(self) -> bool:
        """Whether nothing holds here at all."""
        return not self.warnings and not self.bans

    def of_person(self, records: Iterable[str], described: Sequence[Subject]) -> list[Matched]:
        """What may mean a person of whom this is known."""
        sure = {one.id: Matched(one, _SAME_RECORD) for record in records for one in self._by_record[record]}
        near = [Matched(one, found) for one, found in self._known.matching(described)]
        return [*sure.values(), *(one for one in near if one.id not in sure)]

    def of_visit(self, booked: Booked, lines: dict[str, PersonShown]) -> tuple[Matched, ...]:
        """What may mean the visitor, or the prisoner where a threat is what is warned of; the surest first."""
        prisoner = lines.get(booked.prisoner)
        number = prisoner.number if prisoner else ""
        visitor = self.of_person([booked.visitor] if booked.visitor else [], visitor_of(booked, lines))
        found = [this_relationship(one) for one in visitor if concerns(one.what, number)]
        if prisoner:
            threats = self._threats.matching([_of_line(prisoner)])
            found += [Matched(one, how, about="prisoner") for one, how in threats]
        order = list(Match)
        return tuple(sorted(found, key=lambda one: order.index(one.recognised.match)))


def concerns(what: _What, number: str) -> bool:
    """A ban on one relationship concerns visits to that prisoner only."""
    return (
        not isinstance(what, BanShown) or what.on is not BanOn.RELATIONSHIP or what.prisoner_number == number
    )


def this_relationship(one: Matched) -> Matched:
    """The match, worded for this prisoner only when the ban holds for him only."""
    if isinstance(one.what, BanShown) and one.what.on is BanOn.RELATIONSHIP:
        return Matched(one.what, only_this_relationship(one.recognised), one.about)
    return one


def visitor_of(booked: Booked, lines: dict[str, PersonShown]) -> list[Subject]:
    """The visitor as the desk wrote him down, and as his own record has him, where there is one."""
    said = Subject(
        names=(booked.visitor_name,),
        born=booked.born,
        document=booked.document,
        phone=booked.phone,
        address=booked.address,
    )
    held = lines.get(booked.visitor or "")
    return [said, _of_line(held, booked)] if held else [said]


def _of_line(one: PersonShown, booked: Booked | None = None) -> Subject:
    more = {"document": booked.document, "phone": booked.phone} if booked else {}
    return Subject(names=(one.name, *one.aliases), born=one.born, **more)


def site_of(by: Actor, wanted: str = "") -> str:
    """The prison whose gate one stands at. Raises BadInput when one has to say which."""
    if wanted and (wanted in by.sites or by.everywhere):
        return wanted
    if by.home:
        return by.home
    if by.sites and not by.everywhere:
        return min(by.sites)
    raise BadInput("Say at which prison's gate: your duty covers more than one.")


def expected(*, by: Actor, at: datetime, site: str = "") -> tuple[AtTheGate, ...]:
    """Today's visits in order of time, each with what matches it. Raises BadInput, Refused."""
    here = site_of(by, site)
    require(Act.GATE_SEE, by, Marking(site=here))
    day = day_of(at)
    rows = events.bookings(here, since=begins(day), until=ends(day), by=by)
    return _at_the_gate(rows, OnGuard(by=by, at=at, site=here), by=by)


def one(visit: str, *, by: Actor, at: datetime) -> AtTheGate:
    """One visit with what matches it. Raises Hidden, Refused."""
    booked = events.booking(visit, by=by)
    require(Act.GATE_SEE, by, Marking(site=booked.site))
    return _at_the_gate([booked], OnGuard(by=by, at=at, site=booked.site), by=by)[0]


def _at_the_gate(rows: Sequence[Booked], guard: OnGuard, *, by: Actor) -> tuple[AtTheGate, ...]:
    ids = {one for row in rows for one in (row.prisoner, row.visitor) if one}
    lines = people.named(ids, by=by)
    decided = _decided([row.id for row in rows])
    return tuple(
        AtTheGate(row, lines.get(row.prisoner), guard.of_visit(row, lines), tuple(decided[row.id]))
        for row in rows
    )


def _decided(visits: list[str]) -> dict[str, list[Decided]]:
    rows = list(GateDecision.objects.filter(visit_id__in=visits).order_by("decided_at", "id"))
    names = names_of({row.decided_by for row in rows})
    found: dict[str, list[Decided]] = defaultdict(list)
    for row in rows:
        found[row.visit_id].append(
            Decided(
                Decision(row.decision),
                row.reason,
                names.get(row.decided_by, ""),
                row.decided_as,
                row.decided_at,
                tuple(str(one["reference"]) for one in row.matched),
            )
        )
    return found


def about_person(person: str, *, by: Actor, at: datetime) -> list[Matched]:
    """Warnings and bans that may mean a person one may see, the surest first. Raises Hidden as people does."""
    read = people.person(person, by=by)
    return OnGuard(by=by, at=at, site=None).of_person(people.records_of(person, by), described(read))


def beside(ids: Sequence[str], *, by: Actor, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """The warnings and bans that may mean each of these persons, for those who compare; mere namesakes left out."""
    guard = OnGuard(by=by, at=at, site=None) if may_ever(Act.WARNING_READ, by) else None
    if guard is None or guard.is_idle:
        return {}
    found = {one.id: guard.of_person([one.id], [_of_line(one)]) for one in people.named(ids, by=by).values()}
    return {person: [_beside(one) for one in several if one.stops] for person, several in found.items()}


def _beside(one: Matched) -> dict[str, Any]:
    what = one.what
    ends = what.until if isinstance(what, BanShown) else what.expires_at
    return {
        "what": one.kind,
        "id": what.id,
        "reference": what.reference,
        "kind": what.on.value if isinstance(what, BanShown) else what.kind.value,
        "text": what.ground if isinstance(what, BanShown) else what.text,
        "reason": what.reason,
        "match": one.recognised.match.value,
        "until": ends.isoformat(),
    }


def described(read: people.PersonRead) -> list[Subject]:
    """A person as each of his records has him."""
    return [
        Subject(
            names=(record.name, *record.aliases),
            born=record.born,
            document=record.document,
            phone=record.phone,
            address=record.address,
        )
        for record in read.identities
    ] or [_of_line(read.line)]


def may_decide(here: AtTheGate, *, by: Actor) -> str | None:
    """Why the reader may not decide here, or None."""
    return refusal(Act.GATE_DECIDE, by, Marking(site=here.booked.site))
