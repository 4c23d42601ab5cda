"""Say how strictly an event must be handled by what is made of it, if the reader may see it."""

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking
from beccaria.events.models import CallRequest, Find, Incident, Movement, Payment, Visit

_KINDS = (Incident, Visit, Find, Movement, Payment, CallRequest)


def marking_of(event_id: str, *, by: Actor) -> Marking | None:
    """The marking of an event of any kind; None for hidden and invented ones alike."""
    del by  # judged by the row policy of this transaction
    found = (kind.objects.filter(pk=event_id).first() for kind in _KINDS)
    return next((row.marking for row in found if row is not None), None)
