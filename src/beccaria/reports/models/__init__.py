"""The tables of observations, intelligence reports, versions and direction."""

from beccaria.reports.models.directing import Requirement, Task
from beccaria.reports.models.observing import (
    Attachment,
    Authorship,
    Draft,
    Observation,
    ObservationStage,
    ReporterFeedback,
    Reveal,
)
from beccaria.reports.models.releasing import Dissemination, Recipient, RecipientFeedback, Version
from beccaria.reports.models.reporting import (
    Item,
    ItemGrade,
    ItemLink,
    ItemRelation,
    Report,
    ReportStage,
)

__all__ = [
    "Attachment",
    "Authorship",
    "Dissemination",
    "Draft",
    "Item",
    "ItemGrade",
    "ItemLink",
    "ItemRelation",
    "Observation",
    "ObservationStage",
    "Recipient",
    "RecipientFeedback",
    "Report",
    "ReportStage",
    "ReporterFeedback",
    "Requirement",
    "Reveal",
    "Task",
    "Version",
]
