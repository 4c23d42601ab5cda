"""Columns and constraints that the tables of every app share."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.db.models import Q

from beccaria.core.ids import new_id


def identifier() -> "models.CharField[str, str]":
    """A random primary key: a sequence would show by its gaps how much one may not see."""
    return models.CharField(primary_key=True, max_length=36, default=new_id, editable=False)


def one_of(column: str, kind: Iterable[StrEnum], *, name: str, empty: bool = False) -> models.CheckConstraint:
    """The database refuses words that are not in the list."""
    words = [one.value for one in kind] + ([""] if empty else [])
    return models.CheckConstraint(condition=Q(**{f"{column}__in": words}), name=name)


def done(what: str, *, name: str) -> models.CheckConstraint:
    """Who, when and why of something that was done (`closed`, `ended` …) are there together, or none of them."""
    at, by, why = f"{what}_at", f"{what}_by", f"{what}_why"
    return models.CheckConstraint(
        condition=Q(**{at: None, by: "", why: ""})
        | (Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""}) & ~Q(**{why: ""})),
        name=name,
    )
