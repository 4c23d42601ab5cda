"""Read the ledger: for oversight only; the database gives these rows to nobody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import TruncDate

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.ledger.models import Entry

# Reading the ledger about a record does not show the record.
_NOT_SHOWING = (Act.LEDGER_READ.value, Act.LEDGER_EXPORT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries: about any of `subjects`, by any of `actors`, of one act, outcome or session, in a period.

    `since` is included, `until` is not. What is left empty does not narrow.
    """

    subjects: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    act: str = ""
    outcome: str = ""
    session: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayCount:
    """How much one user did on one day of the given zone, and how often he was refused."""

    actor: str
    day: date
    acts: int
    refused: int


@dataclass(frozen=True, slots=True)
class Knower:
    """Somebody who was shown a record: when first and last, how often, in which duties and for which purposes."""

    actor: str
    first: datetime
    last: datetime
    times: int
    duties: tuple[str, ...]
    purposes: tuple[str, ...]


def entries(
    *,
    by: Actor,
    wanted: Wanted | None = None,
    subject: str | None = None,
    actor: str | None = None,
    act: str | None = None,
    before: tuple[datetime, int] | None = None,
    limit: int = 50,
) -> Sequence[Entry]:
    """The newest entries first. Row policies give nothing to who may not audit.

    `before` is the moment and number of the last entry already shown.
    """
    del by  # the row policy on the table judges the duty of this transaction
    found = _found(wanted or Wanted())
    if subject:
        found = found.filter(_about((subject,)))
    if actor:
        found = found.filter(actor=actor)
    if act:
        found = found.filter(act=act)
    return list(_after(found, before)[:limit])


def all_entries(*, by: Actor, wanted: Wanted, at_most: int) -> Iterator[Entry]:
    """The same, newest first, one at a time: for exports that need not fit into memory."""
    del by  # judged by the row policy
    return _after(_found(wanted), None)[:at_most].iterator(chunk_size=2000)


def count(*, by: Actor, wanted: Wanted) -> int:
    """How many entries there are."""
    del by  # judged by the row policy
    return _found(wanted).count()


def counts(*, by: Actor, wanted: Wanted, zone: object, limit: int = 2000) -> Sequence[DayCount]:
    """How much each user did on each day, the busiest first. `zone` is the tzinfo in which days begin."""
    del by  # judged by the row policy
    days = (
        _found(wanted)
        .annotate(local=TruncDate("at", tzinfo=zone))
        .values("actor", "local")
        .annotate(acts=Count("id"), refused=Count("id", filter=Q(outcome="refused")))
        .order_by("-acts", "actor", "local")
    )
    return [DayCount(row["actor"], row["local"], row["acts"], row["refused"]) for row in days[:limit]]


def knowers(*, by: Actor, wanted: Wanted, limit: int = 500) -> Sequence[Knower]:
    """Who was shown the wanted records, whoever looked first stands first. Refusals show nothing and do not count."""
    del by  # judged by the row policy
    people = (
        _found(wanted)
        .filter(outcome="done")
        .exclude(act__in=_NOT_SHOWING)
        .values("actor")
        .annotate(
            first=Min("at"),
            last=Max("at"),
            times=Count("id"),
            duties=ArrayAgg("duty", distinct=True),
            purposes=ArrayAgg("purpose", distinct=True),
        )
        .order_by("first", "actor")
    )
    return [
        Knower(
            row["actor"],
            row["first"],
            row["last"],
            row["times"],
            tuple(row["duties"]),
            tuple(row["purposes"]),
        )
        for row in people[:limit]
    ]


def _about(subjects: tuple[str, ...]) -> Q:
    # The operator && is not leakproof, so under row security it cannot use the index: the function can, and asks
    # for the duty itself.
    return Q(id__in=RawSQL("SELECT ledger_about(%s)", [list(subjects)]))


def _found(wanted: Wanted) -> QuerySet[Entry]:
    found = Entry.objects.all()
    if wanted.subjects:
        found = found.filter(_about(wanted.subjects))
    if wanted.actors:
        found = found.filter(actor__in=wanted.actors)
    for column in ("act", "outcome", "session"):
        if value := getattr(wanted, column):
            found = found.filter(**{column: value})
    if wanted.since:
        found = found.filter(at__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__lt=wanted.until)
    return found


def _after(found: QuerySet[Entry], before: tuple[datetime, int] | None) -> QuerySet[Entry]:
    if before:
        moment, number = before
        found = found.filter(at__lte=moment).exclude(at=moment, id__gte=number)
    return found.order_by("-at", "-id")
