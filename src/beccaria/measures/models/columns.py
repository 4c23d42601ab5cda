"""Conditions that the tables of measures share."""

from typing import Any, Final

from django.db import models

from beccaria.access.api import MAY_GO
from beccaria.core.actors import Duty

OF_MEASURE: Final = (
    f"{MAY_GO} AND EXISTS (SELECT 1 FROM measures_measure parent WHERE parent.id = {{row}}.measure_id)"  # noqa: S608  constants
)
# What is only proposed would be a label to a landing: it is told once somebody decided. What he must not learn himself
# it is never told: he would learn it from the landing.
_LANDING: Final = f"(SELECT app_text('duty')) <> '{Duty.OFFICER.value}'"
CARRIED_OUT: Final = f"({_LANDING} OR ({{row}}.in_force_at IS NOT NULL AND NOT {{row}}.not_told))"


def person() -> "models.ForeignKey[Any, Any]":
    """The person it is about. Named without a way back: people know nothing of measures."""
    return models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
