"""What was taken in, what is held, who is in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beccaria.access.api import only, require
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed, Near, Protected, State, Verdict
from beccaria.core.markings import Marking
from beccaria.feeds.models import Held, Import, MappingProfile, Privileged
from beccaria.feeds.queries.guarding import opened
from beccaria.feeds.queries.shapes import EntryShown, HeldShown, ImportShown
from beccaria.lib import paging
from beccaria.lib.paging import Page

if TYPE_CHECKING:
    from beccaria.core.actors import Actor


def imports(*, by: Actor, cursor: str | None = None, size: int | None = None) -> Page[ImportShown]:
    """What came in, newest first. Raises BadInput for a cursor made elsewhere."""
    require(Act.FEED_READ, by, _at(by))
    at_most = paging.size(size)
    rows = list(paging.newest_first(Import.objects.all(), "made_at", paging.after(cursor), at_most))
    return paging.page(rows, [_import(one) for one in rows], "made_at", at_most)


def one_import(import_id: str, *, by: Actor) -> ImportShown:
    """One of them. Raises Hidden."""
    require(Act.FEED_READ, by, _at(by))
    return _import(only(Import.objects.filter(pk=import_id)))


def upload(import_id: str, *, by: Actor) -> Import:
    """The row of an upload that waits, for the preview. Raises Hidden."""
    require(Act.FEED_LOAD, by, _at(by))
    return only(Import.objects.filter(pk=import_id))


def _at(by: Actor) -> Marking:
    return Marking(site=by.own)


def _import(one: Import) -> ImportShown:
    plain = {
        name: getattr(one, name)
        for name in (
            *(
                "id",
                "way",
                "name",
                "total",
                "new",
                "corrected",
                "unchanged",
                "rejected",
                "privileged",
                "held",
            ),
            *("reasons", "why", "mapping", "day", "made_by", "made_at", "finished_at"),
        )
    }
    return ImportShown(
        **plain,
        kind=Feed(one.kind),
        state=State(one.state),
        notes=tuple(one.notes),
        waits=one.seal is not None,
        marking=one.marking,
    )


def profiles(kind: Feed, *, by: Actor) -> dict[str, dict[str, str]]:
    """Saved ways of naming columns, by name."""
    require(Act.FEED_READ, by, _at(by))
    found = MappingProfile.objects.filter(kind=kind).order_by("name")
    return {one.name: dict(one.mapping) for one in found}


def held(*, by: Actor, waiting: bool = True) -> list[HeldShown]:
    """Near misses that wait for a person, or those that were judged, newest first; at most 200."""
    del by  # judged by the row policy of this transaction
    found = Held.objects.select_related("entry").order_by("-held_at", "id")
    found = found.filter(verdict=Verdict.WAITING) if waiting else found.exclude(verdict=Verdict.WAITING)
    rows = list(found[:200])
    # A custodian judges near misses of every prison and sees no import.
    files = dict(Import.objects.filter(pk__in={one.brought_id for one in rows}).values_list("id", "name"))
    return [_held(one, files.get(one.brought_id, "")) for one in rows]


def one_held(held_id: str, *, by: Actor) -> HeldShown:
    """One near miss. Raises Hidden."""
    del by
    return _held(only(Held.objects.select_related("entry").filter(pk=held_id)), "")


def _held(one: Held, file: str) -> HeldShown:
    return HeldShown(
        id=one.id,
        brought=one.brought_id,
        file=file,
        kind=Feed(one.kind),
        near=Near(one.near),
        column=one.column,
        count=one.count,
        first_row=one.first_row,
        held_at=one.held_at,
        office=Protected(one.entry.kind) if one.entry else None,
        named=opened(one.entry.sealed).get("name", "") if one.entry else "",
        verdict=Verdict(one.verdict),
        marking=one.marking,
    )


def register(*, by: Actor) -> list[EntryShown]:
    """The register of the privileged, by office and name. Raises Refused; Cannot when it was locked otherwise."""
    require(Act.PRIVILEGED_READ, by)
    entries = [(one, opened(one.sealed)) for one in Privileged.objects.filter(ended_at=None)]
    shown = [
        EntryShown(
            id=one.id,
            kind=Protected(one.kind),
            name=said.get("name", ""),
            numbers=_many(said.get("number", "")),
            accounts=_many(said.get("account", "")),
            changed_at=one.changed_at,
        )
        for one, said in entries
    ]
    return sorted(shown, key=lambda one: (one.kind, one.name))


def _many(text: str) -> int:
    return sum(1 for part in text.split(";") if part.strip())
