"""What is read of feeds. Every function takes the actor; the row policies of the transaction judge what he sees."""

from beccaria.feeds.queries.guarding import guard, row_guard, screen, verdicts
from beccaria.feeds.queries.health import health
from beccaria.feeds.queries.preview import look
from beccaria.feeds.queries.reading import held, imports, one_held, one_import, profiles, register, upload
from beccaria.feeds.queries.store import days_changed, latest, tables, taken

__all__ = [
    "days_changed",
    "guard",
    "health",
    "held",
    "imports",
    "latest",
    "look",
    "one_held",
    "one_import",
    "profiles",
    "register",
    "row_guard",
    "screen",
    "tables",
    "taken",
    "upload",
    "verdicts",
]
