"""Open reports from observations, take items out of them, link the items, and relate them to others."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from beccaria.access.api import require
from beccaria.core import links
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import new_id, new_reference
from beccaria.core.markings import derived
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.core.reporting import Stage
from beccaria.core.wording import words
from beccaria.engines.folding import fold
from beccaria.ledger import api as ledger
from beccaria.reports.actions import changing
from beccaria.reports.actions.changing import LONGEST
from beccaria.reports.actions.references import again_when_taken
from beccaria.reports.models import Item, ItemLink, ItemRelation, Observation, Report, ReportStage
from beccaria.reports.queries import records, seen

_TITLE = 120
_OPEN_TO_REPORTS = (Stage.SUBMITTED,)


@again_when_taken
@transaction.atomic
def open_report(
    *,
    observation_ids: Sequence[str],
    by: Actor,
    at: datetime,
    title: str = "",
    with_items: bool = True,
) -> str:
    """Open an intelligence report from observations and return its identifier.

    It inherits the strictest marking of them. `with_items` makes one item of each observation's whole text; the
    grading desk opens without and takes sentences out. Raises BadInput, Cannot, Hidden, Refused.
    """
    if not observation_ids:
        raise BadInput("A report is opened from at least one observation: choose one.")
    rows = list(
        Observation.objects.filter(pk__in=observation_ids).select_for_update().order_by("received_at", "id")
    )
    if len(rows) != len(set(observation_ids)):
        raise Hidden("There is no such record, or it is not yours to see.")
    marking = derived(*(row.marking for row in rows))
    if marking.site is None:
        raise BadInput("These observations come from different establishments: open one report for each.")
    require(Act.REPORT_OPEN, by, marking)
    if taken := [row.reference for row in rows if row.report_id or row.stage not in _OPEN_TO_REPORTS]:
        raise Cannot("%(taken)s is already taken up: open its report instead.", taken=taken[0])
    report = _report(rows, title=title, marking_level=marking.level, by=by, at=at)
    Observation.objects.filter(pk__in=[row.id for row in rows]).update(report=report)
    if with_items:
        for position, row in enumerate(rows, start=1):
            Item.objects.create(report=report, position=position, text=row.text, observation=row)
            _link_people(report, position, row, by=by, at=at)
    ReportStage.objects.create(report=report, after=Stage.SUBMITTED, at=at, who=by.user)
    subjects = [f"report:{report.id}", *(f"observation:{row.id}" for row in rows)]
    ledger.record(Act.REPORT_OPEN, by=by, subjects=subjects, at=at)
    return report.id


def _report(
    rows: Sequence[Observation], *, title: str, marking_level: Level, by: Actor, at: datetime
) -> Report:
    named = words(title, what="The title", longest=_TITLE) if title.strip() else _first_words(rows[0].text)
    reference = new_reference(at.year)
    return Report.objects.create(
        id=new_id(),
        reference=reference,
        title=named,
        site=rows[0].site,
        level=max(marking_level, Level.RESTRICTED),
        compartments=sorted({one for row in rows for one in row.compartments}),
        handling=sorted({one for row in rows for one in row.handling}),
        happened_at=max(row.occurred_at for row in rows),
        opened_at=at,
        opened_by=by.user,
        folded=fold(" ".join((reference, named, *(row.text for row in rows)))),
    )


def _first_words(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _TITLE else plain[: _TITLE - 2].rsplit(" ", 1)[0] + " …"


def _link_people(report: Report, position: int, row: Observation, *, by: Actor, at: datetime) -> None:
    # Whom the reporter picked was picked by a person; what the machine finds in the text is only ever offered.
    item = Item.objects.get(report=report, position=position)
    ItemLink.objects.bulk_create(
        ItemLink(
            item=item,
            reference=f"person:{person}",
            relation=links.Relation.MENTIONED,
            linked_by=by.user,
            linked_at=at,
        )
        for person in row.people
    )


@transaction.atomic
def split_item(
    *,
    report_id: str,
    text: str,
    by: Actor,
    at: datetime,
    observation_id: str | None = None,
    revision: int | None = None,
) -> str:
    """Make an item of a sentence, and return its identifier; the report then waits for this item's grade.

    Raises BadInput, Cannot, Changed, Hidden, Refused.
    """
    row, _ = changing.report_to_change(report_id, Act.REPORT_LINK, revision=revision, by=by)
    said = words(text, what="The item", longest=LONGEST)
    told = None
    if observation_id is not None:
        told = seen.one(row.observations.filter(pk=observation_id))
    last = row.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = Item.objects.create(report=row, position=last + 1, text=said, observation=told)
    changing.save(row, at=at, by=by, to=Stage.SUBMITTED)
    ledger.record(Act.REPORT_LINK, by=by, subjects=[f"report:{row.id}", f"item:{item.id}"], at=at)
    return item.id


@transaction.atomic
def reword_item(
    *, report_id: str, item_id: str, text: str, by: Actor, at: datetime, revision: int | None = None
) -> None:
    """Change the words of an item that is not graded yet. Raises BadInput, Cannot, Changed, Hidden, Refused."""
    row, _ = changing.report_to_change(report_id, Act.REPORT_LINK, revision=revision, by=by)
    item = seen.one(row.items.filter(pk=item_id))
    if item.scheme:
        raise Cannot("This item is graded: its words stay. Take the sentence out again as a new item.")
    item.text = words(text, what="The item", longest=LONGEST)
    item.save(update_fields=["text"])
    changing.save(row, at=at, by=by)
    ledger.record(Act.REPORT_LINK, by=by, subjects=[f"report:{row.id}", f"item:{item.id}"], at=at)


@transaction.atomic
def link(*, report_id: str, item_id: str, reference: str, relation: str, by: Actor, at: datetime) -> str:
    """Link an item with a record (`person:ID`) and return the link's identifier; doing it twice changes nothing.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row, _ = changing.report_to_change(report_id, Act.REPORT_LINK, revision=None, by=by)
    item = seen.one(row.items.filter(pk=item_id))
    to = links.reference(reference)
    if not records.is_known(to, by=by):
        if to.kind is links.Pole.PERSON:
            raise BadInput("This person is not known: choose from those that are offered.")
        raise BadInput("There is no such place or event, or it is not yours to see.")
    if relation not in set(links.Relation):
        raise BadInput(
            "“%(relation)s” is not a relation: write one of %(choices)s.",
            relation=relation[:40],
            choices=", ".join(links.Relation),
        )
    found, made = ItemLink.objects.get_or_create(
        item=item,
        reference=str(to),
        relation=relation,
        ended_at=None,
        defaults={"linked_by": by.user, "linked_at": at},
    )
    if made:
        ledger.record(
            Act.REPORT_LINK, by=by, subjects=[f"report:{row.id}", f"item:{item.id}", str(to)], at=at
        )
    return found.id


