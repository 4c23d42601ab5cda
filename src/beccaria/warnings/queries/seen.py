"""Find one record for somebody: what he may not see raises the same Hidden as what never was."""

from beccaria.warnings.models import Ban, Version
from beccaria.warnings.recognising import Subject


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
