"""What other apps may ask of feeds."""

from beccaria.core.feeds import Feed
from beccaria.feeds.queries.guarding import row_guard
from beccaria.feeds.queries.store import days_changed, latest, tables, taken

__all__ = ["Feed", "days_changed", "latest", "row_guard", "tables", "taken"]