@transaction.atomic
def unlink(*, report_id: str, link_id: str, by: Actor, at: datetime) -> None:
    """End a link; that it was there stays known. Raises Cannot, Hidden, Refused."""
    row, _ = changing.report_to_change(report_id, Act.REPORT_LINK, revision=None, by=by)
    found = seen.one(ItemLink.objects.filter(pk=link_id, item__report=row, ended_at=None))
    found.ended_by, found.ended_at = by.user, at
    found.save(update_fields=["ended_by", "ended_at"])
    ledger.record(
        Act.REPORT_LINK,
        by=by,
        subjects=[f"report:{row.id}", f"item:{found.item_id}", found.reference],
        at=at,
        detail={"ended": True},
    )


@transaction.atomic
def relate(*, item_id: str, other_id: str, relation: str, why: str, by: Actor, at: datetime) -> None:
    """Judge that one item corroborates or contradicts another, and why. Raises BadInput, Cannot, Hidden, Refused."""
    item, other = (seen.one(Item.objects.filter(pk=one)) for one in (item_id, other_id))
    for one in (item, other):
        seen.report(one.report_id, Act.REPORT_RELATE, by=by)
    if relation not in set(links.ItemRelation):
        raise BadInput(
            "“%(relation)s” is not a relation: write one of %(choices)s.",
            relation=relation[:40],
            choices=", ".join(links.ItemRelation),
        )
    if item.id == other.id:
        raise BadInput("An item cannot be related to itself: choose another.")
    if ItemRelation.objects.filter(item=item, other=other, relation=relation).exists():
        raise Cannot("This was already judged.")
    ItemRelation.objects.create(
        item=item,
        other=other,
        relation=relation,
        why=words(why, what="The reason", longest=1000),
        related_by=by.user,
        related_at=at,
    )
    ledger.record(
        Act.REPORT_RELATE,
        by=by,
        subjects=[f"item:{item.id}", f"item:{other.id}"],
        at=at,
        detail={"relation": relation},
    )
