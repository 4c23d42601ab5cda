"""Take one file or batch in: guarded, judged, compared with the store, written; all of it or nothing."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feeds import KINDS, Feed, State, Way
from beccaria.core.ids import new_id
from beccaria.core.kept import as_kept
from beccaria.core.markings import Marking
from beccaria.core.refusal import Phrase
from beccaria.feeds.actions import keeping, months
from beccaria.feeds.actions.sites import Sites
from beccaria.feeds.models import Import
from beccaria.feeds.queries import guarding
from beccaria.feeds.store import folders, settling, writing
from beccaria.feeds.taking import checks, staging
from beccaria.feeds.taking.screening import LISTED
from beccaria.feeds.taking.sources import chunks
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome
from beccaria.lib.tables import Bad, open_table, sha256_of, table_of
from beccaria.lib.tables_rejects import Rejects
from beccaria.lib.tables_sent import Listed, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job
    from beccaria.lib.tables import Table


def _quiet(_part: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be taken in: a file or rows, as which kind, with which headings.

    `site` and `day` say of which prison and day it should be: rows of others refuse the file. `allowed` are the prisons
    of whoever sent it, when the service takes it in for him. `rejects` is the file
    beside which rejected rows are put. `besides` says that the rows are loaded elsewhere too, where what is wrong with
    them is said: then nothing is refused whole and no list of rejected rows is left. `id` is given when somebody
    waits for the import by it.
    """

    kind: Feed
    source: Path | Sent
    name: str
    way: Way
    zone: tzinfo
    mapping: Mapping[str, str] = field(default_factory=dict)
    site: str | None = None
    allowed: frozenset[str] = frozenset()
    day: date | None = None
    dry_run: bool = False
    besides: bool = False
    rejects: Path | None = None
    otherwise: Path | None = None
    id: str = field(default_factory=new_id)
    tell: Callable[[float], None] = _quiet


def wish_of(kind: Feed, job: Job, *, way: Way, besides: bool = False) -> Wish:
    """What is to be taken in, of a file as the command line loads it."""
    return Wish(
        kind=kind,
        source=job.path,
        name=job.path.name,
        way=way,
        zone=job.zone,
        mapping=job.profile or {},
        site=None if besides else job.site,
        day=None if besides else job.day,
        dry_run=job.dry_run,
        besides=besides,
        otherwise=job.otherwise,
        tell=_quiet if besides else job.tell,
    )


