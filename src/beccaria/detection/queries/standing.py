"""Say how alerts stand at the reader's own desk: what was answered there, what is put aside, what came back.

A prison's alert has one desk. An alert of several prisons has the national one and one at each prison, which do not
read one another: what South answered, and that something came to it at South, moves nothing at North.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce, Greatest

from beccaria.access.api import may_go
from beccaria.core.actors import Actor
from beccaria.core.alerts import Answer
from beccaria.core.handling import HELD_BACK
from beccaria.core.patterns import Found, Room
from beccaria.core.refusal import Refused
from beccaria.detection.models import Alert, AlertEvidence, AlertPerson, Snooze, Triage

HEAPS = ("new", "work", "aside", "done")


def desk(row: Alert, *, by: Actor) -> str | None:
    """The desk at which somebody answers an alert: its own prison's, else the national one or his own prison's."""
    if row.site is not None or by.everywhere:
        return row.site
    mine = sorted(set(row.reaches) & by.sites)
    if not mine:
        raise Refused("This was not sent to your establishment.")
    return mine[0]


def _at_desk(by: Actor) -> Q:
    if by.everywhere:
        return Q(site=OuterRef("site")) | Q(site__isnull=True, alert__site__isnull=True)
    return Q(site__in=sorted(by.sites))


def _last(model: type[Triage | Snooze], column: str, by: Actor, kind: Any) -> Subquery:
    rows = model.objects.filter(_at_desk(by), alert=OuterRef("pk")).order_by("-at", "-id")
    return Subquery(rows.values(column)[:1], output_field=kind)


def _newest(model: type[AlertPerson | AlertEvidence], **which: Any) -> Subquery:
    rows = model.objects.filter(alert=OuterRef("pk"), **which).order_by().values("alert")
    return Subquery(rows.annotate(last=Max("added_at")).values("last"), output_field=DateTimeField())


def standing(*, by: Actor) -> QuerySet[Alert]:
    """Alerts the reader may see, each with when it opened, the last answer at his desk, and until when it is aside."""
    when = DateTimeField()
    return (
        Alert.objects.filter(may_go(by))
        .select_related("rule")
        .annotate(
            opened_at=Greatest(
                F("first_at"),
                Coalesce(_newest(AlertPerson), F("first_at")),
                Coalesce(_newest(AlertEvidence, opens=True), F("first_at")),
            ),
            answer=_last(Triage, "answer", by, TextField()),
            answered_at=_last(Triage, "at", by, when),
            aside_until=_last(Snooze, "until", by, when),
            aside_at=_last(Snooze, "at", by, when),
        )
    )


def heap(name: str, *, at: Any) -> Q:
    """The condition of one heap: what nobody answered, what is worth work, what is put aside, what is done."""
    answered = Q(answered_at__isnull=False, answered_at__gte=F("opened_at"))
    aside = Q(aside_until__isnull=False, aside_until__gt=at, aside_at__gte=F("opened_at"))
    return {
        "new": ~answered & ~aside,
        "work": answered & Q(answer=Answer.WORTH_WORK),
        "aside": ~answered & aside,
        "done": answered & ~Q(answer=Answer.WORTH_WORK),
    }[name]


def of_days(found: Iterable[Found], *, known: Collection[str], by: Actor) -> Counter[Room]:
    """How many alerts each prison has of the days of these findings, by whose queue they are in.

    Those with one of the keys `known` are not counted: they are the findings themselves. Nor are those that handling
    keeps at a prison: what others are told leaves no room for them.
    """
    del by  # judged by the row policy of this transaction
    days = {one.at.astimezone(UTC).date() for one in found}
    if not days:
        return Counter()
    first, last = (datetime.combine(day, time(), UTC) for day in (min(days), max(days)))
    rows = Alert.objects.filter(telling__found_at__gte=first, telling__found_at__lt=last + timedelta(days=1))
    rows = rows.exclude(key__in=known).exclude(handling__overlap=HELD_BACK)
    used: Counter[Room] = Counter()
    for basis, places, moment in rows.values_list("rule__basis", "reaches", "telling__found_at"):
        used.update((basis, place, moment.astimezone(UTC).date()) for place in places or ("",))
    return used
