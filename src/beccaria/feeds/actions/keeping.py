"""Keep what an import brings: which files hold it, which were replaced, what each day has now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from beccaria.core.feeds import LATE_DAYS, Feed, Near
from beccaria.feeds.models import Day, Held, Import, Part
from beccaria.feeds.store import folders, writing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from beccaria.core.feedfiles import FileKind
    from beccaria.feeds.taking.staging import Staged

_LISTED: Final = 10_000
_BATCH: Final = 2_000
_COUNTED: Final = ("count", "doubled", "corrected", "late", "rejected", "privileged")
Of = tuple[str | None, date]


@dataclass(slots=True)
class Changes:
    """What an import changes: files written and replaced, and figures by prison and day."""

    written: list[writing.Written] = field(default_factory=list)
    replaced: list[Part] = field(default_factory=list)
    days: dict[Of, dict[str, int]] = field(default_factory=dict)
    fared: dict[str, list[int]] = field(default_factory=dict)
    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    sites: set[str] = field(default_factory=set)

    def count(self, what: str, rows: Iterable[tuple[Any, Any, int]]) -> None:
        """Add figures of one sort."""
        for site, day, count in rows:
            figures = self.days.setdefault((site, day), {})
            figures[what] = figures.get(what, 0) + count


def path_of(one: Part) -> Path:
    """Where a part lies."""
    return folders.part(one.kind, one.month, one.site, one.id)


def parts_between(kind: Feed, span: tuple[str, str] | None, *, sites: Collection[str]) -> list[Part]:
    """The parts that may hold an identifier between these two, of these prisons; of all the actor sees for none.

    The service takes uploads in for others: what they may not see it neither compares with theirs nor replaces.
    """
    if span is None:
        return []
    first, last = span
    there = Part.objects.filter(kind=kind, replaced_at=None)
    if sites:
        there = there.filter(site__in=sites)
    return [one for one in there if one.first_key <= last and one.last_key >= first]


def parts_of_days(kind: Feed, con: duckdb.DuckDBPyConnection) -> list[Part]:
    """The parts of the prisons and time of which rows are staged."""
    found = con.execute(
        "SELECT establishment, epoch_us(min(staged.at)), epoch_us(max(staged.at)) FROM staged GROUP BY establishment"
    ).fetchall()
    wanted = Q(pk__in=[])
    for site, first, last in found:
        wanted |= Q(site=site, first_at__lte=writing.moment(last), last_at__gte=writing.moment(first))
    return list(Part.objects.filter(wanted, kind=kind, replaced_at=None))


def settle(con: duckdb.DuckDBPyConnection, file: FileKind, folder: Path, parts: list[Part]) -> Changes:
    """Count what is new, corrected and known, and write the files."""
    changes = Changes()
    met = dict(con.execute("SELECT same, count(DISTINCT _row) FROM met GROUP BY same").fetchall())
    changes.unchanged, changes.corrected = met.get(True, 0), met.get(False, 0)
    _list_rows(con, changes)
    changes.count(
        "doubled", con.execute("SELECT site, day, count(*) FROM met WHERE same GROUP BY ALL").fetchall()
    )
    gone = con.execute("SELECT site, day, count(*) FROM met WHERE NOT same GROUP BY ALL").fetchall()
    changes.count("count", [(site, day, -count) for site, day, count in gone])
    changes.count("corrected", gone)
    changes.written = writing.new_files(con, file, folder)
    changes.count(
        "count",
        con.execute(
            "SELECT establishment, local_day(staged.at), count(*) FROM staged GROUP BY ALL"
        ).fetchall(),
    )
    (staged, first, last) = con.execute(
        "SELECT count(*), epoch_us(min(staged.at)), epoch_us(max(staged.at)) FROM staged"
    ).fetchone() or (0, None, None)
    changes.new = staged - changes.corrected
    if staged:
        changes.first_at, changes.last_at = writing.moment(first), writing.moment(last)
    changes.sites = {site for site, _day in changes.days if site}
    touched = {row[0] for row in con.execute("SELECT DISTINCT file FROM met WHERE NOT same").fetchall()}
    for one in parts:
        if str(path_of(one)) in touched:
            changes.replaced.append(one)
            changes.written += writing.without_corrected(con, file, folder, path_of(one), one.month)
    return changes


def _list_rows(con: duckdb.DuckDBPyConnection, changes: Changes) -> None:
    """The rows by how they fared, of a short import."""
    (total,) = con.execute("SELECT count(*) FROM staged").fetchone() or (0,)
    if total > _LISTED:
        return
    for fared, condition in (
        ("unchanged", "_row IN (SELECT _row FROM met WHERE same)"),
        ("corrected", "_row IN (SELECT _row FROM met WHERE NOT same)"),
        ("taken", "_row NOT IN (SELECT _row FROM met)"),
    ):
        rows = con.execute(f"SELECT _row FROM staged WHERE {condition} ORDER BY _row").fetchall()  # noqa: S608  ours
        changes.fared[fared] = [row[0] for row in rows]


def keep(changes: Changes, brought: Import, staged: Staged, *, at: datetime) -> None:
    """Write the manifest, the figures and the near misses, in the transaction that takes the rows in."""
    Part.objects.filter(pk__in=[one.pk for one in changes.replaced]).update(replaced_at=at)
    Part.objects.bulk_create(
        [part_of(brought.kind, one, brought=brought, at=at) for one in changes.written], batch_size=500
    )
    for what, counted in (("privileged", staged.dropped), ("rejected", staged.rejected)):
        changes.count(what, [(site, _day(day, staged), count) for (site, day), count in counted.items()])
    late = staged.con.execute(
        "SELECT establishment, local_day(staged.at), count(*) FROM staged "  # noqa: S608  ours
        f"WHERE staged.at < $now - INTERVAL {LATE_DAYS} DAY GROUP BY ALL",
        {"now": at},
    ).fetchall()
    changes.count("late", late)
    figures(brought.kind, changes.days, at=at)
    Held.objects.bulk_create(
        Held(
            brought=brought,
            site=brought.site,
            kind=brought.kind,
            entry_id=one.finding.entry,
            digest=digest,
            near=one.finding.near or Near.DIGIT,
            column=one.column,
            count=one.count,
            first_row=one.first_row,
            held_at=at,
        )
        for digest, one in staged.screen.held.items()
    )


def part_of(kind: str, one: writing.Written, *, brought: Import | None, at: datetime) -> Part:
    """The manifest's line for a file."""
    return Part(
        id=one.id,
        kind=kind,
        month=one.month,
        site=one.site,
        count=one.count,
        size=one.size,
        first_key=one.first_key,
        last_key=one.last_key,
        first_at=one.first_at,
        last_at=one.last_at,
        made_at=at,
        brought=brought,
    )


def _day(text: str, staged: Staged) -> date | None:
    """The day that a row was of which did not come in; None for one that no row can be of."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if staged.oldest.date() <= day <= staged.now.date() else None


def figures(kind: str, days: dict[Of, dict[str, int]], *, at: datetime) -> None:
    """Add to what is counted by prison and day."""
    known = {of: figures for of, figures in days.items() if of[0] and of[1]}
    ordered = sorted(known, key=str)
    for start in range(0, len(ordered), _BATCH):
        some = ordered[start : start + _BATCH]
        sites, dates = {site for site, _ in some}, {day for _, day in some}
        there = {
            (one.site, one.day): one for one in Day.objects.filter(kind=kind, site__in=sites, day__in=dates)
        }
        rows: list[Day] = []
        for site, day in some:
            before = there.get((site, day)) or Day(kind=kind, site=site, day=day)
            told = {name: max(0, getattr(before, name) + known[site, day].get(name, 0)) for name in _COUNTED}
            rows.append(Day(kind=kind, site=site, day=day, loads=before.loads + 1, changed_at=at, **told))
        # As one statement: an update that names each of thousands of rows beside each column takes a minute.
        Day.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["kind", "site", "day"],
            update_fields=[*_COUNTED, "loads", "changed_at"],
        )
