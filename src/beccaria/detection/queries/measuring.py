"""Measure each rule: how many alerts, how they were answered, how often it was right, with the interval."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F

from beccaria.access.api import may_go
from beccaria.core.actors import Actor
from beccaria.core.alerts import LOOKS_BACK, RIGHT, Answer
from beccaria.core.handling import HELD_BACK
from beccaria.detection.models import Alert, Rule, Triage
from beccaria.engines.rates import Rate


@dataclass(frozen=True, slots=True)
class Measured:
    """One rule over the last 90 days, as far as the reader may see: alerts, answers by kind, and how often right."""

    alerts: int
    answers: dict[Answer, int]

    @property
    def precision(self) -> Rate:
        """Right answers of all answers, with the interval."""
        return Rate(sum(self.answers[one] for one in RIGHT), sum(self.answers.values()))


def measured(*, by: Actor, at: datetime, rule_id: str = "") -> dict[str, Measured]:
    """What the reader sees of each rule, or of one of them, by the rule's identifier.

    Counted from the alerts and the answers that he may read: nobody's figure holds what another may not see.
    """
    since = at - LOOKS_BACK
    raised = Alert.objects.filter(may_go(by), first_at__gte=since)
    seen = may_go(by) & may_go(by, of="alert__")
    rows = Triage.objects.filter(seen, at__gte=since, alert__first_at__isnull=False)
    if rule_id:
        raised, rows = raised.filter(rule=rule_id), rows.filter(alert__rule=rule_id)
    counted = raised.values_list("rule_id").annotate(Count("id")).order_by()
    alerts: dict[str, int] = defaultdict(int, counted)
    answers = _newest(rows.values_list("alert__rule_id", "alert_id", "site", "answer", "at"))
    return {
        rule: Measured(alerts[rule], {one: answers[rule].count(one) for one in Answer})
        for rule in {*alerts, *answers}
    }


def _newest(rows: Iterable[tuple[str, str, str | None, str, datetime]]) -> dict[str, list[Answer]]:
    """The newest answer of each desk to each alert, by rule."""
    last: dict[tuple[str, str, str | None], str] = {}
    for rule, alert, desk, answer, _at in sorted(rows, key=lambda row: row[4]):
        last[rule, alert, desk] = answer
    found: dict[str, list[Answer]] = defaultdict(list)
    for (rule, _alert, _desk), answer in last.items():
        found[rule].append(Answer(answer))
    return found


def measured_for_the_service(rule: Rule, *, at: datetime) -> Rate:
    """How often a rule was right since it is in force, 90 days at most, counting what lies in its own compartment.

    What handling keeps at a prison does not count: everybody sees that a rule is suspended.
    """
    rows = Triage.objects.filter(
        alert__rule=rule,
        alert__compartments=rule.compartments,
        at__gte=max(rule.since, at - LOOKS_BACK),
        alert__first_at__lte=F("at"),
    ).exclude(alert__handling__overlap=HELD_BACK)
    said = _newest(rows.values_list("alert__rule_id", "alert_id", "site", "answer", "at"))[rule.id]
    return Rate(sum(one in RIGHT for one in said), len(said))
