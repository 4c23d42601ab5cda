"""Read who is to change his cell at one prison: by which rule, by when, and what is planned for him."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from beccaria.access.api import may_go, only, refusal, require
from beccaria.core import rotation
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.lib.moments import day_of
from beccaria.lib.sealed import keyed_digest
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import Rotation, RotationRule
from beccaria.placement.queries.open_cells import going
from beccaria.risk import api as risk

_PURPOSE: Final = "placement.rotation"
# Who is due within so many days is planned.
AHEAD: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRead:
    """A rule that holds: whom it names, how often, why, and whether the reader may end it."""

    id: str
    person: PersonShown | None
    categories: tuple[str, ...]
    every: int
    decided: date
    why: str
    may_end: bool
    marking: Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The next cell of somebody, as it was drawn."""

    id: str
    wing: str
    cell: str
    due: date
    choices: int
    marking: Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Somebody whom a rule names: his cell since when, by when he is to change it, and what is planned."""

    person: PersonShown
    rule: str
    every: int
    wing: str
    cell: str
    since: date
    due: date
    planned: Planned | None
    ordered: bool

    def is_over(self, on: date) -> bool:
        """Whether the day has passed and nobody has ordered the change."""
        return self.due < on and not self.ordered


def draw(text: str) -> str:
    """What the service's own key makes of a text: nobody without it can work out a day or a cell."""
    return keyed_digest(_PURPOSE, text)


def rules(site: str, *, by: Actor) -> tuple[RuleRead, ...]:
    """The rules that hold at a prison, of those the reader may see."""
    rows = list(_rules().filter(may_go(by), site=site).order_by("decided_at", "id"))
    known = people.named({row.person_id for row in rows if row.person_id}, by=by)
    # A rule for somebody whom the reader may not see is not there for him: neither is its number of days.
    shown = [row for row in rows if row.person_id is None or row.person_id in known]
    return tuple(_read(row, known.get(row.person_id or ""), by=by) for row in shown)


def sites_with_rules(*, by: Actor) -> tuple[str, ...]:
    """The prisons where a rule holds that the reader may see."""
    found = _rules().filter(may_go(by)).order_by("site").values_list("site", flat=True).distinct()
    return tuple(site for site in found if site is not None)


def rule_row(rule_id: str, *, by: Actor) -> RotationRule:
    """One of them, locked. Raises Hidden."""
    return only(RotationRule.objects.filter(may_go(by), pk=rule_id).select_for_update())


def rotation_row(rotation_id: str, *, by: Actor) -> Rotation:
    """One planned change, locked. Raises Hidden."""
    return only(Rotation.objects.filter(may_go(by), pk=rotation_id).select_for_update())


def turns(site: str, *, by: Actor, at: datetime) -> tuple[Turn, ...]:
    """Everybody whom a rule of this prison names and who is in a cell there, the first due first. Raises Refused."""
    require(Act.PLACEMENT_SEE, by, Marking(site=site))
    holding = rules(site, by=by)
    if not holding:
        return ()
    of = categories(site, by=by, at=at)
    # Somebody may have several records: the rule names one of them, he is held under another.
    named = people.placed([one.person.id for one in holding if one.person], by=by)
    holders = {record: one.holder for record, one in named.items()}
    bound = {key: mine for key in of if (mine := _of(key, of[key], holding, holders))}
    known, plans = people.named(bound, by=by), planned(bound, by=by)
    moving = going(site, by=by)
    found = [
        min(
            (_turn(one, rule, plans.get(key), ordered=key in moving) for rule in bound[key]),
            key=lambda turn: (turn.due, turn.every, turn.rule),
        )
        for key, one in known.items()
        if one.held and one.held.cell
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.person.sorts, one.person.id)))


def due_soon(site: str, *, by: Actor, at: datetime) -> tuple[Turn, ...]:
    """Who is due within a week, and neither planned nor ordered to move. Raises Refused."""
    return soon(turns(site, by=by, at=at), day_of(at))


def soon(found: Iterable[Turn], on: date) -> tuple[Turn, ...]:
    """Of these those who are due within a week, and neither planned nor ordered to move."""
    return tuple(one for one in found if one.due <= on + AHEAD and one.planned is None and not one.ordered)


def categories(site: str, *, by: Actor, at: datetime) -> dict[str, str]:
    """The category of everybody held there, as decided or as the register says, by the record he is held under."""
    placed = people.placed(people.held_in(site, by=by), by=by)
    decided = risk.categories(placed, by=by, on=day_of(at))
    return {key: decided[key][0] if key in decided else one.category for key, one in placed.items()}


def planned(ids: Iterable[str], *, by: Actor) -> dict[str, Planned]:
    """What is planned for these and neither decided nor put aside."""
    rows = Rotation.objects.filter(may_go(by), person__in=sorted(ids), order=None, aside_at=None)
    return {
        row.person_id: Planned(
            id=row.id,
            wing=row.to_wing,
            cell=row.to_cell,
            due=row.due,
            choices=row.choices,
            marking=row.marking,
        )
        for row in rows
    }


def draws_before(person_id: str, since: date, *, by: Actor) -> int:
    """How often a cell was drawn for this stay of his already."""
    return Rotation.objects.filter(may_go(by), person=person_id, since=since).count()


def _rules() -> QuerySet[RotationRule]:
    return RotationRule.objects.filter(ended_at=None)


def _of(
    person: str, category: str, holding: Iterable[RuleRead], holders: Mapping[str, str]
) -> tuple[RuleRead, ...]:
    """The rules that name him."""
    return tuple(
        one
        for one in holding
        if category in one.categories or (one.person is not None and holders.get(one.person.id) == person)
    )


def _turn(person: PersonShown, rule: RuleRead, plan: Planned | None, *, ordered: bool) -> Turn:
    held = person.held
    assert held is not None  # noqa: S101  asked before
    since = day_of(held.starts_at)
    return Turn(
        person=person,
        rule=rule.id,
        every=rule.every,
        wing=held.wing,
        cell=held.cell,
        since=since,
        # Nobody was to have changed before anybody ruled it.
        due=max(rotation.due(since, rule.every, of=person.id, draw=draw), rule.decided),
        planned=plan,
        ordered=ordered,
    )


def _read(row: RotationRule, person: PersonShown | None, *, by: Actor) -> RuleRead:
    return RuleRead(
        id=row.id,
        person=person,
        categories=tuple(row.categories),
        every=row.every_days,
        decided=day_of(row.decided_at),
        why=row.why,
        may_end=refusal(Act.ROTATION_RULE, by, row.marking) is None,
        marking=row.marking,
    )
