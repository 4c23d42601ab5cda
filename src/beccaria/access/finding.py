"""Find what somebody may see: the only row or the same Hidden as what never was, and what stays at its prison."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from beccaria.core.actors import Actor
from beccaria.core.handling import HELD_BACK
from beccaria.core.refusal import Hidden

Rows = TypeVar("Rows", bound=Model)


def only(rows: QuerySet[Rows]) -> Rows:
    """The only row. Raises Hidden."""
    found = rows.first()
    if found is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found


def may_go(by: Actor, *, of: str = "") -> Q:
    """What handling keeps at its prison is there for that prison's duties only, national ones included (rule 2).

    `of` leads to the row that is marked, such as "assessment__".
    """
    kept, here = {f"{of}handling__overlap": HELD_BACK}, {f"{of}site__in": sorted(by.sites)}
    return ~Q(**kept) | Q(**here)
