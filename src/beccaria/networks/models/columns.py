"""Columns, constraints and conditions that the tables of this app share."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from django.db import models
from django.db.models import Q

from beccaria.core import grading
from beccaria.core.handling import HELD_BACK
from beccaria.core.ids import new_id

MARKING: Final = ("site", "level", "compartments", "handling")
EVERY_PRISON: Final = "*"
# The acting user's prisons were told of the row: it names them, or all.
SENT_HERE: Final = (
    f"'{EVERY_PRISON}' = ANY ({{row}}.reaches) OR {{row}}.reaches && (SELECT app_list('sites'))::text[]"
)
# A membership follows its person: the prison that holds him now must know.
HELD_HERE: Final = (
    "EXISTS (SELECT 1 FROM people_person held WHERE held.id = {row}.person_id"
    " AND held.site = ANY ((SELECT app_list('sites'))::text[]))"
)
# Handling that says "not elsewhere" keeps a row at the prison that wrote it (rule 2).
_MAY_GO: Final = f"NOT ({{row}}.handling && ARRAY{HELD_BACK}::text[])"
HELD_HERE_AND_MAY_GO: Final = f"{_MAY_GO} AND {HELD_HERE}"
# What hangs on a membership, a relation or a group is seen by those who see that, if they are cleared for it.
OF_MEMBERSHIP: Final = (
    "EXISTS (SELECT 1 FROM networks_membership parent WHERE parent.id = {row}.membership_id)"
)
OF_RELATION: Final = (
    "EXISTS (SELECT 1 FROM networks_grouprelation parent WHERE parent.id = {row}.relation_id)"
)
SENT_HERE_AND_MAY_GO: Final = f"{_MAY_GO} AND ({SENT_HERE})"
EVIDENCE_OF_MEMBERSHIP: Final = f"{_MAY_GO} AND {OF_MEMBERSHIP}"
EVIDENCE_OF_RELATION: Final = f"{_MAY_GO} AND {OF_RELATION}"
_SEEN_GROUP: Final = "EXISTS (SELECT 1 FROM networks_group parent WHERE parent.id = {row}.group_id)"
OF_GROUP: Final = f"{_MAY_GO} AND {_SEEN_GROUP}"


def identifier() -> "models.CharField[str, str]":
    """A random primary key."""
    return models.CharField(primary_key=True, max_length=36, default=new_id, editable=False)


def one_of(column: str, kind: Iterable[StrEnum], *, name: str, empty: bool = False) -> models.CheckConstraint:
    """The database refuses words that are not in the list."""
    words = [one.value for one in kind] + ([""] if empty else [])
    return models.CheckConstraint(condition=Q(**{f"{column}__in": words}), name=name)


def graded(*, name: str, empty: bool = False) -> models.CheckConstraint:
    """Scheme, source and information are codes that belong together; all empty only where that is allowed."""
    nothing = Q(scheme="", source_grade="", information_grade="")
    allowed = nothing if empty else Q(pk__isnull=True)
    for scheme in grading.Scheme:
        allowed |= Q(
            scheme=scheme.value,
            source_grade__in=list(grading.sources(scheme)),
            information_grade__in=list(grading.information(scheme)),
        )
    return models.CheckConstraint(condition=allowed, name=name)


def ended(*, name: str) -> models.CheckConstraint:
    """What ended has a moment and a reason, or neither."""
    return models.CheckConstraint(
        condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")), name=name
    )
