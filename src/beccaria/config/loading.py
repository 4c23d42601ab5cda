"""Run one load: a transaction as the loader, a progress bar, and an account of what happened."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.feeds import api as feeds
from beccaria.lib import clock
from beccaria.lib.staging import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, tzinfo


_FEEDS: Final = "beccaria.feeds.loading"
# What is loaded as events is kept as a feed too, and compared with the register of the privileged first.
BESIDES: Final = {
    ("beccaria.events.loading", f"load_{kind}"): kind for kind in ("visits", "payments", "finds")
}


def load(
    loader: tuple[str, str],
    path: Path,
    *,
    profile: Mapping[str, str] | None = None,
    dry_run: bool = False,
    quiet: bool = True,
    name: str = "",
    site: str | None = None,
    day: date | None = None,
) -> Outcome:
    """Load one file in one transaction. On a dry run the transaction is undone. Raises Failed, BadInput, Refused."""
    work = getattr(importlib.import_module(loader[0]), loader[1])
    besides = BESIDES.get(loader)
    if besides or loader[0] == _FEEDS:
        with acting(system_actor("tidier")) as actor:
            feeds.sweep(by=actor, at=clock.now())
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=quiet or not sys.stderr.isatty(),
        transient=True,
    )
    with bar, acting(system_actor("loader")) as actor:
        task = bar.add_task(path.name, total=1.0)
        job = Job(
            path=path,
            at=clock.now(),
            zone=_zone(),
            profile=profile,
            dry_run=dry_run,
            tell=lambda part: bar.update(task, completed=part),
            otherwise=Path.cwd(),
            name=name,
            site=site,
            day=day,
            guard=feeds.row_guard(besides, by=actor) if besides else None,
        )
        outcome: Outcome = work(job, by=actor)
        if besides:
            feeds.keep_besides(besides, job, by=actor)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _zone() -> tzinfo:
    from django.utils import timezone  # noqa: PLC0415  settings first

    return timezone.get_default_timezone()


def as_json(outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    """The account for programs."""
    return {
        "kind": outcome.kind,
        "dry_run": dry_run,
        "sha256": outcome.sha256,
        "rows": outcome.rows,
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "rejected": outcome.rejected,
        "rejected_file": outcome.rejected_file,
        "notes": list(outcome.notes),
        **outcome.counts,
    }


def in_words(outcome: Outcome, *, dry_run: bool) -> str:
    """The account for people: what happened, what was set aside and where, what was noticed."""
    would = "Dry run, nothing was changed. It would be: " if dry_run else ""
    total = f"{outcome.rows} rows, {outcome.new} new, {outcome.changed} changed, {outcome.rejected} rejected"
    said = [f"{would}{outcome.kind}: {total}."]
    if outcome.counts:
        said.append(
            ", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in outcome.counts.items()) + "."
        )
    said += [f"- {note}" for note in outcome.notes]
    if outcome.rejected_file:
        said.append(f"The rejected rows and their reasons are in {outcome.rejected_file}")
    return "\n".join(said)
