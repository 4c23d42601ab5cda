"""Read how an instrument is used and what came of it: rows without names, over what the reader may count.

Groups (sex, age band, nationality group) are read here to be counted, and by nothing that scores.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from beccaria.access.api import require
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.instruments import UNKNOWN, Instrument, Judged
from beccaria.core.refusal import Hidden
from beccaria.engines.monitoring import Assessed
from beccaria.lib import instruments
from beccaria.lib.instruments import Kept
from beccaria.risk.protection_monitoring import FOLLOW_DAYS

__all__ = ["FEWEST", "FOLLOW_DAYS", "Used", "Watching", "used", "watching"]

FEWEST: Final = 10
"""Of fewer assessments nothing is told but that they are fewer."""
_AGES: Final = ((21, "under 21"), (30, "21 to 29"), (40, "30 to 39"), (50, "40 to 49"), (200, "50 or older"))
# Packs of a part of a country: a nationality is that of the whole.
_WHOLE: Final = {"ENG": "GB", "SCO": "GB", "CT": "ES"}
_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True)
class Used:
    """One version of an instrument that somebody was assessed with; `kept` is None when its file is no longer here."""

    id: str
    version: int
    kept: Kept | None
    assessments: int
    last: datetime

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to tell more of them than that."""
        return self.assessments >= FEWEST


@dataclass(frozen=True, slots=True)
class Watching:
    """What monitoring is told of one version: assessments, and those that several judges made apart."""

    instrument: Instrument
    cases: tuple[Assessed, ...]
    cards: tuple[Judged, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to tell more of them than that."""
        return len(self.cases) >= FEWEST


@dataclass(frozen=True, slots=True)
class _Row:
    version: int
    finished: datetime
    started: datetime
    proposed: str
    decided: str
    ratings: dict[str, str]
    who: int
    judge: str
    sex: str | None
    born: date | None
    nationality: str | None
    incident: datetime | None


def used(*, by: Actor) -> tuple[Used, ...]:
    """Every version that was used, by id and version. Raises Refused."""
    require(Act.MONITORING_SEE, by)
    known = instruments.every(settings.INSTRUMENTS)
    rows = _ask(f"SELECT instrument, version, many, last FROM {_named(by)}_counts()")  # noqa: S608  one of two names
    return tuple(
        Used(name, version, known.get((name, version)), many, last) for name, version, many, last in rows
    )


def watching(instrument_id: str, version: int | None, *, by: Actor, at: datetime) -> Watching:
    """One version of an instrument, the newest that was used when none is named. Raises Hidden, Refused."""
    require(Act.MONITORING_SEE, by)
    mine = [
        one for one in used(by=by) if one.id == instrument_id and version in (None, one.version) and one.kept
    ]
    if not mine or mine[-1].kept is None:
        raise Hidden("Nobody was assessed with this, as far as you may see.")
    one = mine[-1].kept.instrument
    rows = [
        _row(each)
        for each in _ask(f"SELECT * FROM {_named(by)}(%s)", [instrument_id])  # noqa: S608  one of two names
        if each[0] == one.version
    ]
    return Watching(one, _cases(one, rows, at=at), _cards(rows))


def _named(by: Actor) -> str:
    return "risk_watched_overseen" if by.duty is Duty.DPO else "risk_watched"


def _row(cells: Sequence[Any]) -> _Row:
    version, finished, started, proposed, decided, ratings, *rest = cells
    known = json.loads(ratings) if isinstance(ratings, str) else ratings
    return _Row(version, finished, started, proposed, decided, known, *rest)


def _cases(one: Instrument, rows: Sequence[_Row], *, at: datetime) -> tuple[Assessed, ...]:
    """The rows as monitoring takes them. One outcome is counted once: of a person judged again meanwhile, the first."""
    items = {item.id for item in one.items}
    counted_until: dict[int, datetime] = {}
    found = []
    for row in rows:
        counts = row.finished > counted_until.get(row.who, row.finished - timedelta(days=1))
        if counts:
            counted_until[row.who] = row.finished + timedelta(days=FOLLOW_DAYS)
        is_over = row.finished + timedelta(days=FOLLOW_DAYS) <= at
        day = timezone.localtime(row.finished).date()
        found.append(
            Assessed(
                on=day,
                band=row.proposed,
                decided=row.decided,
                unknown=frozenset(name for name, level in row.ratings.items() if level == UNKNOWN) & items,
                blank=frozenset(items - row.ratings.keys()),
                groups=_groups(row, day),
                happened=row.incident is not None if counts and (is_over or row.incident) else None,
            )
        )
    return tuple(found)


def _groups(row: _Row, on: date) -> dict[str, str]:
    """To be counted only. Who has no group on record has none here."""
    found = {}
    if row.sex:
        found["sex"] = row.sex
    if row.born:
        years = int((on - row.born).days / _YEAR)
        found["age"] = next(name for below, name in _AGES if years < below)
    if row.nationality:
        own = _WHOLE.get(settings.COUNTRY, settings.COUNTRY)
        found["nationality"] = "own nationals" if row.nationality == own else "other nationals"
    return found


def _cards(rows: Sequence[_Row]) -> tuple[Judged, ...]:
    """Judgements of one person by several judges made apart: each was begun before the other was finished."""
    by_person: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_person[row.who].append(row)
    found: dict[tuple[int, str], Judged] = {}
    for who, several in by_person.items():
        for row in several:
            if any(_apart(row, other) for other in several):
                found[who, row.judge] = Judged(row.judge, str(who), row.ratings)
    return tuple(found.values())


def _apart(one: _Row, other: _Row) -> bool:
    return one.judge != other.judge and one.started < other.finished and other.started < one.finished


def _ask(sql: str, said: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, said)
        return list(cursor.fetchall())
