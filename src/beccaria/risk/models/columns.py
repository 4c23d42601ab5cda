"""Columns, constraints and conditions that the tables of risk share."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from django.db import models
from django.db.models import Q

from beccaria.core.handling import HELD_BACK
from beccaria.core.ids import new_id

MARKING: Final = ("site", "level", "compartments", "handling")
ME: Final = "(SELECT app_text('actor'))"
# Handling that says "not elsewhere" keeps a row at the prison that wrote it (rule 2).
MAY_GO: Final = f"NOT ({{row}}.handling && ARRAY{HELD_BACK}::text[])"
# What is thought and decided of somebody follows him: the prison that holds him now must know.
_HERE: Final = "held.id = {row}.person_id AND held.site = ANY ((SELECT app_list('sites'))::text[])"
HELD_HERE: Final = f"{MAY_GO} AND EXISTS (SELECT 1 FROM people_person held WHERE {_HERE})"  # noqa: S608  constants
OF_ASSESSMENT: Final = "EXISTS (SELECT 1 FROM risk_assessment parent WHERE parent.id = {row}.assessment_id)"


def identifier() -> "models.CharField[str, str]":
    """A random primary key."""
    return models.CharField(primary_key=True, max_length=36, default=new_id, editable=False)


def one_of(column: str, kind: Iterable[StrEnum], *, name: str, empty: bool = False) -> models.CheckConstraint:
    """The database refuses words that are not in the list."""
    words = [one.value for one in kind] + ([""] if empty else [])
    return models.CheckConstraint(condition=Q(**{f"{column}__in": words}), name=name)
