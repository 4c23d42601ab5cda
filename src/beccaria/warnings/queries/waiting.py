"""What cannot wait: warnings to acknowledge, those that others let pass, bans that end; asked by every open page."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from django.db import connection
from django.db.models import QuerySet

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.warning import Certainty, WarningKind, standing
from beccaria.warnings.models import Delivery, WarningRecord
from beccaria.warnings.queries import banning
from beccaria.warnings.queries.shapes import TodayShown, WarningLine, Watched
from beccaria.warnings.recognising import Subject

SHOWN: Final = 100
_LATE: Final = 200
_ENDING: Final = timedelta(days=7)
# By hand: at a new warning every prison asks in the same second, and the model's way takes longer than the answer.
_WAITING: Final = """
FROM warnings_delivery AS sent
WHERE sent.site = ANY (%(sites)s) AND sent.acknowledged_at IS NULL AND sent.superseded_at IS NULL
ORDER BY sent.due_at, sent.id LIMIT %(most)s
"""
_IDS: Final = f"SELECT sent.warning_id {_WAITING}"
_MARK: Final = f"SELECT sent.id, sent.escalated_at IS NOT NULL {_WAITING}"
_LINES: Final = f"""
SELECT warning.id, warning.reference, warning.kind, warning.site, warning.level,
  warning.handling, warning.current, warning.withdrawn_at, warning.expires_at, warning.written_at, said.text,
  said.reason, said.certainty, said.names, said.born, said.document, said.phone, said.account, said.plate,
  said.address, said.written_at, said.why_changed, sent.sent_at, sent.due_at, sent.escalated_at
FROM (SELECT sent.* {_WAITING}) AS sent
JOIN warnings_warning AS warning ON warning.id = sent.warning_id
JOIN warnings_version AS said ON said.warning_id = warning.id AND said.number = warning.current
ORDER BY sent.due_at, sent.id
"""  # noqa: S608  as above


def today(*, by: Actor, at: datetime) -> TodayShown:
    """What this app puts on somebody's first page."""
    waiting = tuple(_lines(by, at)) if may_ever(Act.WARNING_ACKNOWLEDGE, by) else ()
    ending = banning.ending(by=by, at=at, within=_ENDING) if may_ever(Act.BAN_END, by) else ()
    return TodayShown(waiting, _watched(by), ending)


def _lines(by: Actor, at: datetime) -> Iterator[WarningLine]:
    """What one's own prisons have still to acknowledge, each warning once, by the delivery that is due first."""
    shown: set[str] = set()
    for row in _asked(_LINES, by):
        if row[0] not in shown:
            shown.add(row[0])
            yield _line(*row, at=at)


def to_acknowledge(*, by: Actor, at_most: int) -> list[str]:
    """The warnings that one's own prisons have still to acknowledge, those that are due first."""
    return list(dict.fromkeys(row[0] for row in _asked(_IDS, by, at_most=at_most)))


def _asked(statement: str, by: Actor, *, at_most: int = SHOWN) -> list[Any]:
    """Nothing for a duty without prisons of its own."""
    if by.everywhere:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, {"sites": sorted(by.sites), "most": at_most})
        return list(cursor.fetchall())


def _line(  # noqa: PLR0917  one row of the statement above
    warning: str, reference: str, kind: str, site: str | None, level: int, handling: list[str], current: int,
    withdrawn_at: datetime | None, expires_at: datetime, written_at: datetime, text: str, reason: str, certainty: str,
    names: list[str], born: Any, document: str, phone: str, account: str, plate: str, address: str,
    changed_at: datetime, why_changed: str, sent_at: datetime, due_at: datetime, escalated_at: datetime | None,
    *, at: datetime,
) -> WarningLine:  # fmt: skip
    return WarningLine(
        id=warning,
        reference=reference,
        kind=WarningKind(kind),
        site=site,
        level=level,
        handling=tuple(handling),
        number=current,
        standing=standing(withdrawn_at, expires_at, at=at),
        text=text,
        reason=reason,
        certainty=Certainty(certainty),
        subject=Subject(
            names=tuple(names),
            born=born,
            document=document,
            phone=phone,
            account=account,
            plate=plate,
            address=address,
        ),
        written_at=written_at,
        expires_at=expires_at,
        changed_at=changed_at,
        why_changed=why_changed,
        withdrawn_at=withdrawn_at,
        sent_at=sent_at,
        waiting_until=due_at,
        escalated_at=escalated_at,
    )


def _watched(by: Actor) -> tuple[Watched, ...]:
    """Warnings of one's own that another prison has let pass; for the duties that write warnings."""
    if not may_ever(Act.WARNING_WRITE, by):
        return ()
    late = _late(by).order_by("due_at", "id")[:_LATE]
    together: dict[str, list[Delivery]] = defaultdict(list)
    for one in late:
        together[one.warning_id].append(one)
    references = dict(WarningRecord.objects.filter(pk__in=list(together)).values_list("id", "reference"))
    return tuple(
        Watched(warning, references[warning], tuple(sorted(one.site or "" for one in rows)), rows[0].due_at)
        for warning, rows in together.items()
        if warning in references
    )


def _late(by: Actor) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(acknowledged_at=None, superseded_at=None, escalated_at__isnull=False)
    return rows if by.everywhere else rows.filter(told_by__in=sorted(by.sites))


def mark(*, by: Actor, at: datetime) -> str:
    """A short text that changes when something new waits or is late: what a page that polls compares."""
    found = []
    if may_ever(Act.WARNING_ACKNOWLEDGE, by):
        found += [f"{one[:8]}{'!' if late else ''}" for one, late in _asked(_MARK, by)]
    if may_ever(Act.WARNING_WRITE, by):
        late = _late(by).order_by("due_at", "id").values_list("id", flat=True)[:SHOWN]
        found += [f"{one[:8]}?" for one in late]
    # What waits says for how long: once a minute the words change, at each prison in another second of the minute.
    shift = crc32(",".join(sorted(by.sites)).encode()) % 60
    return "-".join([*found, str((int(at.timestamp()) + shift) // 60)]) if found else ""
