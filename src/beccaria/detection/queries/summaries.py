"""Keep summaries of the service's own calls between runs: a day's rows touch their own month."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings

from beccaria.core.actors import Actor
from beccaria.detection.queries.kept_back import kept_back
from beccaria.feeds import api as feeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ibis.expr.types import Table

    from beccaria.core.patterns import Pattern
    from beccaria.engines.detection.state import Kept

_CALLS: Final = "calls"
KEPT_KINDS: Final = (_CALLS,)
"""The feeds of which summaries are kept. Remarks are records: marked, mended and withdrawn, so they are read anew."""
_IN_FLIGHT: Final = timedelta(days=1)
"""An import that had not ended when summaries were kept had begun at most so long before."""


def folder() -> Path:
    """Where the service keeps what patterns need from run to run."""
    home = Path(settings.DATA_DIR) / "detection"
    home.mkdir(parents=True, exist_ok=True)
    return home


def changed_since(home: Path, *, by: Actor) -> datetime | None:
    """The first day of which calls came since summaries were last kept; None when they never were."""
    kept = home / "summaries" / "summaries.json"
    if not kept.is_file():
        return None
    moment = datetime.fromtimestamp(kept.stat().st_mtime, UTC) - _IN_FLIGHT
    days = feeds.days_changed(moment, by=by, kinds=[_CALLS])
    first = min((day for _, day in days), default=None)
    return None if first is None else datetime.combine(first, time(), UTC)


def kept_summaries(rows: Mapping[str, Table], patterns: Iterable[Pattern], *, by: Actor) -> Kept | None:
    """The summaries of these rows, which are all there are; None where nothing may be kept of them.

    Kept ones hold the calls of everybody: while handling keeps somebody at his prison they are not used.
    """
    from beccaria.engines.detection.state import Kept  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it

    if _CALLS not in rows or kept_back(patterns, by=by).persons:
        return None
    home = folder()
    return Kept(
        rows[_CALLS].get_backend(), home / "summaries", since=changed_since(home, by=by), kinds=KEPT_KINDS
    )
