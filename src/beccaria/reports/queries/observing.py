"""Read observations: the unit's inbox, one observation, and what a reporter sees of his own."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import from_codes
from beccaria.core.reporting import Stage
from beccaria.engines import mentions
from beccaria.lib import paging
from beccaria.reports.models import Attachment, Draft, Observation
from beccaria.reports.queries import seen
from beccaria.reports.queries.shapes import (
    AttachmentShown,
    DraftShown,
    FeedbackShown,
    MoveShown,
    MyReport,
    ObservationLine,
    ObservationShown,
    Page,
)

EXCERPT = 160

# A reporter learns that it was looked at, never what was made of it or to whom it went.
PROGRESS = {
    Stage.SUBMITTED: "sent",
    Stage.RETURNED: "question",
    Stage.GRADED: "looked_at",
    Stage.CLOSED: "finished",
    Stage.ARCHIVED: "finished",
}


def line(row: Observation) -> ObservationLine:
    """What a list shows of an observation."""
    return ObservationLine(
        id=row.id,
        reference=row.reference,
        kind=row.kind,
        place=row.place,
        excerpt=excerpt(row.text),
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        stage=Stage(row.stage),
        site=row.site,
        level=row.level,
        handling=from_codes(row.handling),
        report_id=row.report_id,
    )


def excerpt(text: str) -> str:
    """The beginning of a text, cut at a word."""
    plain = " ".join(text.split())
    return plain if len(plain) <= EXCERPT else plain[:EXCERPT].rsplit(" ", 1)[0] + " …"


def _new(by: Actor) -> QuerySet[Observation]:
    return Observation.objects.filter(seen.sites(by), stage=Stage.SUBMITTED, report=None)


def inbox(*, by: Actor, cursor: str | None = None, size: int | None = None) -> Page[ObservationLine]:
    """Observations that nobody has taken up yet, newest first. Raises BadInput for a foreign cursor."""
    require(Act.INBOX_SEE, by)
    at_most = paging.size(size)
    rows = list(paging.newest_first(_new(by), "received_at", paging.after(cursor), at_most))
    return paging.page(rows, [line(row) for row in rows], "received_at", at_most)


def inbox_mark(*, by: Actor, size: int = 25) -> str:
    """A short text that changes when the first page of the inbox does: cheap enough to ask every two seconds."""
    require(Act.INBOX_SEE, by)
    shown = _new(by).order_by("-received_at", "-id").values_list("id", flat=True)[:size]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]


def inbox_changes_since(mark: str, *, by: Actor, size: int = 25) -> bool:
    """Whether the first page of the inbox changed since `inbox_mark` gave this mark."""
    return inbox_mark(by=by, size=size) != mark


def observations(*, by: Actor, cursor: str | None = None, size: int | None = None) -> Page[ObservationLine]:
    """All observations one may read, newest first; for everybody else than the unit those he wrote himself."""
    at_most = paging.size(size)
    rows = Observation.objects.filter(seen.sites(by) & seen.elsewhere(by))
    found = list(paging.newest_first(rows, "received_at", paging.after(cursor), at_most))
    return paging.page(found, [line(row) for row in found], "received_at", at_most)


def observation(observation_id: str, *, by: Actor, region: str = "IT") -> ObservationShown:
    """One observation with what its text mentions. `region` reads bare telephone numbers. Raises Hidden, Refused."""
    row, mine = seen.observation(observation_id, Act.OBSERVATION_READ, by=by)
    return ObservationShown(
        line=line(row),
        text=row.text,
        pseudonym=row.pseudonym,
        people=tuple(row.people),
        mentions=mentions.find(row.text, at=row.received_at, region=region),
        moves=_moves(row),
        attachments=_attachments(row),
        feedback=_feedback(row),
        is_mine=mine,
    )


def _moves(row: Observation) -> tuple[MoveShown, ...]:
    return tuple(
        MoveShown(before=move.before, after=Stage(move.after), at=move.at, who=move.who, words=move.words)
        for move in row.stages.order_by("at", "id")
    )


def _attachments(row: Observation) -> tuple[AttachmentShown, ...]:
    return tuple(
        AttachmentShown(id=file.id, name=file.name, media_type=file.media_type, size=file.size)
        for file in row.attachments.order_by("added_at", "id")
    )


def _feedback(row: Observation) -> tuple[FeedbackShown, ...]:
    said = sorted(row.feedback.all(), key=lambda one: (one.given_at, one.id))
    return tuple(FeedbackShown(words=one.words, at=one.given_at) for one in said)


def attachment(attachment_id: str, *, by: Actor) -> Attachment:
    """A file to be handed out; the row says where it lies. Raises Hidden, Refused."""
    found = seen.one(Attachment.objects.filter(pk=attachment_id))
    seen.observation(found.observation_id, Act.ATTACHMENT_READ, by=by)
    return found


def my_reports(*, by: Actor, cursor: str | None = None, size: int | None = None) -> Page[MyReport]:
    """What the acting user wrote himself, newest first, with questions and feedback. The door records the look."""
    at_most = paging.size(size)
    rows = Observation.objects.filter(authorship__reporter=by.user).prefetch_related("stages", "feedback")
    found = list(paging.newest_first(rows, "received_at", paging.after(cursor), at_most))
    return paging.page(found, _mine(found), "received_at", at_most)


def my_report(observation_id: str, *, by: Actor) -> MyReport:
    """One observation as its reporter sees it. Raises Hidden, Refused."""
    row, _ = seen.observation(observation_id, Act.OBSERVATION_READ_OWN, by=by)
    attached = row.attachments.order_by("added_at", "id").values_list("name", flat=True)
    return replace(_mine([row])[0], attached=tuple(attached))


def _mine(rows: Iterable[Observation]) -> list[MyReport]:
    return [
        MyReport(
            id=row.id,
            reference=row.reference,
            text=row.text,
            place=row.place,
            kind=row.kind,
            occurred_at=row.occurred_at,
            received_at=row.received_at,
            progress="in_work"
            if row.report_id and row.stage == Stage.SUBMITTED
            else PROGRESS[Stage(row.stage)],
            question=_question(row),
            feedback=_feedback(row),
        )
        for row in rows
    ]


def _question(row: Observation) -> str:
    if row.stage != Stage.RETURNED:
        return ""
    asked = [move for move in row.stages.all() if move.after == Stage.RETURNED]
    return max(asked, key=lambda move: move.at).words if asked else ""


def pseudonym(observation_id: str, *, by: Actor) -> str:
    """The name under which the acting user's own look at his own observation is recorded. Raises Hidden, Refused."""
    return seen.observation(observation_id, Act.OBSERVATION_READ_OWN, by=by)[0].pseudonym


def drafts(*, by: Actor) -> tuple[DraftShown, ...]:
    """The acting user's drafts, newest first."""
    rows = Draft.objects.filter(owner=by.user).order_by("-saved_at", "-id")
    return tuple(_draft(row) for row in rows)


def draft(draft_id: str, *, by: Actor) -> DraftShown:
    """One of the acting user's drafts. Raises Hidden."""
    return _draft(seen.one(Draft.objects.filter(pk=draft_id, owner=by.user)))


def _draft(row: Draft) -> DraftShown:
    return DraftShown(
        id=row.id,
        text=row.text,
        occurred=row.occurred,
        place=row.place,
        kind=row.kind,
        people=tuple(row.people),
        saved_at=row.saved_at,
    )
