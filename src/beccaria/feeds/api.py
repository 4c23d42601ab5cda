"""What other apps may ask of feeds."""

from beccaria.core.feeds import Feed
from beccaria.feeds.actions.sites import Sites
from beccaria.feeds.actions.taking import keep_besides
from beccaria.feeds.actions.tidying import sweep
from beccaria.feeds.queries.guarding import row_guard
from beccaria.feeds.queries.store import Brought, brought, days_changed, latest, tables, taken

__all__ = [
    "Brought",
    "Feed",
    "Sites",
    "brought",
    "days_changed",
    "keep_besides",
    "latest",
    "row_guard",
    "sweep",
    "tables",
    "taken",
]
