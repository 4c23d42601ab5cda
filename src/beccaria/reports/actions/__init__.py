"""Everything that changes what reports hold: each in one transaction, asked for permission, and recorded."""

from beccaria.reports.actions.attaching import attach, path_of
from beccaria.reports.actions.changing import Changed, NeedsAnother
from beccaria.reports.actions.directing import end_requirement, finish_task, set_requirement, set_task
from beccaria.reports.actions.flagging import Flagged
from beccaria.reports.actions.grading import Judgement, grade, grade_item, grade_provenance
from beccaria.reports.actions.importing import close_backlog
from beccaria.reports.actions.observing import (
    Submitted,
    answer_return,
    close_observation,
    discard_draft,
    give_feedback,
    return_to_reporter,
    save_draft,
    submit_observation,
)
from beccaria.reports.actions.opening import link, open_report, relate, reword_item, split_item, unlink
from beccaria.reports.actions.releasing import (
    answer_version,
    archive_report,
    close_report,
    disseminate,
    recall,
    sanitise,
    set_recipient,
)
from beccaria.reports.actions.revealing import approve_reveal, request_reveal, reveal

__all__ = [
    "Changed",
    "Flagged",
    "Judgement",
    "NeedsAnother",
    "Submitted",
    "answer_return",
    "answer_version",
    "approve_reveal",
    "archive_report",
    "attach",
    "close_backlog",
    "close_observation",
    "close_report",
    "discard_draft",
    "disseminate",
    "end_requirement",
    "finish_task",
    "give_feedback",
    "grade",
    "grade_item",
    "grade_provenance",
    "link",
    "open_report",
    "path_of",
    "recall",
    "relate",
    "request_reveal",
    "return_to_reporter",
    "reveal",
    "reword_item",
    "sanitise",
    "save_draft",
    "set_recipient",
    "set_requirement",
    "set_task",
    "split_item",
    "submit_observation",
    "unlink",
]
