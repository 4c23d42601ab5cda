"""What other apps may ask of reports."""

from beccaria.reports.actions import (
    Judgement,
    disseminate,
    give_feedback,
    grade,
    link,
    open_report,
    sanitise,
    set_recipient,
    set_requirement,
    set_task,
    split_item,
    submit_observation,
)
from beccaria.reports.queries import about, about_person, search, today

__all__ = [
    "Judgement",
    "about",
    "about_person",
    "disseminate",
    "give_feedback",
    "grade",
    "link",
    "open_report",
    "sanitise",
    "search",
    "set_recipient",
    "set_requirement",
    "set_task",
    "split_item",
    "submit_observation",
    "today",
]