def keep_besides(kind: str, job: Job, *, by: Actor) -> Taken:
    """Keep the rows of a file that is loaded into tables too. Raises Cannot when the disk is full."""
    return take(wish_of(Feed(kind), job, way=Way.FILE, besides=True), by=by, at=job.at)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of it. `each` says for every row how it fared, of a short import."""

    id: str
    outcome: Outcome
    privileged: int
    held: int
    each: dict[int, tuple[str, str]] = field(default_factory=dict)


def take(wish: Wish, *, by: Actor, at: datetime) -> Taken:
    """Take it in. Raises Refused, CannotRead, BadInput when the whole is refused, Cannot when the disk is full.

    On an error nothing is taken. What was taken before and comes again changes nothing.
    """
    sites = Sites(by=by, only=wish.site, allowed=wish.allowed)
    require(Act.FEED_LOAD, by, Marking(site=sites.own))
    moves = writing.Moves()
    try:
        with transaction.atomic(), folders.working(wish.id) as folder, ExitStack() as stack:
            return _Taking(wish, sites, folder, moves, stack, by=by, at=at).run()
    except BaseException:
        moves.undo()
        raise


class _Taking:
    """One import under way."""

    def __init__(
        self,
        wish: Wish,
        sites: Sites,
        folder: Path,
        moves: writing.Moves,
        stack: ExitStack,
        *,
        by: Actor,
        at: datetime,
    ) -> None:
        self.wish, self.sites, self.folder, self.moves = wish, sites, folder, moves
        self.by, self.at = by, at
        self.file = KINDS[wish.kind]
        self.path = None if isinstance(wish.source, Sent) else wish.source
        self.each: dict[int, tuple[str, str]] = {}
        self.table = self._open()
        stack.callback(self.table.close)
        beside = wish.rejects or self.path or folders.beside(wish.id)
        beside = folder / "rejects" if wish.besides else beside
        beside.parent.mkdir(parents=True, exist_ok=True)
        self.rejects = stack.enter_context(Rejects(beside, self.table.headings, otherwise=wish.otherwise))
        self.staged = self._stage(stack)

    def _open(self) -> Table:
        said: dict[str, Any] = {
            "now": self.at,
            "zone": self.wish.zone,
            "profile": self.wish.mapping,
            "may_be_future": staging.may_be_future(self.wish.kind),
        }
        if isinstance(self.wish.source, Sent):
            return table_of(Listed(self.wish.source.rows), self.file, **said)
        return open_table(self.wish.source, self.file, **said)

    def _stage(self, stack: ExitStack) -> staging.Staged:
        con = staging.connect(self.folder, zone=str(self.wish.zone))
        stack.callback(con.close)
        return staging.Staged(
            con=con,
            kind=self.wish.kind,
            file=self.file,
            table=self.table,
            screen=guarding.screen(self.wish.kind, by=self.by),
            site_of=self.sites.of,
            reject=self._reject,
            now=self.at,
            oldest=months.oldest(self.wish.kind, at=self.at),
            zone=str(self.wish.zone),
        )

    def _reject(self, bad: Bad) -> None:
        self._note(bad.number, "rejected", bad.why)
        self.rejects.add(bad)

    def _note(self, number: int, fared: str, why: str = "") -> None:
        if len(self.each) < LISTED:
            self.each[number] = (fared, why)

    def run(self) -> Taken:
        for chunk in chunks(self.table, self.path):
            self.staged.add(chunk)
            self.wish.tell(0.8 * chunk.part_read)
        if not self.wish.besides:
            checks.judge(self.staged, day=self.wish.day)
        with connection.cursor() as cursor:
            # Two imports of one kind settle one after the other, or both would take the same rows for new.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"feeds.{self.wish.kind.value}"])
        self._twice()
        changes = self._settle()
        brought = self._record(changes)
        if not self.wish.dry_run:
            keeping.keep(changes, brought, self.staged, at=self.at)
            self.moves.into_place(self.wish.kind.value, changes.written)
        self.wish.tell(1.0)
        return self._taken(changes)

    def _twice(self) -> None:
        heading = self.table.found[self.file.key]
        for number, first, *cells in settling.said_twice(self.staged.con, self.file):
            self.staged.reasons[heading] += 1
            key = cells[0]
            self._reject(
                Bad(
                    number,
                    self._as_written(cells),
                    f"{heading} {key} is already in row {first}: keep one of them.",
                )
            )

    def _as_written(self, cells: list[str]) -> tuple[str, ...]:
        named = {
            self.table.found.get(column.name): cell
            for column, cell in zip(self.file.columns, cells, strict=True)
        }
        return tuple(named.get(heading, "") for heading in self.table.headings)

    def _settle(self) -> keeping.Changes:
        con = self.staged.con
        span = settling.span(con, self.file)
        parts = keeping.parts_between(self.wish.kind, span, sites=self.wish.allowed)
        settling.compare(con, self.file, [settling.Known(one.id, keeping.path_of(one)) for one in parts])
        if not self.wish.besides:
            here = keeping.parts_of_days(self.wish.kind, con)
            known = [settling.Known(one.id, keeping.path_of(one)) for one in here]
            settling.refuse_doubled(con, self.file, known)
        return keeping.settle(con, self.file, self.folder, parts)

    def _record(self, changes: keeping.Changes) -> Import:
        source = self.wish.source
        sha256 = source.sha256 if isinstance(source, Sent) else sha256_of(source)
        one = Import.objects.filter(pk=self.wish.id).first() or Import(id=self.wish.id, made_at=self.at)
        one.kind, one.way, one.name, one.sha256 = self.wish.kind, self.wish.way, self.wish.name, sha256
        one.state = State.TRIED if self.wish.dry_run else State.TAKEN
        one.site = one.site or self.sites.marked(changes.sites)
        one.mapping = dict(self.wish.mapping)
        one.total, one.new, one.corrected = self.staged.total, changes.new, changes.corrected
        one.unchanged, one.rejected = changes.unchanged, self.rejects.count - self.staged.withheld
        one.privileged = sum(self.staged.dropped.values()) + self.staged.withheld
        one.held = self.staged.screen.held_rows
        one.reasons = dict(self.staged.reasons.most_common(20))
        one.notes = [as_kept(note) for note in self._notes()]
        one.why = ""
        one.first_at, one.last_at = changes.first_at, changes.last_at
        one.made_by = one.made_by or str(self.by.user)
        one.finished_at = self.at
        one.save()
        ledger.record(
            Act.FEED_LOAD,
            by=self.by,
            subjects=[f"import:{one.id}"],
            at=self.at,
            detail={
                **{
                    name: getattr(one, name)
                    for name in ("kind", "way", "total", "new", "corrected", "rejected")
                },
                "privileged": one.privileged,
                "held": one.held,
                "dry_run": self.wish.dry_run,
            },
        )
        return one

    def _notes(self) -> list[Phrase]:
        said = checks.notes(self.staged)
        if ignored := self.table.ignored:
            left_out = {"columns": ", ".join(ignored)}
            said.insert(0, Phrase("Columns that mean nothing here were left out: %(columns)s.", left_out))
        return said

    def _taken(self, changes: keeping.Changes) -> Taken:
        staged = self.staged
        privileged = sum(staged.dropped.values()) + staged.withheld
        held = staged.screen.held_rows
        notes = list(map(str, self._notes()))
        if privileged:
            notes.append(
                f"{privileged} rows of privileged communication were dropped; nothing of them was written."
            )
        if held:
            notes.append(
                f"{held} rows are nearly somebody privileged's: they wait for a person to judge, and then for this "
                "file to be loaded again."
            )
        for number in staged.dropped_numbers:
            self._note(number, "privileged")
        for number in staged.screen.held_numbers:
            self._note(
                number, "held", "It is nearly somebody privileged's: a person judges, then send it again."
            )
        for fared, numbers in changes.fared.items():
            for number in numbers:
                self._note(number, fared)
        outcome = Outcome(
            kind=self.wish.kind.value,
            sha256="",
            rows=staged.total,
            new=changes.new,
            changed=changes.corrected,
            rejected=self.rejects.count,
            rejected_file=str(self.rejects.path) if self.rejects.count else None,
            notes=tuple(notes),
            counts={"privileged": privileged, "held": held},
        )
        return Taken(id=self.wish.id, outcome=outcome, privileged=privileged, held=held, each=self.each)
