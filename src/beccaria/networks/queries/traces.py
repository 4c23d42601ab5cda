"""Gather what people did by their own choice, and what explains it innocently, for what proposes memberships.

For the service itself, which sees every record; what it makes of them is marked as strictly as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking
from beccaria.engines.kin import is_kin
from beccaria.engines.membership import Company, Explained, Trace, TraceKind, company, signs
from beccaria.engines.membership.sharing import MOST_SHARING
from beccaria.events import api as events
from beccaria.lib import moments
from beccaria.networks.models import Group
from beccaria.people import api as people
from beccaria.reports import api as reports

SINCE: Final = timedelta(days=365)
"""Traces older than a membership stays fresh are not read."""
KINDS: Final = {
    events.Lane.VISITS: TraceKind.VISIT,
    events.Lane.PAYMENTS: TraceKind.PAYMENT,
    events.Lane.CALLS: TraceKind.CALL,
    events.Lane.INCIDENTS: TraceKind.SAME_SIDE,
}


@dataclass(frozen=True, slots=True)
class _Marked:
    trace: Trace
    marking: Marking


@dataclass(frozen=True, slots=True)
class Gathered:
    """Traces on the records they were told of, who is who, who was said to be kin, and how each is marked."""

    told: tuple[_Marked, ...]
    kin_said: frozenset[tuple[str, str]]
    fellows: Mapping[str, tuple[str, ...]]
    site_of: Mapping[str, str | None]
    since: datetime

    @property
    def sites(self) -> tuple[str, ...]:
        """The establishments that have any."""
        return tuple(sorted({site for one in self.told if (site := one.marking.site) is not None}))

    @property
    def markings(self) -> dict[str, Marking]:
        """How each record is marked, by its reference."""
        return {one.trace.reference: one.marking for one in self.told}

    def at(self, site: str | None, *, by: Actor) -> tuple[tuple[Trace, ...], Explained]:
        """The traces of one establishment, or of all together, and what explains them.

        Everybody stands under one record: the one that leads, or at an establishment the one its people may see.
        """
        leads = {key: self._lead(several, site) for key, several in self.fellows.items()}
        some = (one.trace for one in self.told if site is None or one.marking.site == site)
        traces = tuple(made for one in some if (made := _led(one, leads)) is not None)
        kin = {frozenset(leads[key] for key in pair) for pair in self.kin_said if set(pair) <= set(leads)}
        return traces, _explained(traces, kin, self.since, by=by)

    def _lead(self, several: tuple[str, ...], site: str | None) -> str:
        here = (key for key in several if site is not None and self.site_of.get(key) == site)
        return next(here, several[0])


def gathered(*, by: Actor, at: datetime) -> Gathered:
    """Everything of the last year that may count, as the acting service sees it."""
    since = at - SINCE
    happened, kin_said = _events(since, by)
    told = (*happened, *_remarks(since, by))
    records = {key for one in told for key in (*one.trace.people, one.trace.outsider) if key}
    fellows = people.fellows(records | {key for pair in kin_said for key in pair}, by)
    marked = people.markings({key for several in fellows.values() for key in several}, by=by)
    site_of = {key: one.site for key, one in marked.items()}
    return Gathered(told, frozenset(kin_said), fellows, site_of, since)


def _events(since: datetime, by: Actor) -> tuple[list[_Marked], set[tuple[str, str]]]:
    """Those with somebody outside whom several people share; and who was said to be kin to whom.

    Read twice, so that millions of ordinary visits are never held at once.
    """
    sharing: dict[str, set[str]] = defaultdict(set)
    for one in events.traces(since=since, by=by):
        if one.outsider:
            sharing[one.outsider].update(one.persons)
    of = {key: several[0] for key, several in people.fellows(sharing, by).items()}
    by_person: dict[str, set[str]] = defaultdict(set)
    for outsider, persons in sharing.items():
        by_person[of.get(outsider, outsider)] |= persons
    kept, kin = [], set()
    for one in events.traces(since=since, by=by):
        shared = by_person.get(of.get(one.outsider, one.outsider), set())
        if one.outsider and not 1 < len(shared) <= 2 * MOST_SHARING:
            continue
        if one.relationship and is_kin(one.relationship):
            kin.add((one.persons[0], one.outsider))
        kept.append(_Marked(_of_event(one), one.marking))
    return kept, kin


def _of_event(one: events.EventTrace) -> Trace:
    return Trace(
        kind=KINDS[one.lane],
        reference=f"event:{one.event}",
        on=moments.day_of(one.at),
        people=one.persons,
        outsider=one.outsider,
    )


def _remarks(since: datetime, by: Actor) -> Iterator[_Marked]:
    """Company by choice, and signs of groups that are written down."""
    names = {row.id: (row.name, *row.other_names) for row in Group.objects.filter(ended_at=None)}
    for one in reports.remarks(since=since, by=by):
        reference, on = f"observation:{one.id}", moments.day_of(one.at)
        if len(one.people) > 1 and company(one.text) is Company.BY_CHOICE:
            yield _Marked(
                Trace(
                    kind=TraceKind.TOGETHER, reference=reference, on=on, people=tuple(sorted(set(one.people)))
                ),
                one.marking,
            )
        if len(one.people) == 1:
            for key in sorted(signs(one.text, names)):
                yield _Marked(
                    Trace(kind=TraceKind.SIGN, reference=reference, on=on, people=one.people, group=key),
                    one.marking,
                )


def _led(one: Trace, leads: Mapping[str, str]) -> Trace | None:
    """The same under the records that lead; None when nobody is left, or somebody is in touch with himself."""
    persons = tuple(sorted({leads[key] for key in one.people if key in leads}))
    outsider = leads.get(one.outsider, "")
    alone = len(persons) < 2 and one.kind in {TraceKind.TOGETHER, TraceKind.SAME_SIDE}  # noqa: PLR2004  company needs two
    if not persons or alone or (one.outsider and (not outsider or outsider in persons)):
        return None
    return replace(one, people=persons, outsider=outsider)


def _explained(traces: Iterable[Trace], kin: set[frozenset[str]], since: datetime, *, by: Actor) -> Explained:
    """Family as said at a desk or by surname, and cells the prison gave, among those who could be held together."""
    pairs: set[frozenset[str]] = set()
    sharing: dict[str, set[str]] = defaultdict(set)
    for one in traces:
        if one.outsider:
            sharing[one.outsider] |= set(one.people)
        else:
            pairs |= {frozenset(pair) for pair in combinations(one.people, 2)}
    for outsider, persons in sharing.items():
        pairs |= {frozenset(pair) for pair in combinations(sorted(persons), 2)}
        pairs |= {frozenset((outsider, person)) for person in persons}
    records = {key for pair in pairs for key in pair}
    named = people.surnames(records, by=by)
    alike = {pair for pair in pairs if len({named.get(key, key) for key in pair}) == 1}
    cells = {
        frozenset((one.person, one.other)): "a cell the prison gave them"
        for one in people.co_located(records - set(sharing), by=by, since=since, among=True)
    }
    return Explained(kin=frozenset(kin | alike), placed=cells)
