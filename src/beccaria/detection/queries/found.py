"""Tell every alert with whom it names and what it cites, by the register's identifiers: for measuring only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.detection.models import Alert, AlertEvidence, AlertPerson, Rule
from beccaria.people import api as people


@dataclass(frozen=True, slots=True)
class FoundShown:
    """An alert with everything folded under it: when it was first found, people by register, rows as (file, key)."""

    id: str
    at: datetime
    pattern: str
    people: frozenset[str]
    evidence: frozenset[tuple[str, str]]


def found(*, by: Actor) -> tuple[FoundShown, ...] | None:
    """Every alert that stands by itself, as far as the reader may see it; None when no rule ever ran."""
    if not Rule.objects.exists():
        return None
    rows = list(Alert.objects.filter(telling__found_at__isnull=False).select_related("rule", "telling"))
    root = {row.id: row.folded_into_id or row.id for row in rows}
    named = list(AlertPerson.objects.filter(alert_id__in=root).values_list("alert_id", "person_id"))
    codes = people.register_keys({person for _alert, person in named}, by=by)
    persons: dict[str, set[str]] = defaultdict(set)
    for alert, person in named:
        if person in codes:
            persons[root[alert]].add(codes[person])
    cited: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for alert, kind, key in AlertEvidence.objects.filter(alert_id__in=root).values_list(
        "alert_id", "kind", "key"
    ):
        cited[root[alert]].add((kind, key))
    first = {row.id: row.telling.found_at for row in rows}
    for row in rows:
        first[root[row.id]] = min(first[root[row.id]], row.telling.found_at)
    return tuple(
        FoundShown(
            row.id, first[row.id], row.rule.pattern, frozenset(persons[row.id]), frozenset(cited[row.id])
        )
        for row in rows
        if row.folded_into_id is None
    )
