"""Read alerts: the heaps of a desk, one of them, those about a person; each row asked again whether it may be read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from beccaria.access.api import may_go, names_of, only
from beccaria.core.actors import Actor
from beccaria.core.alerts import Answer, Becomes
from beccaria.detection.models import Alert, AlertEvidence, AlertPerson, Telling
from beccaria.detection.queries.shapes import (
    AlertLine,
    AlertRead,
    AlertTold,
    AnswerShown,
    AsideShown,
    EvidenceShown,
    OutcomeShown,
    Queue,
)
from beccaria.detection.queries.standing import heap, standing
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.reports import api as reports

AT_MOST: Final = 60
_REMARKS: Final = "observations"


def queue(name: str, *, by: Actor, at: datetime, basis: str = "", at_most: int = AT_MOST) -> Queue:
    """One heap of the reader's desk, the strongest first: new, work, aside, done."""
    found = list(_heap(name, by=by, at=at, basis=basis)[: at_most + 1])
    return Queue(lines(found[:at_most], by=by), len(found) > at_most)


def following(alert_id: str, *, by: Actor, at: datetime) -> str:
    """The next that waits after this one, beginning again at the end; empty when there is none."""
    ids = list(_heap("new", by=by, at=at).values_list("id", flat=True)[:AT_MOST])
    place = ids.index(alert_id) if alert_id in ids else len(ids)
    return next(iter([*ids[place + 1 :], *ids[:place]]), "")


def _heap(name: str, *, by: Actor, at: datetime, basis: str = "") -> QuerySet[Alert]:
    rows = standing(by=by).filter(heap(name, at=at), folded_into=None)
    if basis:
        rows = rows.filter(rule__basis=basis)
    order = ("-first_at", "-id") if name == "done" else ("-telling__strength", "-first_at", "-id")
    return rows.order_by(*order)


def waiting(*, by: Actor, at: datetime) -> tuple[int, int]:
    """How many alerts nobody answered at the reader's desk, and how many are worth work."""
    rows = standing(by=by).filter(folded_into=None)
    return rows.filter(heap("new", at=at)).count(), rows.filter(heap("work", at=at)).count()


def about(persons: Iterable[str], *, by: Actor, at: datetime) -> tuple[AlertLine, ...]:
    """Alerts that name one of these records and are open or worth work; those judged innocent leave no trace."""
    named = AlertPerson.objects.filter(may_go(by), alert=OuterRef("pk"), person_id__in=list(persons))
    rows = standing(by=by).filter(heap("new", at=at) | heap("work", at=at) | heap("aside", at=at))
    return lines(list(rows.filter(Exists(named)).order_by("-first_at", "-id")[:AT_MOST]), by=by)


def one_alert(alert_id: str, *, by: Actor) -> Alert:
    """The row. Raises Hidden."""
    return only(standing(by=by).filter(pk=alert_id))


def alert(alert_id: str, *, by: Actor) -> AlertRead:
    """One alert with what the reader may see of it. Raises Hidden."""
    row = one_alert(alert_id, by=by)
    known, pieces = _people([row.id], by=by), _evidence([row.id], by=by)
    folded = list(standing(by=by).filter(folded_into=row).order_by("-first_at", "-id"))
    answers = [
        AnswerShown(Answer(one.answer), one.reason, one.by, one.at, one.site)
        for one in row.answers.filter(may_go(by)).order_by("-at")
    ]
    asides = [
        AsideShown(one.until, one.reason, one.by, one.at)
        for one in row.snoozes.filter(may_go(by)).order_by("-at")
    ]
    outcomes = [
        OutcomeShown(Becomes(one.became), one.reference, one.by, one.at)
        for one in row.outcomes.filter(may_go(by)).order_by("-at")
    ]
    users = {one.by for one in answers} | {one.by for one in asides} | {one.by for one in outcomes}
    return AlertRead(
        line=lines([row], by=by)[0],
        people=tuple(known[row.id]),
        evidence=tuple(_shown(one, row) for one in pieces[row.id]),
        answers=tuple(answers),
        asides=tuple(asides),
        outcomes=tuple(outcomes),
        folded=lines(folded, by=by),
        names=names_of(users),
    )


