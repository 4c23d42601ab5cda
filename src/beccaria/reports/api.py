"""What other apps may ask of reports."""

from beccaria.reports.actions import (
    Judgement,
    close_backlog,
    close_observation,
    disseminate,
    give_feedback,
    grade,
    link,
    open_report,
    relate,
    return_to_reporter,
    sanitise,
    set_recipient,
    set_requirement,
    set_task,
    split_item,
    submit_observation,
)
from beccaria.reports.actions.references import again_when_taken
from beccaria.reports.queries import Cited, about, about_person, cited, search, today

__all__ = [
    "Cited",
    "Judgement",
    "about",
    "about_person",
    "again_when_taken",
    "cited",
    "close_backlog",
    "close_observation",
    "disseminate",
    "give_feedback",
    "grade",
    "link",
    "open_report",
    "relate",
    "return_to_reporter",
    "sanitise",
    "search",
    "set_recipient",
    "set_requirement",
    "set_task",
    "split_item",
    "submit_observation",
    "today",
]
