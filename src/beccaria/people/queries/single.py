"""Read records one by one, each for itself, as they are compared; readers of a person get them together."""

from collections import defaultdict
from collections.abc import Sequence

from beccaria.core.actors import Actor
from beccaria.people.models import CustodyPeriod, Identity, Person
from beccaria.people.queries.reading import lines
from beccaria.people.queries.shapes import Asserted, Held, PersonRead


def records_alone(ids: Sequence[str], *, by: Actor) -> tuple[PersonRead, ...]:
    """These records in this order, each with its own identities and custody. Raises Person.DoesNotExist when hidden."""
    shown = lines(ids, by=by)
    if len(shown) < len(ids):
        raise Person.DoesNotExist
    said: dict[str, list[Asserted]] = defaultdict(list)
    for row in Identity.objects.filter(person_id__in=ids).order_by("-since", "id"):
        said[row.person_id].append(Asserted.of(row))
    held: dict[str, list[Held]] = defaultdict(list)
    for period in CustodyPeriod.objects.filter(person_id__in=ids).order_by("-starts_at", "id"):
        held[period.person_id].append(Held.of(period))
    return tuple(PersonRead(one, tuple(said[one.id]), tuple(held[one.id])) for one in shown)
