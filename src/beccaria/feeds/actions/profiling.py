"""Keep how a source names its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.wording import words
from beccaria.feeds.models import MappingProfile
from beccaria.ledger import api as ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from beccaria.core.actors import Actor
    from beccaria.core.feeds import Feed


def remember(kind: Feed, name: str, mapping: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    """Keep it under a name; what was kept under it before is replaced. Raises Refused, BadInput."""
    site = by.own
    require(Act.FEED_LOAD, by, Marking(site=site))
    MappingProfile.objects.update_or_create(
        kind=kind,
        name=words(name, what="The name", longest=60),
        site=site,
        defaults={"mapping": dict(mapping), "made_by": str(by.user), "made_at": at},
    )
    ledger.record(Act.FEED_LOAD, by=by, subjects=[f"feed:{kind.value}"], at=at, detail={"step": "profile"})
