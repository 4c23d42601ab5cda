"""Write down a group, change it, end it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.groups import Definition, Determiner, GroupKind
from beccaria.core.markings import columns, inherited
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.engines import names_fold
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.networks.actions import taking_down
from beccaria.networks.actions.taking_down import word
from beccaria.networks.models import Group
from beccaria.networks.queries import seen
from beccaria.networks.queries.above import DEEPEST

_LONGEST_NAME, _LONGEST_OTHER, _MOST_OTHERS = 120, 80, 8
# What PostgreSQL can hold of a text in an index.
_LONGEST_FOLDED = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroup:
    """A group: by whose definition it is one, and who determined that. `reaches` other prisons, `*` for all."""

    name: str
    kind: str
    definition: str
    determined_by: str
    other_names: Sequence[str] = ()
    parent: str | None = None
    definition_note: str = ""
    determined_on: date | None = None
    determined_note: str = ""
    summary: str = ""
    not_to_subject: bool = True
    reaches: Sequence[str] = ()
    level: Level = Level.OFFICIAL
    site: str | None = None


@transaction.atomic
def write_group(new: NewGroup, *, by: Actor, at: datetime) -> str:
    """Write down a group and return its identifier. Raises BadInput, Refused."""
    site = taking_down.site_for(by, wanted=new.site)
    parent = _parent(new.parent, of=None)
    marking = inherited(site, new.level, parent.marking if parent else None)
    require(Act.GROUP_WRITE, by, marking)
    row = Group.objects.create(
        **_said(new, site=site, by=by, at=at),
        parent=parent,
        written_by=by.user,
        written_at=at,
        **columns(marking),
    )
    ledger.record(Act.GROUP_WRITE, by=by, subjects=[f"group:{row.id}"], at=at, detail={"kind": row.kind})
    return row.id


@transaction.atomic
def change_group(group_id: str, new: NewGroup, *, by: Actor, at: datetime) -> None:
    """Say it better. What it is called, by which definition and who knows it may change; its prison stays.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = _mine(group_id, by=by)
    parent, kept = _parent(new.parent, of=row), None
    if parent is None and not Group.objects.filter(pk=row.parent_id).exists():
        # Of what it is a part may be hidden from who writes: he did not take it away by not naming it.
        kept = row.parent_id
    marking = inherited(row.site, new.level, parent.marking if parent else None)
    require(Act.GROUP_WRITE, by, marking)
    values = (
        _said(new, site=row.site, by=by, at=at)
        | columns(marking)
        | {"parent_id": parent.id if parent else kept}
    )
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    ledger.record(
        Act.GROUP_WRITE,
        by=by,
        subjects=[f"group:{row.id}"],
        at=at,
        detail={"kind": row.kind, "what": "changed"},
    )


@transaction.atomic
def end_group(group_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It is a group no more, or never was; its memberships are labels no longer. Raises BadInput, Cannot, Hidden."""
    row = _mine(group_id, by=by)
    row.ended_at, row.ended_why = at, taking_down.reason(why)
    row.save(update_fields=["ended_at", "ended_why"])
    ledger.record(Act.GROUP_WRITE, by=by, subjects=[f"group:{row.id}"], at=at, detail={"what": "ended"})


def _mine(group_id: str, *, by: Actor) -> Group:
    row = seen.one_group(group_id, lock=True)
    require(Act.GROUP_WRITE, by, row.marking)
    if row.ended_at:
        raise Cannot("This group is over: write down a new one.")
    return row


def _said(new: NewGroup, *, site: str | None, by: Actor, at: datetime) -> dict[str, Any]:
    name = words(" ".join(new.name.split()), what="The name", longest=_LONGEST_NAME)
    others = _others(new.other_names, name)
    if new.determined_on and new.determined_on > moments.day_of(at):
        raise BadInput("The day on which it was determined lies in the future: correct it.")
    return {
        "name": name,
        "other_names": others,
        "folded": folded(name, others),
        "kind": word(GroupKind, new.kind, what="kind of group"),
        "definition": word(Definition, new.definition, what="definition"),
        "definition_note": words(new.definition_note, what="The wording used", longest=500, empty=True),
        "determined_by": word(Determiner, new.determined_by, what="authority that determines a group"),
        "determined_on": new.determined_on,
        "determined_note": words(new.determined_note, what="The decision", longest=500, empty=True),
        "summary": words(new.summary, what="The summary", empty=True),
        "not_to_subject": new.not_to_subject,
        "reaches": taking_down.reaches(new.reaches, site=site, by=by),
    }


def _others(given: Sequence[str], name: str) -> list[str]:
    others = [one for one in dict.fromkeys(" ".join(text.split()) for text in given) if one and one != name]
    if len(others) > _MOST_OTHERS:
        raise BadInput("At most %(most)s other names: leave out the least used.", most=_MOST_OTHERS)
    return [words(one, what="A name", longest=_LONGEST_OTHER) for one in others]


def folded(name: str, others: Sequence[str]) -> str:
    """What a group is ordered and found by: its folded name, then every word of all its names."""
    found = names_fold.search_words("", name, others)
    # The mark sorts before letters: a group stands before those whose names begin like its own.
    return f"{names_fold.sort_name('', name)} ! {' '.join(found)}"[:_LONGEST_FOLDED]


def _parent(parent_id: str | None, *, of: Group | None) -> Group | None:
    """The group it is a part of. Raises BadInput for itself, its own part, or one that is not there.

    A circle through a group that the writer may not see is not refused, for that would tell of it: who sees all of it
    reads of it on the pages of the groups (queries.above).
    """
    if not parent_id:
        return None
    parent = Group.objects.filter(pk=parent_id).first()
    if parent is None or parent.ended_at:
        raise BadInput("The group it is to be part of is not found: choose it from the list.")
    if of is None:
        return parent
    if parent.id == of.id:
        raise BadInput("A group is not part of itself: choose another, or none.")
    above: Group | None = parent
    for _step in range(DEEPEST):
        if above is None or above.parent_id is None:
            return parent
        if above.parent_id == of.id:
            raise BadInput(
                "%(name)s is itself part of this group: a part cannot hold the whole.", name=parent.name
            )
        above = Group.objects.filter(pk=above.parent_id).first()
    raise BadInput("Parts of parts more than %(most)s deep: choose a group nearer to the top.", most=DEEPEST)
