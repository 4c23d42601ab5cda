"""Columns and constraints that several tables of this app share."""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q

from beccaria.core import grading
from beccaria.core.actors import Level
from beccaria.core.handling import LIMITS


def choice(kind: type[StrEnum], **more: Any) -> "models.TextField[str, str]":
    """A text column that holds one word of a list."""
    return models.TextField(choices=[(one.value, one.value) for one in kind], **more)


def together(who: str, when: str, *, name: str) -> models.CheckConstraint:
    """Who and when are set together or not at all."""
    neither = Q(**{who: "", f"{when}__isnull": True})
    return models.CheckConstraint(
        condition=neither | (~Q(**{who: ""}) & Q(**{f"{when}__isnull": False})), name=name
    )


def graded(prefix: str, *, name: str) -> models.CheckConstraint:
    """Scheme, source and information are empty together, or are codes that this scheme has."""
    allowed = Q(**{f"{prefix}scheme": "", f"{prefix}source": "", f"{prefix}information": ""})
    for scheme in grading.Scheme:
        allowed |= Q(
            **{
                f"{prefix}scheme": scheme.value,
                f"{prefix}source__in": list(grading.sources(scheme)),
                f"{prefix}information__in": list(grading.information(scheme)),
            }
        )
    return models.CheckConstraint(condition=allowed, name=name)


def known_handling(*, name: str) -> models.CheckConstraint:
    """Only codes that exist, each with its scheme in front."""
    return models.CheckConstraint(condition=Q(handling__contained_by=sorted(LIMITS)), name=name)


def known_level(*, name: str) -> models.CheckConstraint:
    """Only levels that exist."""
    return models.CheckConstraint(condition=Q(level__lte=Level.SECRET), name=name)
