"""Read versions: those of a report, those a recipient has, and who may receive anything at all."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from beccaria.access.api import User, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.grading import Grade
from beccaria.core.handling import from_codes
from beccaria.engines.sanitising import Flag, flags
from beccaria.lib import paging
from beccaria.reports.models import Dissemination, Recipient, Report, Version
from beccaria.reports.queries import seen
from beccaria.reports.queries.shapes import (
    FeedbackShown,
    Given,
    Page,
    Received,
    VersionItem,
    VersionShown,
)


def versions_of(row: Report) -> tuple[VersionShown, ...]:
    """The versions of a report, oldest first, with whom they were given to."""
    rows = row.versions.order_by("number").prefetch_related("disseminations__feedback")
    return tuple(_version(one, row.graded_at) for one in rows)


def _version(row: Version, graded_at: datetime | None) -> VersionShown:
    given = sorted(row.disseminations.all(), key=lambda one: (one.authorised_at, one.id))
    return VersionShown(
        id=row.id,
        number=row.number,
        original=row.original,
        audience=row.audience,
        title=row.title,
        items=_items(row),
        handling=from_codes(row.handling, row.notes),
        level=row.level,
        made_at=row.made_at,
        released_at=row.released_at,
        is_stale=graded_at is not None and row.made_at < graded_at,
        given=tuple(
            Given(
                id=one.id,
                organisation=one.organisation,
                authorised_at=one.authorised_at,
                conditions=one.conditions,
                recalled_at=one.recalled_at,
                recall_reason=one.recall_reason,
                feedback=_answers(one),
            )
            for one in given
        ),
    )


def _items(row: Version) -> tuple[VersionItem, ...]:
    held: list[dict[str, Any]] = row.items
    return tuple(
        VersionItem(
            text=one["text"],
            grade=Grade.read(one["scheme"], one["source"], one["information"]),
            handling=from_codes(one["handling"]),
            nature=one["nature"],
        )
        for one in held
    )


def _answers(row: Dissemination) -> tuple[FeedbackShown, ...]:
    said = sorted(row.feedback.all(), key=lambda one: (one.given_at, one.id))
    return tuple(FeedbackShown(words=one.words, at=one.given_at) for one in said)


def received(*, by: Actor, cursor: str | None = None, size: int | None = None) -> Page[Received]:
    """What was given to the acting user's organisation, newest first; a recalled one without its content."""
    require(Act.SEARCH, by)
    at_most = paging.size(size)
    rows = Dissemination.objects.filter(organisation=by.organisation or "").prefetch_related("feedback")
    found = list(paging.newest_first(rows, "authorised_at", paging.after(cursor), at_most))
    versions = Version.objects.in_bulk([row.version_id for row in found])
    shown = [_received(row, versions.get(row.version_id)) for row in found]
    return paging.page(found, shown, "authorised_at", at_most)


def received_one(dissemination_id: str, *, by: Actor) -> Received:
    """One thing given to the acting user's organisation. Raises Hidden, Refused."""
    row = seen.one(Dissemination.objects.filter(pk=dissemination_id, organisation=by.organisation or ""))
    require(Act.VERSION_READ, by, row.marking_for(audiences=frozenset({row.organisation})))
    return _received(row, Version.objects.filter(pk=row.version_id).first())


def _received(row: Dissemination, version: Version | None) -> Received:
    # After a recall the database itself no longer shows the version: only that there was one.
    there = version if row.recalled_at is None else None
    return Received(
        dissemination_id=row.id,
        version_id=row.version_id,
        title=there.title if there else "",
        items=_items(there) if there else (),
        handling=from_codes(row.handling, there.notes if there else ()),
        level=row.level,
        conditions=row.conditions,
        authorised_at=row.authorised_at,
        recalled_at=row.recalled_at,
        recall_reason=row.recall_reason,
        feedback=_answers(row),
    )


def recipients(*, by: Actor, at: datetime) -> tuple[Recipient, ...]:
    """The organisations that an agreement in force allows to receive something."""
    require(Act.INBOX_SEE, by)
    return tuple(Recipient.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at)).order_by("name"))


def staff_names(site: str | None) -> tuple[str, ...]:
    """The names of people who hold a duty at an establishment, for finding them in a sanitised text."""
    rows = User.objects.filter(duties__sites__contains=[site]) if site else User.objects.none()
    return tuple(rows.order_by("name").values_list("name", flat=True).distinct())


def flags_in(text: str, *, report_id: str, by: Actor) -> tuple[Flag, ...]:
    """What in a text for this report may give its source away. Raises Hidden, Refused."""
    row, _ = seen.report(report_id, Act.REPORT_READ, by=by)
    return flags_at(text, site=row.site, by=by)


def flags_at(text: str, *, site: str | None, by: Actor) -> tuple[Flag, ...]:
    """The same for a text that is written at an establishment and rests on no report."""
    del by  # whoever writes it looks at his own words
    return flags(text, staff=staff_names(site))
