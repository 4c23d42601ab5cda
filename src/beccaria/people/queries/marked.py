"""Say how records of people are marked: for what is made of several of them and must be kept as strictly."""

from collections.abc import Iterable

from beccaria.core.actors import Actor
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking
from beccaria.people.models import Person


def markings(ids: Iterable[str], *, by: Actor) -> dict[str, Marking]:
    """The markings of these records, of those the reader may see."""
    del by  # judged by the row policy of this transaction
    return {row.id: row.marking for row in Person.objects.filter(pk__in=set(ids)).iterator()}


def surnames(ids: Iterable[str], *, by: Actor) -> dict[str, str]:
    """The first word by which each of these records is listed, folded: mostly the surname."""
    del by
    rows = Person.objects.filter(pk__in=set(ids)).values_list("pk", "sorts")
    return {key: sorts.split()[0] for key, sorts in rows.iterator() if sorts.split()}


def register_keys(ids: Iterable[str], *, by: Actor) -> dict[str, str]:
    """The register's own identifier of each of these records that came from the register: for measuring only."""
    del by
    rows = Person.objects.filter(pk__in=set(ids), source="register").values_list("pk", "key")
    return dict(rows.iterator())


def kept_back(*, by: Actor) -> dict[str, str]:
    """The prison of each record that handling keeps at its prison, by the identifier that files name it by."""
    del by
    rows = Person.objects.filter(handling__overlap=HELD_BACK).values_list("pk", "source", "key", "site")
    return {key if source == "register" else pk: site or "" for pk, source, key, site in rows.iterator()}
