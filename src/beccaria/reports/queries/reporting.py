"""Read intelligence reports: lists, one report with its items, what is missing, and what lies near an item."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, QuerySet

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.grading import Grade
from beccaria.core.handling import from_codes
from beccaria.core.links import Nature
from beccaria.core.reporting import Stage
from beccaria.engines.corroboration import Told, nearest
from beccaria.lib import paging
from beccaria.people import api as people
from beccaria.reports.models import Item, ItemGrade, ItemLink, Report
from beccaria.reports.queries import observing, releasing, seen
from beccaria.reports.queries.shapes import (
    ItemShown,
    LinkShown,
    MoveShown,
    NearItem,
    Page,
    RelationShown,
    ReportLine,
    ReportShown,
)

OPEN = (Stage.SUBMITTED, Stage.GRADED, Stage.SANITISED)
_CANDIDATES = 60


def line(row: Report) -> ReportLine:
    """What a list shows of a report."""
    return ReportLine(
        id=row.id,
        reference=row.reference,
        title=row.title,
        happened_at=row.happened_at,
        opened_at=row.opened_at,
        stage=Stage(row.stage),
        site=row.site,
        level=row.level,
        handling=from_codes(row.handling),
    )


def reports(
    *, by: Actor, stage: Stage | None = None, cursor: str | None = None, size: int | None = None
) -> Page[ReportLine]:
    """Reports one may read, newest first, of one stage if asked. Raises BadInput for a foreign cursor."""
    at_most = paging.size(size)
    rows = Report.objects.filter(seen.sites(by) & seen.elsewhere(by))
    if stage is not None:
        rows = rows.filter(stage=stage)
    found = list(paging.newest_first(rows, "opened_at", paging.after(cursor), at_most))
    return paging.page(found, [line(row) for row in found], "opened_at", at_most)


def queue(*, by: Actor, size: int | None = None) -> tuple[ReportLine, ...]:
    """Reports that still need work, oldest first: the left pane of the grading desk."""
    require(Act.INBOX_SEE, by)
    rows = Report.objects.filter(seen.sites(by), stage__in=OPEN).order_by("opened_at", "id")
    return tuple(line(row) for row in rows[: paging.size(size, usual=50)])


def report(report_id: str, *, by: Actor) -> ReportShown:
    """One report with everything the unit works with. Raises Hidden, Refused."""
    row, mine = seen.report(report_id, Act.REPORT_READ, by=by)
    items = items_of(row)
    return ReportShown(
        line=line(row),
        revision=row.revision,
        provenance=row.provenance,
        provenance_grade=grade(row.provenance_scheme, row.provenance_source, row.provenance_information),
        items=items,
        observations=tuple(observing.line(told) for told in row.observations.order_by("received_at", "id")),
        versions=releasing.versions_of(row),
        moves=tuple(
            MoveShown(before=move.before, after=Stage(move.after), at=move.at, who=move.who, words=move.words)
            for move in row.stages.order_by("at", "id")
        ),
        missing=missing(row, items),
        is_mine=mine,
    )


def grade(scheme: str, source: str, information: str) -> Grade | None:
    """The stored grade as a value, or None where there is none yet."""
    return Grade.read(scheme, source, information) if scheme else None


def items_of(row: Report) -> tuple[ItemShown, ...]:
    """The items of a report in their order."""
    return tuple(item(one) for one in _whole(Item.objects.filter(report=row)).order_by("position"))


def _whole(rows: QuerySet[Item]) -> QuerySet[Item]:
    return rows.prefetch_related(
        Prefetch(
            "links", ItemLink.objects.filter(ended_at=None).order_by("linked_at", "id"), to_attr="open_links"
        ),
        Prefetch("grades", ItemGrade.objects.order_by("graded_at", "id"), to_attr="all_grades"),
        "relations",
    )


def item(row: Item) -> ItemShown:
    """What is shown of an item fetched with its links, grades and relations."""
    earlier: Sequence[ItemGrade] = row.all_grades[:-1]  # type: ignore[attr-defined]  # set by _whole
    links: Sequence[ItemLink] = row.open_links  # type: ignore[attr-defined]  # set by _whole
    return ItemShown(
        id=row.id,
        position=row.position,
        text=row.text,
        observation_id=row.observation_id,
        grade=grade(row.scheme, row.source, row.information),
        earlier=tuple(Grade.read(one.scheme, one.source, one.information) for one in earlier),
        handling=from_codes(row.handling, {row.handling_note} - {""}),
        nature=row.nature,
        underlying=row.underlying,
        subject=row.subject,
        threats=tuple(row.threats),
        currency=row.currency,
        reliability=row.reliability,
        concreteness=row.concreteness,
        links=tuple(LinkShown(id=one.id, reference=one.reference, relation=one.relation) for one in links),
        relations=tuple(
            RelationShown(other_id=one.other_id, relation=one.relation, why=one.why)
            for one in row.relations.all()
        ),
    )


def missing(row: Report, items: Sequence[ItemShown]) -> tuple[str, ...]:
    """What is still to do before the report can be sanitised, in sentences; empty when nothing is."""
    said = []
    if not items:
        said.append("There is no item yet: take at least one sentence out of the text.")
    if ungraded := [str(one.position) for one in items if one.grade is None]:
        said.append(f"Without a grade: item {', '.join(ungraded)}.")
    if not row.provenance_scheme:
        said.append("The provenance has no grade.")
    if resting := [
        str(one.position) for one in items if one.nature == Nature.ASSESSMENT and not one.underlying
    ]:
        said.append(f"Say who keeps what the assessment rests on: item {', '.join(resting)}.")
    if nobody := [str(one.position) for one in items if not one.subject]:
        said.append(f"Say whom it is about (suspect, convicted, victim, other): item {', '.join(nobody)}.")
    return tuple(said)


def near(item_id: str, *, by: Actor, limit: int = 3) -> tuple[NearItem, ...]:
    """The earlier items nearest to an item, with reasons. Raises Hidden, Refused.

    Candidates are the items that share a linked record, and the latest ones of the same establishment.
    """
    own = seen.one(_whole(Item.objects.filter(pk=item_id)).select_related("report"))
    seen.report(own.report_id, Act.REPORT_READ, by=by)
    references = [one.reference for one in item(own).links]
    readable = Item.objects.exclude(pk=item_id).filter(report__in=Report.objects.filter(seen.elsewhere(by)))
    sharing = readable.filter(links__reference__in=references, links__ended_at=None).distinct()
    latest = readable.filter(report__site=own.report.site, report__opened_at__lte=own.report.opened_at)
    wanted = [
        *_whole(sharing).select_related("report")[:_CANDIDATES],
        *_whole(latest.order_by("-report__opened_at", "id")).select_related("report")[:_CANDIDATES],
    ]
    rows = {row.id: row for row in wanted}
    found = nearest(_told(own), [_told(row) for row in rows.values()], limit=limit)
    return tuple(
        NearItem(
            id=one.id,
            report_id=rows[one.id].report_id,
            report_reference=rows[one.id].report.reference,
            text=rows[one.id].text,
            grade=item(rows[one.id]).grade,
            why=one.why,
        )
        for one in found
    )


def _told(row: Item) -> Told:
    shown = item(row)
    return Told(row.id, row.text, frozenset(one.reference for one in shown.links), row.report.happened_at)


def about(reference: str, *, by: Actor, limit: int = 25) -> tuple[ReportLine, ...]:
    """The reports one may read whose items are linked to a record such as `person:ID`, newest first."""
    return _about([reference], by=by, limit=limit)


def _about(references: Sequence[str], *, by: Actor, limit: int) -> tuple[ReportLine, ...]:
    linked = ItemLink.objects.filter(reference__in=references, ended_at=None).values("item__report_id")
    rows = Report.objects.filter(seen.elsewhere(by), id__in=linked).order_by("-opened_at", "-id")
    return tuple(line(row) for row in rows[:limit])


def about_person(person_id: str, *, by: Actor, limit: int = 25) -> tuple[ReportLine, ...]:
    """The reports about a person that one may read, on all his records, newest first: the fragment on his page."""
    records = people.records_of(person_id, by)
    return _about([f"person:{record}" for record in records], by=by, limit=limit)


def hung_on(person_id: str, found: Sequence[ReportLine], *, by: Actor) -> dict[str, tuple[str, ...]]:
    """Of reports about a person: the names of his other records that they hang on; nothing for the record asked for."""
    others = people.named((one for one in people.records_of(person_id, by) if one != person_id), by=by)
    names: dict[str, set[str]] = defaultdict(set)
    links = ItemLink.objects.filter(
        reference__in=[f"person:{one}" for one in others],
        ended_at=None,
        item__report_id__in=[one.id for one in found],
    )
    for reference, report_id in links.values_list("reference", "item__report_id"):
        one = others[reference.partition(":")[2]]
        names[report_id].add(", ".join(part for part in (one.name, one.number) if part))
    return {report_id: tuple(sorted(said)) for report_id, said in names.items()}


def folded_parts(title: str, provenance: str, texts: Iterable[str]) -> str:
    """The words a report is found by."""
    return " ".join((title, provenance, *texts))
