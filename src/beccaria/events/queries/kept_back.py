"""Name the rows that handling keeps at the prison that wrote them: what spans prisons is computed without them."""

from collections.abc import Collection

from beccaria.core.actors import Actor
from beccaria.core.handling import HELD_BACK
from beccaria.events.queries.as_file import MODELS


def kept_back(kinds: Collection[str], *, by: Actor) -> dict[tuple[str, str], str]:
    """The prison of each such row the reader may see, by kind of file and key; "" for one that is no prison's."""
    del by  # judged by the row policy of this transaction
    found: dict[tuple[str, str], str] = {}
    for kind in sorted(MODELS.keys() & set(kinds)):
        rows = MODELS[kind].objects.filter(handling__overlap=HELD_BACK).values_list("key", "site")
        found |= {(kind, key): site or "" for key, site in rows.iterator()}
    return found