def lines(rows: Sequence[Alert], *, by: Actor) -> tuple[AlertLine, ...]:
    """The lines of these rows, in order, in full only where the reader may see everything in them."""
    ids = [row.id for row in rows]
    told = _told(ids, by=by)
    folded = dict(
        Alert.objects.filter(may_go(by), folded_into_id__in=ids)
        .values_list("folded_into_id")
        .annotate(Count("id"))
        .order_by()
    )
    return tuple(_line(row, told.get(row.id), folded.get(row.id, 0)) for row in rows)


def _told(ids: Sequence[str], *, by: Actor) -> dict[str, Telling]:
    """What is told in full: of alerts of which the reader sees every row and everybody, as they are marked now."""
    said = {one.alert_id: one for one in Telling.objects.filter(may_go(by), alert_id__in=ids)}
    named = AlertPerson.objects.filter(alert_id__in=said).values_list("alert_id", "person_id")
    cited = (
        AlertEvidence.objects.filter(alert_id__in=said)
        .values_list("alert_id")
        .annotate(Count("id"))
        .order_by()
    )
    seen, pieces = _people(list(said), by=by), _evidence(list(said), by=by)
    kept = {key: {one.id for one in several} for key, several in seen.items()}
    hidden = {alert for alert, person in named if person not in kept.get(alert, ())}
    hidden |= {alert for alert, count in cited if count != len(pieces.get(alert, ()))}
    return {key: one for key, one in said.items() if key not in hidden}


def _people(ids: Sequence[str], *, by: Actor) -> dict[str, list[PersonShown]]:
    rows = AlertPerson.objects.filter(may_go(by), alert_id__in=ids).order_by("added_at", "id")
    pairs = list(rows.values_list("alert_id", "person_id"))
    known = people.named({person for _alert, person in pairs}, by=by)
    found: dict[str, list[PersonShown]] = defaultdict(list)
    for alert_id, person in pairs:
        if person in known:
            found[alert_id].append(known[person])
    return found


def _evidence(ids: Sequence[str], *, by: Actor) -> dict[str, list[AlertEvidence]]:
    """The rows the reader may read: what is a record of ours is asked again, as it is marked now."""
    rows = list(_rows(ids, by=by))
    recorded = {(one.kind, one.key) for one in rows if one.recorded}
    remarks = {key for kind, key in recorded if kind == _REMARKS}
    seen = set(events.keyed(recorded, by=by))
    seen |= {(_REMARKS, key) for key in reports.loaded(remarks, by=by)}
    found: dict[str, list[AlertEvidence]] = defaultdict(list)
    for one in rows:
        if not one.recorded or (one.kind, one.key) in seen:
            found[one.alert_id].append(one)
    return found


def _rows(ids: Sequence[str], *, by: Actor) -> QuerySet[AlertEvidence]:
    return AlertEvidence.objects.filter(may_go(by) & Q(alert_id__in=ids)).order_by("-at", "kind", "key")


def _line(row: Alert, told: Telling | None, folded: int) -> AlertLine:
    said = cast("Any", row)  # what `standing` put beside the columns
    stands = said.answered_at is not None and said.answered_at >= said.opened_at
    return AlertLine(
        id=row.id,
        rule=row.rule_id,
        pattern=row.rule.pattern,
        version=row.version,
        basis=row.rule.basis,
        site=row.site,
        level=row.level,
        handling=tuple(row.handling),
        compartments=tuple(row.compartments),
        first_at=row.first_at,
        opened_at=said.opened_at,
        answer=Answer(said.answer) if stands else None,
        answered_at=said.answered_at,
        aside_until=said.aside_until,
        folded=folded,
        told=_full(told) if told else None,
    )


def _full(one: Telling) -> AlertTold:
    drawn = one.picture
    return AlertTold(
        sentence=one.sentence,
        unusual=one.unusual,
        innocent_if=tuple(one.innocent_if),
        check_next=tuple(one.check_next),
        strength=one.strength,
        since=one.since,
        found_at=one.found_at,
        times=one.times,
        establishments=tuple(drawn.get("establishments", ())),
        seen=float(drawn.get("seen", 0)),
        usual=float(drawn.get("usual", 0)),
        against=str(drawn.get("against", "")),
        version=int(drawn.get("version", 0)),
        values=dict(drawn.get("values", {})),
    )


def _shown(one: AlertEvidence, row: Alert) -> EvidenceShown:
    last = cast("Any", row).answered_at
    return EvidenceShown(
        kind=one.kind,
        key=one.key,
        sentence=one.sentence,
        at=one.at,
        site=one.site,
        level=one.level,
        handling=tuple(one.handling),
        is_new=bool(last and one.opens and one.added_at > last),
    )
