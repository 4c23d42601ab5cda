"""Fold alerts that share people or rows under one, so that a matter is looked at once.

Only those that exactly the same readers may see: under an alert that somebody does not see, his own would vanish, and a
number of folded ones would count what he may not see (rules 3 and 13).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from beccaria.core.alerts import LOOKS_BACK, Answer
from beccaria.detection.models import Alert, AlertEvidence, AlertPerson, Triage

Seen = tuple[object, ...]


class _Root(NamedTuple):
    at: datetime
    id: str


def readers(row: Alert, basis: str) -> Seen:
    """What decides who sees an alert, and whose queue it is in: equal for two, and the same people see both."""
    return (
        *(row.site, row.level, frozenset(row.compartments), frozenset(row.handling)),
        *(frozenset(row.reaches), basis),
    )


def fold(rows: Iterable[Alert], *, at: datetime) -> int:
    """Fold these alerts under older ones that share somebody or a row with them, or with each other.

    Nothing is folded under what its desk has answered as innocent, known or wrong; what others are folded under stays.
    Returns how many were folded.
    """
    fresh = {row.id: row for row in rows}
    under = Alert.objects.filter(folded_into_id__in=fresh).values_list("folded_into_id", flat=True)
    fresh = {key: row for key, row in fresh.items() if key not in set(under)}
    tokens = _tokens(fresh)
    shared = {token for several in tokens.values() for token in several}
    near = _near(shared, at=at)
    roots: dict[tuple[Seen, str], _Root] = {}
    closed = _closed(near.values())
    for token, key in _of(near, shared):
        row = near[key]
        root = near.get(row.folded_into_id or row.id, row)
        if row.id in fresh or root.id in closed:
            continue
        _keep(roots, (readers(root, root.rule.basis), token), _Root(root.first_at, root.id))
    folded = []
    for row in sorted(fresh.values(), key=lambda one: (one.first_at, one.id)):
        who = readers(row, row.rule.basis)
        over = min((roots[who, one] for one in tokens[row.id] if (who, one) in roots), default=None)
        row.folded_into_id = over.id if over else None
        folded.append(row)
        for token in tokens[row.id]:
            _keep(roots, (who, token), over or _Root(row.first_at, row.id))
    Alert.objects.bulk_update(folded, ["folded_into"])
    return sum(row.folded_into_id is not None for row in folded)


def _keep(roots: dict[tuple[Seen, str], _Root], key: tuple[Seen, str], root: _Root) -> None:
    roots[key] = min(roots.get(key, root), root)


def _tokens(rows: Iterable[str]) -> dict[str, set[str]]:
    """By what alerts meet: the people they name and the rows they cite."""
    ids = list(rows)
    found: dict[str, set[str]] = {key: set() for key in ids}
    for alert, person in AlertPerson.objects.filter(alert_id__in=ids).values_list("alert_id", "person_id"):
        found[alert].add(f"person:{person}")
    cited = AlertEvidence.objects.filter(alert_id__in=ids).values_list("alert_id", "kind", "key")
    for alert, kind, key in cited:
        found[alert].add(f"{kind}:{key}")
    return found


def _near(tokens: set[str], *, at: datetime) -> dict[str, Alert]:
    """Alerts of the last 90 days that share one of these, and those they are folded under."""
    persons = [one.removeprefix("person:") for one in tokens if one.startswith("person:")]
    keys = [one.partition(":")[2] for one in tokens if not one.startswith("person:")]
    ids = {
        *AlertPerson.objects.filter(person_id__in=persons).values_list("alert_id", flat=True),
        *AlertEvidence.objects.filter(key__in=keys).values_list("alert_id", flat=True),
    }
    rows = Alert.objects.filter(first_at__gte=at - LOOKS_BACK).select_related("rule")
    near = {row.id: row for row in rows.filter(pk__in=ids)}
    over = {row.folded_into_id for row in near.values() if row.folded_into_id} - set(near)
    return near | {row.id: row for row in rows.filter(pk__in=over)}


def _of(near: dict[str, Alert], wanted: set[str]) -> list[tuple[str, str]]:
    return [(token, key) for key, several in _tokens(near).items() for token in several & wanted]


def _closed(rows: Iterable[Alert]) -> set[str]:
    """Those whose own desk said last that nothing is to be done."""
    home = {row.id: row.site for row in rows}
    said = Triage.objects.filter(alert_id__in=home).order_by("at")
    answers = said.values_list("alert_id", "site", "answer")
    last = {alert: answer for alert, desk, answer in answers if desk == home[alert]}
    return {alert for alert, answer in last.items() if answer != Answer.WORTH_WORK}
