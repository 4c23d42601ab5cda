"""Keep the register of those whose communication is privileged: locked, each entry once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feeds import Protected
from beccaria.feeds.models import Privileged
from beccaria.feeds.queries.guarding import PURPOSE, opened
from beccaria.ledger import api as ledger
from beccaria.lib.sealed import box, keyed_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from beccaria.core.actors import Actor


def enter(rows: Iterable[Mapping[str, str]], *, by: Actor, at: datetime) -> tuple[int, int]:
    """Enter these entries; returns how many are new and how many say something else than before.

    Each has `privileged_id`, `kind`, `name`, and may have `number` and `account`, several separated by ; each.
    """
    require(Act.PRIVILEGED_WRITE, by)
    known = {one.key: one for one in Privileged.objects.all()}
    new = changed = 0
    for row in rows:
        key = keyed_digest(PURPOSE, f"entry:{row['privileged_id']}")
        said = {name: row.get(name) or "" for name in ("name", "number", "account")}
        one = known.get(key)
        if one is None:
            one, new = Privileged(key=key), new + 1
        elif one.kind == row["kind"] and one.ended_at is None and opened(one.sealed) == said:
            continue
        else:
            changed += 1
        one.kind, one.ended_at, one.changed_at = Protected(row["kind"]), None, at
        one.sealed = box(PURPOSE).encrypt(json.dumps(said).encode())
        one.save()
    ledger.record(
        Act.PRIVILEGED_WRITE,
        by=by,
        subjects=["register:privileged"],
        at=at,
        detail={"new": new, "changed": changed},
    )
    return new, changed


def end(entry_id: str, *, by: Actor, at: datetime) -> None:
    """Take an entry out: from now on it is compared with nothing. Raises DoesNotExist."""
    require(Act.PRIVILEGED_WRITE, by)
    one = Privileged.objects.get(pk=entry_id, ended_at=None)
    one.ended_at = one.changed_at = at
    one.save(update_fields=["ended_at", "changed_at"])
    ledger.record(
        Act.PRIVILEGED_WRITE, by=by, subjects=[f"privileged:{one.id}"], at=at, detail={"ended": True}
    )
