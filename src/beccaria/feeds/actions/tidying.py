"""Tidy the store: drop what was kept long enough, join small files, remove what nothing counts any more."""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feeds import KINDS, Feed, State
from beccaria.core.ids import new_id
from beccaria.feeds.actions import keeping, months
from beccaria.feeds.models import Day, Import, Part
from beccaria.feeds.store import folders, writing
from beccaria.feeds.taking import staging
from beccaria.ledger import api as ledger

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from beccaria.core.actors import Actor

# Whoever began to read before a file was replaced has had a day to end.
_STAYS: Final = timedelta(days=1)
# From so many files on a month of a prison is joined into one.
_MANY: Final = 8
_UPLOAD_WAITS: Final = timedelta(days=7)
_REJECTS_STAY: Final = timedelta(days=30)


def retain(*, by: Actor, at: datetime) -> dict[str, int]:
    """Remove the partitions past their term, on record. Returns how many rows of each kind went."""
    require(Act.FEED_TIDY, by)
    gone: dict[str, int] = {}
    for kind in Feed:
        old = Part.objects.filter(kind=kind, month__lt=months.first_kept(kind, at=at))
        rows = sum(old.filter(replaced_at=None).values_list("count", flat=True))
        paths = [keeping.path_of(one) for one in old]
        Day.objects.filter(kind=kind, day__lt=months.first_kept(kind, at=at)).delete()
        if not paths:
            continue
        old.delete()
        gone[kind.value] = rows
        ledger.record(
            Act.FEED_TIDY,
            by=by,
            subjects=[f"feed:{kind.value}"],
            at=at,
            detail={
                "removed": rows,
                "files": len(paths),
                "before": months.first_kept(kind, at=at).isoformat(),
            },
        )
        transaction.on_commit(lambda paths=paths: _remove(paths))  # type: ignore[misc]  # bound now, called later
    return gone


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def compact(*, by: Actor, at: datetime) -> int:
    """Join the small files of each month and prison, and forget replaced ones. Returns how many files were joined."""
    require(Act.FEED_TIDY, by)
    replaced = Part.objects.filter(replaced_at__lt=at - _STAYS)
    paths = [keeping.path_of(one) for one in replaced]
    replaced.delete()
    transaction.on_commit(lambda: _remove(paths))
    heaps: dict[tuple[str, object, str | None], list[Part]] = defaultdict(list)
    for one in Part.objects.filter(replaced_at=None):
        heaps[one.kind, one.month, one.site].append(one)
    many = [heap for heap in heaps.values() if len(heap) >= _MANY]
    for heap in many:
        _join(heap, at=at)
    if paths or many:
        joined = sum(map(len, many))
        ledger.record(Act.FEED_TIDY, by=by, at=at, detail={"joined": joined, "forgotten": len(paths)})
    return sum(map(len, many))


def _join(heap: list[Part], *, at: datetime) -> None:
    first = heap[0]
    kind = Feed(first.kind)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"feeds.{kind.value}"])
    current = list(Part.objects.filter(pk__in=[one.pk for one in heap], replaced_at=None))
    if len(current) != len(heap):
        return
    moves = writing.Moves()
    try:
        with transaction.atomic(), folders.working(new_id()) as folder:
            con = staging.connect(folder, zone="UTC")
            try:
                made = writing.joined(
                    con, KINDS[kind], folder, [keeping.path_of(one) for one in heap], first.month
                )
            finally:
                con.close()
            Part.objects.filter(pk__in=[one.pk for one in heap]).update(replaced_at=at)
            Part.objects.bulk_create([keeping.part_of(kind.value, one, brought=None, at=at) for one in made])
            moves.into_place(kind.value, made)
    except BaseException:
        moves.undo()
        raise


def sweep(*, by: Actor, at: datetime) -> int:
    """Remove what killed imports left: files nothing counts, folders nobody works in, uploads nobody asks for.

    An import under way is left alone: it holds the lock of its folder and, once it writes to the store, of its kind.
    Returns how many files and folders went.
    """
    require(Act.FEED_TIDY, by)
    gone = 0
    for folder in folders.left_behind():
        shutil.rmtree(folder, ignore_errors=True)
        gone += 1
    for kind in Feed:
        gone += _sweep_kind(kind)
    # What an import that was killed had begun to list has another ending.
    for path in folders.root().glob("rejected/*"):
        if path.stat().st_mtime < (at - _REJECTS_STAY).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone + _forget_uploads(at=at)


def _sweep_kind(kind: Feed) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"feeds.{kind.value}"])
        if not cursor.fetchone()[0]:
            return 0
    counted = set(Part.objects.filter(kind=kind).values_list("id", flat=True))
    lost = [
        path for path in folders.root().glob(f"store/{kind.value}/*/*/*.parquet") if path.stem not in counted
    ]
    _remove(lost)
    return len(lost)


def _forget_uploads(*, at: datetime) -> int:
    stale = Import.objects.filter(seal__isnull=False, made_at__lt=at - _UPLOAD_WAITS)
    stale.filter(state=State.TAKEN).update(seal=None)
    stale.update(seal=None, state=State.DISCARDED)
    kept = set(Import.objects.filter(seal__isnull=False).values_list("id", flat=True))
    gone, old = 0, (at - _STAYS).timestamp()
    for path in folders.uploads().glob("*"):
        if path.stem not in kept and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
