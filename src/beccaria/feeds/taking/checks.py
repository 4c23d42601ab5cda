"""Judge a whole file by its rows: refuse what is shifted, of another day or prison, of the future; warn of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.core.feeds import LATE_DAYS
from beccaria.core.refusal import BadInput, Phrase

if TYPE_CHECKING:
    from datetime import date

    from beccaria.feeds.taking.staging import Staged

_ENOUGH: Final = 20
_TOO_MANY: Final = 0.5
_MIDNIGHT: Final = 0.5


def judge(staged: Staged, *, day: date | None) -> None:
    """Refuse a file of which most rows cannot be meant so. Raises BadInput."""
    bad = sum(staged.reasons.values()) + staged.withheld
    if staged.total >= _ENOUGH and bad > _TOO_MANY * staged.total:
        column, count = next(iter(staged.reasons.most_common(1)), ("", 0))
        _refuse(staged, column, bad if count < bad / 2 else count)
    if day is not None:
        _of_day(staged, day)


def _refuse(staged: Staged, column: str, count: int) -> None:
    if column == "establishment":
        raise BadInput(
            "%(count)s of %(rows)s rows are of another prison or of none that is known: nothing was taken. See whose "
            "feed this is.",
            count=count,
            rows=staged.total,
        )
    if column == "at":
        raise BadInput(
            "%(count)s of %(rows)s rows have a moment that cannot be: in the future, too old, or none. Nothing was "
            "taken: see the clock of the source and which column holds the moment.",
            count=count,
            rows=staged.total,
        )
    raise BadInput(
        "%(count)s of %(rows)s rows cannot be read, first because of “%(column)s”: the columns seem to be shifted or "
        "mixed up. Nothing was taken: see which heading means what.",
        count=count,
        rows=staged.total,
        column=column or "…",
    )


def _of_day(staged: Staged, day: date) -> None:
    found = staged.con.execute(
        "SELECT count(*), min(local_day(staged.at)), max(local_day(staged.at)) FROM staged "
        "WHERE local_day(staged.at) <> $day",
        {"day": day},
    ).fetchone()
    if found and found[0]:
        raise BadInput(
            "The feed is not of %(day)s only: %(count)s rows lie between %(first)s and %(last)s. Nothing was taken: "
            "give the day it is of, or none.",
            day=day.isoformat(),
            count=found[0],
            first=found[1].isoformat(),
            last=found[2].isoformat(),
        )


def notes(staged: Staged) -> list[Phrase]:
    """What somebody should look at although the rows were taken."""
    count, midnight, late = staged.con.execute(
        "SELECT count(*), count(*) FILTER (WHERE timezone($zone, staged.at) = date_trunc('day', "
        f"timezone($zone, staged.at))), count(*) FILTER (WHERE staged.at < $now - INTERVAL {LATE_DAYS} DAY) "
        "FROM staged",
        {"now": staged.now, "zone": staged.zone},
    ).fetchone() or (0, 0, 0)
    said = []
    if count >= _ENOUGH and midnight > _MIDNIGHT * count:
        said.append(
            Phrase(
                "%(midnight)s of %(count)s new rows are of exactly midnight: the source may give days only.",
                {"midnight": midnight, "count": count},
            )
        )
    if late:
        said.append(
            Phrase(
                "%(late)s new rows came more than %(days)s days after what they tell.",
                {"late": late, "days": LATE_DAYS},
            )
        )
    return said
