"""Say how two groups stand to each other, on what evidence, and when that is over."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from beccaria.access.api import only, require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.groups import RelationKind
from beccaria.core.markings import columns, inherited
from beccaria.core.refusal import BadInput, Cannot, Phrase
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.networks.actions import taking_down
from beccaria.networks.actions.taking_down import Shown, word
from beccaria.networks.models import Group, GroupRelation, RelationEvidence
from beccaria.networks.models.columns import EVERY_PRISON
from beccaria.networks.queries import seen
from beccaria.reports import api as reports


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelation:
    """How `group` stands to `other` since a day, and what shows it. A supplier supplies the other."""

    group: str
    other: str
    kind: str
    shown: Shown
    since: date | None = None
    until: date | None = None
    level: Level = Level.OFFICIAL


@transaction.atomic
def relate(new: NewRelation, *, by: Actor, at: datetime) -> str:
    """Write down a relation with its first evidence; return its identifier.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    group = seen.one_group(new.group)
    other = Group.objects.filter(pk=new.other).first()
    if other is None:
        raise BadInput("The other group is not found: choose it from the list.")
    kind = word(RelationKind, new.kind, what="relation between groups")
    if group.id == other.id:
        raise BadInput("A group cannot be its own %(own)s: choose the other group.", own=Phrase(_OWN[kind]))
    if group.ended_at or other.ended_at:
        raise Cannot("One of the two groups is over: nothing new is written of it.")
    _days(new, at=at)
    _once(group, other, kind)
    site = taking_down.site_for(by, near=group.site)
    reference, source = reports.rests_on(new.shown.reference, site=site, by=by)
    marking = inherited(site, new.level, group.marking, other.marking, source)
    require(Act.GROUP_WRITE, by, marking)
    try:
        with transaction.atomic():
            row = GroupRelation.objects.create(
                group=group,
                other=other,
                kind=kind,
                since=new.since,
                until=new.until,
                reaches=both_know(group, other, site=site),
                written_by=by.user,
                written_at=at,
                **columns(marking),
            )
    except IntegrityError as taken:
        raise Cannot("That is written down already: add evidence there.") from taken
    _keep(row, new.shown, reference, columns(marking), by=by, at=at)
    ledger.record(
        Act.GROUP_WRITE,
        by=by,
        subjects=[f"group:{group.id}", f"group:{other.id}"],
        at=at,
        detail={"what": "related", "relation": kind.value},
    )
    return row.id


@transaction.atomic
def add_relation_evidence(relation_id: str, shown: Shown, *, level: Level, by: Actor, at: datetime) -> str:
    """One more thing that shows how two groups stand to each other. Raises BadInput, Cannot, Hidden, Refused."""
    row = _open(relation_id, by=by)
    site = taking_down.site_for(by, near=row.site)
    reference, source = reports.rests_on(shown.reference, site=site, by=by)
    marking = inherited(site, level, source)
    require(Act.GROUP_WRITE, by, marking)
    made = _keep(row, shown, reference, columns(marking), by=by, at=at)
    _recorded(row, "relation shown", by=by, at=at)
    return made


@transaction.atomic
def end_relation(relation_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It is over, or was never so. Raises BadInput, Cannot, Hidden, Refused."""
    row = _open(relation_id, by=by)
    row.ended_at, row.ended_why = at, taking_down.reason(why)
    row.save(update_fields=["ended_at", "ended_why"])
    _recorded(row, "relation ended", by=by, at=at)


_OWN = {
    RelationKind.ALLY: "ally",
    RelationKind.RIVAL: "rival",
    RelationKind.FEUD: "enemy in a feud",
    RelationKind.SUPPLIER: "supplier",
}


def _open(relation_id: str, *, by: Actor) -> GroupRelation:
    row = only(seen.relations().filter(pk=relation_id).select_for_update(of=("self",)))
    require(Act.GROUP_WRITE, by, row.marking)
    if row.ended_at:
        raise Cannot("This relation is over: write down a new one.")
    return row


def _days(new: NewRelation, *, at: datetime) -> None:
    if new.since and new.since > moments.day_of(at):
        raise BadInput("The day since when it is so lies in the future: correct it.")
    if new.since and new.until and new.until < new.since:
        raise BadInput("It ends before it begins: correct the days.")


def _once(group: Group, other: Group, kind: RelationKind) -> None:
    ways = Q(group=group, other=other)
    if kind is not RelationKind.SUPPLIER:
        ways |= Q(group=other, other=group)
    if seen.relations().filter(ways, kind=kind, ended_at=None).exists():
        raise Cannot("That is written down already: add evidence there.")


def _keep(
    row: GroupRelation, shown: Shown, reference: str, marking: dict[str, object], *, by: Actor, at: datetime
) -> str:
    if shown.observed > moments.day_of(at):
        raise BadInput("The day of the evidence lies in the future: write when it was seen or found.")
    made = RelationEvidence.objects.create(
        relation=row,
        reference=reference,
        text=words(shown.text, what="What shows it"),
        observed=shown.observed,
        scheme=shown.grade.scheme,
        source_grade=shown.grade.source,
        information_grade=shown.grade.information,
        added_by=by.user,
        added_at=at,
        **marking,
    )
    return made.id


def both_know(group: Group, other: Group, *, site: str | None) -> list[str]:
    """The prisons that know both groups; nobody else may learn how they stand to each other."""
    one, another = ({*each.reaches, *filter(None, [each.site])} for each in (group, other))
    if EVERY_PRISON in one:
        found = another
    elif EVERY_PRISON in another:
        found = one
    else:
        found = one & another
    return [EVERY_PRISON] if EVERY_PRISON in found else sorted(found - {site})


def _recorded(row: GroupRelation, what: str, *, by: Actor, at: datetime) -> None:
    subjects = [f"group:{row.group_id}", f"group:{row.other_id}"]
    ledger.record(Act.GROUP_WRITE, by=by, subjects=subjects, at=at, detail={"what": what})
