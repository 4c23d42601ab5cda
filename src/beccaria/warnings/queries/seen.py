"""Find one record for somebody: what he may not see raises the same Hidden as what never was."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from beccaria.core.refusal import Hidden
from beccaria.warnings.models import Ban, Version
from beccaria.warnings.recognising import Subject

Rows = TypeVar("Rows", bound=Model)


def one(rows: QuerySet[Rows]) -> Rows:
    """The only row, or Hidden."""
    found = rows.first()
    if found is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found


def subject(row: Version | Ban) -> Subject:
    """Who a version or a ban describes."""
    return Subject(
        names=tuple(row.names),
        born=row.born,
        document=row.document,
        phone=row.phone,
        account=row.account,
        plate=row.plate,
        address=row.address,
    )
