"""Columns, constraints and conditions that the tables of this app share."""

from typing import Final

from django.db import models
from django.db.models import Q

from beccaria.access.api import MAY_GO
from beccaria.core import grading

EVERY_PRISON: Final = "*"
# The acting user's prisons were told of the row: it names them, or all.
SENT_HERE: Final = (
    f"'{EVERY_PRISON}' = ANY ({{row}}.reaches) OR {{row}}.reaches && (SELECT app_list('sites'))::text[]"
)
# What hangs on a membership, a relation or a group is seen by those who see that, if they are cleared for it.
OF_MEMBERSHIP: Final = (
    "EXISTS (SELECT 1 FROM networks_membership parent WHERE parent.id = {row}.membership_id)"
)
OF_RELATION: Final = (
    "EXISTS (SELECT 1 FROM networks_grouprelation parent WHERE parent.id = {row}.relation_id)"
)
SENT_HERE_AND_MAY_GO: Final = f"{MAY_GO} AND ({SENT_HERE})"
EVIDENCE_OF_MEMBERSHIP: Final = f"{MAY_GO} AND {OF_MEMBERSHIP}"
EVIDENCE_OF_RELATION: Final = f"{MAY_GO} AND {OF_RELATION}"
_SEEN_GROUP: Final = "EXISTS (SELECT 1 FROM networks_group parent WHERE parent.id = {row}.group_id)"
OF_GROUP: Final = f"{MAY_GO} AND {_SEEN_GROUP}"


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
