"""Keep an upload locked until somebody has said what its columns mean, then have it taken in by the worker."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone
from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting, require
from beccaria.core.actors import system_actor
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed, State, Way
from beccaria.core.kept import as_kept
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot, Spoken
from beccaria.feeds.actions.taking import Wish, take
from beccaria.feeds.models import Import
from beccaria.feeds.store import folders
from beccaria.ledger import api as ledger
from beccaria.lib import clock
from beccaria.lib.uploads import as_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from beccaria.core.actors import Actor

TAKE_IN: Final = "feeds.take_in"
_NONCE: Final = 12
_OPEN: Final = (State.WAITING, State.TRIED, State.REFUSED, State.STOPPED)


def receive(kind: Feed, name: str, data: bytes, *, by: Actor, at: datetime) -> Import:
    """Keep an upload, locked with a key of its own. Raises Refused, BadInput, Cannot when the disk is full."""
    site = by.own
    require(Act.FEED_LOAD, by, Marking(site=site))
    if not data:
        raise BadInput("The file is empty: choose another.")
    key = AESGCM.generate_key(bit_length=256)
    one = Import(
        kind=kind,
        way=Way.PAGE,
        state=State.WAITING,
        site=site,
        name=name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        allowed=[] if by.everywhere else sorted(by.sites),
        made_by=str(by.user),
        made_at=at,
        seal=key,
    )
    nonce = os.urandom(_NONCE)
    path = _path(one)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(nonce + AESGCM(key).encrypt(nonce, data, one.id.encode()))
    except OSError as error:
        path.unlink(missing_ok=True)
        if folders.is_full(error):
            raise Cannot("The disk is full, so nothing was kept: make room and send it again.") from error
        raise
    one.save()
    ledger.record(Act.FEED_LOAD, by=by, subjects=[f"import:{one.id}"], at=at, detail={"step": "uploaded"})
    return one


def _path(one: Import) -> Path:
    return folders.uploads() / f"{one.id}.sealed"


@contextmanager
def opened(one: Import) -> Iterator[Path]:
    """The upload as a file in memory. Raises Cannot when it is gone."""
    if one.seal is None or not _path(one).is_file():
        raise Cannot("This upload is no longer kept: send the file again.")
    locked = _path(one).read_bytes()
    data = AESGCM(bytes(one.seal)).decrypt(locked[:_NONCE], locked[_NONCE:], one.id.encode())
    with as_file(data, one.name) as path:
        yield path


def start(
    import_id: str,
    mapping: Mapping[str, str],
    *,
    dry_run: bool,
    day: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Have it taken in, or tried. Raises DoesNotExist, Refused, Cannot when it is under way or done."""
    one = Import.objects.select_for_update().get(pk=import_id)
    require(Act.FEED_LOAD, by, one.marking)
    if one.state not in _OPEN:
        raise Cannot("This upload is under way or done: look at what became of it.")
    one.mapping, one.day, one.state, one.why = dict(mapping), day, State.RUNNING, ""
    one.save(update_fields=["mapping", "day", "state", "why"])
    ledger.record(
        Act.FEED_LOAD,
        by=by,
        subjects=[f"import:{one.id}"],
        at=at,
        detail={"step": "started", "dry_run": dry_run},
    )
    queue.configure_task(name=TAKE_IN).defer(import_id=one.id, dry_run=dry_run)


def take_in(import_id: str, *, dry_run: bool) -> None:
    """Take a waiting upload in, in a transaction of its own; then forget the key. What is refused is kept as such."""
    try:
        with acting(system_actor("feeds")) as system:
            one = Import.objects.get(pk=import_id)
            if one.state == State.RUNNING:
                with opened(one) as path:
                    take(_wish(one, path, dry_run=dry_run), by=system, at=clock.now())
    except (BadInput, Cannot) as said:
        _refuse(import_id, said)
    else:
        if not dry_run:
            _forget(import_id)


def give_up(import_id: str) -> None:
    """Say of an upload that broke again and again that it stands still: it can be tried again, or thrown away."""
    _refuse(
        import_id,
        Cannot(
            "It broke off, and nothing of it was taken in: try again, and tell whoever runs the service if it happens "
            "again."
        ),
    )


def _wish(one: Import, path: Path, *, dry_run: bool) -> Wish:
    return Wish(
        kind=Feed(one.kind),
        source=path,
        name=one.name,
        way=Way.PAGE,
        zone=timezone.get_default_timezone(),
        mapping=one.mapping,
        allowed=frozenset(one.allowed),
        day=one.day,
        dry_run=dry_run,
        rejects=folders.beside(one.id),
        id=one.id,
        tell=lambda part: folders.tell(one.id, part),
    )


def _refuse(import_id: str, said: Spoken) -> None:
    with acting(system_actor("feeds")):
        state = State.STOPPED if isinstance(said, Cannot) else State.REFUSED
        # Kept as it was said, so that every page says it in its reader's language.
        why = json.dumps(as_kept(said), default=str)
        waiting = Import.objects.filter(pk=import_id, state=State.RUNNING)
        waiting.update(state=state, why=why, finished_at=clock.now())


def _forget(import_id: str) -> None:
    """Destroy the upload and its key; one that was not taken in waits on, whoever asks twice for it."""
    with acting(system_actor("feeds")):
        one = Import.objects.get(pk=import_id)
        if one.state == State.TAKEN:
            _path(one).unlink(missing_ok=True)
            Import.objects.filter(pk=import_id).update(seal=None)


def discard(import_id: str, *, by: Actor, at: datetime) -> None:
    """Throw an upload away that was not taken in. Raises DoesNotExist, Refused, Cannot."""
    one = Import.objects.select_for_update().get(pk=import_id)
    require(Act.FEED_LOAD, by, one.marking)
    if one.state not in _OPEN:
        raise Cannot("This upload is under way or done: look at what became of it.")
    one.state, one.seal, one.finished_at = State.DISCARDED, None, at
    one.save(update_fields=["state", "seal", "finished_at"])
    _path(one).unlink(missing_ok=True)
    ledger.record(Act.FEED_LOAD, by=by, subjects=[f"import:{one.id}"], at=at, detail={"step": "discarded"})
