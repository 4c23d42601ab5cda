"""Read what reports hold. Every question says who asks (`by`), and answers with frozen shapes."""

from beccaria.reports.queries.cited import Cited, cited, rests_on
from beccaria.reports.queries.observing import (
    attachment,
    draft,
    drafts,
    inbox,
    inbox_changes_since,
    inbox_mark,
    my_report,
    my_reports,
    observation,
    observations,
    pseudonym,
)
from beccaria.reports.queries.releasing import (
    flags_at,
    flags_in,
    received,
    received_one,
    recipients,
)
from beccaria.reports.queries.reporting import about, about_person, hung_on, near, queue, report, reports
from beccaria.reports.queries.searching import search
from beccaria.reports.queries.today import requirements, reveals, tasks, today, unit
from beccaria.reports.queries.tracing import Remark, remarks, visible_observations
from beccaria.reports.queries.tying import ItemTie, ties
from beccaria.reports.queries.wording import texts_about

__all__ = [
    "Cited",
    "ItemTie",
    "Remark",
    "about",
    "about_person",
    "attachment",
    "cited",
    "draft",
    "drafts",
    "flags_at",
    "flags_in",
    "hung_on",
    "inbox",
    "inbox_changes_since",
    "inbox_mark",
    "my_report",
    "my_reports",
    "near",
    "observation",
    "observations",
    "pseudonym",
    "queue",
    "received",
    "received_one",
    "recipients",
    "remarks",
    "report",
    "reports",
    "requirements",
    "rests_on",
    "reveals",
    "search",
    "tasks",
    "texts_about",
    "ties",
    "today",
    "unit",
    "visible_observations",
]
