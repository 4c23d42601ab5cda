"""Try a proposed change on the last 90 days: which alerts would come, which would go, and how those were answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.alerts import MOST_TRIED, ChangeState
from beccaria.core.markings import columns
from beccaria.core.patterns import Found, fitting
from beccaria.detection.actions.placing import Placed
from beccaria.detection.actions.receiving import digest
from beccaria.detection.actions.writing import said_with
from beccaria.detection.models import Alert, Effect, RuleChange, Triage
from beccaria.detection.queries.tables import tables
from beccaria.ledger import api as ledger
from beccaria.lib import patterns


@transaction.atomic
def compare(change_id: str, *, by: Actor, at: datetime) -> None:
    """Run the rule with the parameters before and after, and write down what differs. Only the system."""
    from beccaria.engines.detection.running import run  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it

    require(Act.ALERT_RAISE, by)
    row = _tried(change_id).select_related("rule").first()
    one = patterns.here().get(row.rule.pattern) if row else None
    if row is None or one is None:
        return
    with tables([one], since=row.since, until=at, by=by) as rows:
        before = run([one], rows, until=at, parameters={one.id: fitting(one, row.before)})
        after = run([one], rows, until=at, parameters={one.id: fitting(one, row.after)})
    # Somebody may have rejected it in the meantime.
    if not _tried(change_id).select_for_update().exists():
        return
    _keep(row, _only(after, before), comes=True, by=by)
    _keep(row, _only(before, after), comes=False, by=by)
    row.state, row.compared_at = ChangeState.PROPOSED.value, at
    row.save(update_fields=["state", "compared_at"])
    ledger.record(Act.ALERT_RAISE, by=by, subjects=[f"rule_change:{row.id}"], at=at)


def _tried(change_id: str) -> QuerySet[RuleChange]:
    return RuleChange.objects.filter(pk=change_id, state=ChangeState.COMPARING)


def _only(some: Iterable[Found], others: Iterable[Found]) -> list[Found]:
    known = {one.key for one in others}
    return [one for one in some if one.key not in known][:MOST_TRIED]


def _keep(row: RuleChange, found: list[Found], *, comes: bool, by: Actor) -> None:
    placed = Placed.of(found, by=by)
    said = _answers(found)
    Effect.objects.bulk_create(
        Effect(
            change=row,
            comes=comes,
            sentence=one.sentence,
            said=said_with(one),
            at=one.at,
            answer=said.get(digest(one), ""),
            **columns(placed.whole(one)),
        )
        for one in found
    )


def _answers(found: Iterable[Found]) -> Mapping[str, str]:
    """The last answer of its own desk to the alert that each of these is, by its key."""
    home = dict(Alert.objects.filter(key__in=[digest(one) for one in found]).values_list("key", "site"))
    rows = (
        Triage.objects.filter(alert__key__in=home).order_by("at").values_list("alert__key", "site", "answer")
    )
    return {key: answer for key, site, answer in rows if site == home[key]}
