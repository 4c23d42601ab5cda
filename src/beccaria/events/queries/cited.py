"""Say how strictly an event must be handled by what is made of it, if the reader may see it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking, derived
from beccaria.events.models import CallRequest, Find, Incident, Movement, Payment, Visit

_KINDS = (Incident, Visit, Find, Movement, Payment, CallRequest)
# Rows come from the register's files or are written down here; each has an index by source and key.
_SOURCES: Final = ("register", "service")
_FILES: Final[dict[str, type[Incident | Visit | Find | Movement | Payment]]] = {
    "incidents": Incident,
    "visits": Visit,
    "finds": Find,
    "movements": Movement,
    "payments": Payment,
}


def marking_of(event_id: str, *, by: Actor) -> Marking | None:
    """The marking of an event of any kind; None for hidden and invented ones alike."""
    del by  # judged by the row policy of this transaction
    found = (kind.objects.filter(pk=event_id).first() for kind in _KINDS)
    return next((row.marking for row in found if row is not None), None)


def keyed(wanted: Iterable[tuple[str, str]], *, by: Actor) -> dict[tuple[str, str], Marking]:
    """The markings of rows named by their kind of file and their key; hidden ones are left out.

    Of two sources that use one key the strictest marking counts.
    """
    del by  # judged by the row policy of this transaction
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, key in wanted:
        keys[kind].add(key)
    found: dict[tuple[str, str], Marking] = {}
    for kind, model in _FILES.items():
        if keys[kind]:
            for row in model.objects.filter(source__in=_SOURCES, key__in=keys[kind]).iterator():
                known = found.get((kind, row.key))
                found[kind, row.key] = derived(known, row.marking) if known else row.marking
    return found
