"""Take what patterns found as alerts: the same is one alert, what is related is folded, what was innocent stays silent.

Receiving touches no table but those of alerts: nobody is added to a group, restricted or moved by one (rule 6).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.alerts import RuleState
from beccaria.core.handling import is_kept_back
from beccaria.core.ids import new_id
from beccaria.core.markings import Marking, columns
from beccaria.core.patterns import Found
from beccaria.detection.actions.finding_again import again
from beccaria.detection.actions.folding import fold
from beccaria.detection.actions.keeping import Ran, kept
from beccaria.detection.actions.placing import Placed
from beccaria.detection.actions.writing import named, rows_cited, telling
from beccaria.detection.models import Alert, AlertEvidence, AlertPerson, Rule, Telling
from beccaria.ledger import api as ledger

_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Received:
    """What became of what was found: new alerts, those with something new, and how many say nothing new."""

    raised: tuple[str, ...]
    again: tuple[str, ...]
    silent: int
    suspended: int


@transaction.atomic
def receive(found: Iterable[Found], *, at: datetime, by: Actor) -> Received:
    """Take findings in, in one transaction. Found twice is as good as once. Only the system. Raises Refused."""
    require(Act.ALERT_RAISE, by)
    wanted = {digest(one): one for one in found}
    rules = kept(
        (Ran(one.pattern, one.version, one.compartment, one.basis) for one in wanted.values()), by=by, at=at
    )
    live = {key: one for key, one in wanted.items() if rules[one.pattern].state == RuleState.ACTIVE.value}
    placed = Placed.of(live.values(), by=by)
    known = {
        row.key: row
        for row in Alert.objects.filter(key__in=live)
        .select_related("rule", "telling")
        .select_for_update(of=("self",))
    }
    for key in [key for key, row in known.items() if _nobodys(row, placed.whole(live[key]))]:
        _put_away(known.pop(key))
    fresh = {key: one for key, one in live.items() if key not in known}
    made = _raise(fresh, rules, placed, at=at)
    more = {key: again(row, live[key], placed, at=at) for key, row in known.items()}
    changed = [row for key, row in known.items() if more[key].new]
    fold([*made, *(row for key, row in known.items() if more[key].moved)], at=at)
    _record((*made, *changed), by=by, at=at)
    return Received(
        tuple(row.id for row in made),
        tuple(row.id for row in changed),
        len(known) - len(changed),
        len(wanted) - len(live),
    )


def digest(one: Found) -> str:
    """The key of an alert: a digest, because a finding's own key may hold a number or somebody's identifier."""
    return hashlib.sha256(f"{one.pattern}:{one.key}".encode()).hexdigest()


def _nobodys(row: Alert, marking: Marking) -> bool:
    """Whether rows kept at their prisons hide an alert of several from everybody, and what was found now has none."""
    return row.site is None and is_kept_back(row.marking) and not is_kept_back(marking)


def _put_away(row: Alert) -> None:
    """Let what was found be an alert of its own: this one stays, seen by nobody, under a key that nothing has."""
    row.key = hashlib.sha256(row.id.encode()).hexdigest()
    row.save(update_fields=["key"])


def _raise(
    fresh: dict[str, Found], rules: dict[str, Rule], placed: Placed, *, at: datetime
) -> Sequence[Alert]:
    alerts, told, people, cited = [], [], [], []
    for key, one in fresh.items():
        marking = placed.whole(one)
        row = Alert(
            id=new_id(),
            rule=rules[one.pattern],
            version=str(one.version),
            key=key,
            reaches=reaches(marking, one.establishments),
            first_at=at,
            **columns(marking),
        )
        alerts.append(row)
        told.append(telling(row, one, marking, at=at))
        people += named(row, placed.people_of(one), placed, at=at)
        cited += rows_cited(row, one.evidence, placed, at=at)
    Alert.objects.bulk_create(alerts, batch_size=_AT_ONCE)
    Telling.objects.bulk_create(told, batch_size=_AT_ONCE)
    AlertPerson.objects.bulk_create(people, batch_size=_AT_ONCE)
    AlertEvidence.objects.bulk_create(cited, batch_size=_AT_ONCE)
    return alerts


def reaches(marking: Marking, establishments: Iterable[str]) -> list[str]:
    """The prisons told of it: those in it, when it is not one prison's own."""
    return sorted(set(establishments)) if marking.site is None else [marking.site]


def _record(rows: Iterable[Alert], *, by: Actor, at: datetime) -> None:
    """One entry for each time rules ran. What lies in a compartment is not named and not counted in it."""
    subjects = [f"alert:{row.id}" for row in rows if not row.compartments]
    ledger.record(Act.ALERT_RAISE, by=by, subjects=subjects, at=at)
