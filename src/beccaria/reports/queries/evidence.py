"""Find graded items of reports about a person, for those who judge him on evidence."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from beccaria.access.api import refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking, derived
from beccaria.reports.models import Item, ItemLink
from beccaria.reports.queries import seen


class ItemAbout(NamedTuple):
    """A graded item of a report that names a person: its words, its grade, and how strictly it is handled."""

    id: str
    report: str
    number: str
    text: str
    at: datetime
    grade: tuple[str, str, str]
    marking: Marking


def items_about(records: Collection[str], *, by: Actor, at_most: int = 200) -> tuple[ItemAbout, ...]:
    """The graded items linked to one of these records of a person that the reader may read, newest first."""
    linked = ItemLink.objects.filter(
        reference__in=[f"person:{one}" for one in records], ended_at=None
    ).values("item_id")
    held_back = seen.elsewhere(by)
    rows = (
        Item.objects.filter(pk__in=linked, report__opened_at__isnull=False)
        .exclude(scheme="")
        .select_related("report")
        .order_by("-report__happened_at", "report_id", "position")
    )
    if held_back:
        rows = rows.exclude(handling__overlap=HELD_BACK).exclude(report__handling__overlap=HELD_BACK)
    found = (_about(row) for row in rows[:at_most])
    return tuple(one for one in found if refusal(Act.REPORT_READ, by, one.marking) is None)


def _about(row: Item) -> ItemAbout:
    report = row.report.marking
    own = Marking(site=report.site, level=report.level, handling=frozenset(row.handling))
    return ItemAbout(
        row.id,
        row.report_id,
        row.report.reference,
        row.text,
        row.report.happened_at,
        (row.scheme, row.source, row.information),
        derived(report, own),
    )
