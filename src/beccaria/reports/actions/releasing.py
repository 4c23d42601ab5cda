"""Sanitise a report for an audience, give a version to an organisation, take it back, close and archive."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import Audience, Handling, from_codes, why_not_given_to
from beccaria.core.refusal import BadInput, Cannot, Phrase
from beccaria.core.reporting import Paper, Stage, move
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.reports.actions import changing
from beccaria.reports.actions.changing import LONGEST
from beccaria.reports.actions.flagging import why_it_stays
from beccaria.reports.actions.observing import follow_report
from beccaria.reports.models import Dissemination, Item, Recipient, RecipientFeedback, Report, Version
from beccaria.reports.queries import seen

_READY = (Stage.GRADED, Stage.SANITISED, Stage.DISSEMINATED)
_REASON = 500


@transaction.atomic
def sanitise(
    *,
    report_id: str,
    audience: str,
    texts: Mapping[str, str],
    by: Actor,
    at: datetime,
    title: str = "",
    answers: Mapping[str, str] | None = None,
    revision: int | None = None,
) -> str:
    """Make a version for an audience from the sanitised words of some items, and return its identifier.

    `texts` maps item identifiers to words; items that are left out stay inside. `answers` maps the keys of flags to
    the reason why those words stay. The version inherits the strictest handling of the items it tells. Raises
    Flagged with the places that are not answered, BadInput, Cannot, Changed, Hidden, Refused.
    """
    row, mine = changing.report_to_change(
        report_id, Act.REPORT_SANITISE, revision=revision, by=by, editing=False
    )
    items = _chosen(row, texts)
    told_to = _audience(audience)
    handling = changing.handling_of(items)
    changing.two_people(Act.REPORT_SANITISE, by=by, mine=mine, sanitiser=None, handling=handling)
    said = {
        one.id: words(
            texts[one.id], what=Phrase("Item %(position)s", {"position": one.position}), longest=LONGEST
        )
        for one in items
    }
    named = (
        words(title, what="The title", longest=120)
        if title.strip()
        else f"Intelligence report for {audience}"
    )
    reasons = why_it_stays("\n".join((title, *said.values())), site=row.site, answers=answers or {})
    _keep_original(row, by=by, at=at)
    version = _version(row, items, said, audience=told_to, title=named, handling=handling, by=by, at=at)
    version.answers = reasons
    version.save(force_insert=True)
    changing.save(row, at=at, by=by, to=Stage.SANITISED if row.stage == Stage.GRADED else None)
    ledger.record(
        Act.REPORT_SANITISE,
        by=by,
        subjects=[f"report:{row.id}", f"version:{version.id}"],
        at=at,
        detail={"audience": told_to.value, "items": len(items), "answered": len(reasons)},
    )
    return version.id


def _chosen(row: Report, texts: Mapping[str, str]) -> list[Item]:
    if row.stage not in _READY:
        raise Cannot("This report is not graded yet: grade every item and the provenance first.")
    items = list(row.items.filter(pk__in=list(texts)).select_related("observation").order_by("position"))
    if not items or len(items) != len(texts):
        raise BadInput("Choose at least one item of this report, and only items of this report.")
    return items


def _audience(text: str) -> Audience:
    if text not in set(Audience):
        raise BadInput(
            "“%(text)s” is not an audience: write one of %(choices)s.",
            text=text[:40],
            choices=", ".join(Audience),
        )
    return Audience(text)


def _keep_original(row: Report, *, by: Actor, at: datetime) -> None:
    """Keep what the report said as it was graded, so that a sanitised version can always be compared with it."""
    latest = row.versions.filter(original=True).order_by("-number").first()
    if latest is not None and row.graded_at is not None and latest.made_at >= row.graded_at:
        return
    items = list(row.items.exclude(scheme="").select_related("observation").order_by("position"))
    version = _version(
        row,
        items,
        {one.id: one.text for one in items},
        audience=Audience.OWN_UNIT,
        title=row.title,
        handling=changing.handling_of(items),
        by=by,
        at=at,
    )
    version.original = True
    version.save(force_insert=True)


def _version(
    row: Report,
    items: list[Item],
    said: Mapping[str, str],
    *,
    audience: Audience,
    title: str,
    handling: Handling,
    by: Actor,
    at: datetime,
) -> Version:
    number = (row.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return Version(
        report=row,
        number=number,
        audience=audience,
        title=title,
        site=row.site,
        level=row.level,
        compartments=row.compartments,
        handling=sorted(handling.codes),
        notes=sorted(handling.notes),
        items=[
            {
                "text": said[one.id],
                "scheme": one.scheme,
                "source": one.source,
                "information": one.information,
                "handling": one.handling,
                "nature": one.nature,
            }
            for one in items
        ],
        made_by=by.user,
        made_at=at,
    )


@transaction.atomic
def disseminate(
    *,
    report_id: str,
    version_id: str,
    organisation: str,
    by: Actor,
    at: datetime,
    conditions: str = "",
    originator_agreed: str = "",
    revision: int | None = None,
) -> str:
    """Give a sanitised version to an organisation and return the dissemination's identifier.

    Denied unless an agreement in force names the organisation, the version was made for its kind of audience after
    the last grading, and the handling allows it. `originator_agreed` says who agreed and when, where the handling
    asks for that. Two people where the handling wants two. Raises BadInput, Cannot, Changed, Hidden, Refused.
    """
    row, mine = changing.report_to_change(
        report_id, Act.REPORT_DISSEMINATE, revision=revision, by=by, editing=False
    )
    version = seen.one(row.versions.filter(pk=version_id).select_for_update())
    if version.original:
        raise Cannot("The original stays inside: make a sanitised version for this audience.")
    handling = from_codes(version.handling, version.notes)
    changing.two_people(
        Act.REPORT_DISSEMINATE, by=by, mine=mine, sanitiser=version.made_by, handling=handling
    )
    recipient = _recipient(organisation, at=at)
    _may_leave(row, version, recipient, handling, agreed=bool(originator_agreed.strip()))
    if version.released_at is None:
        version.released_by, version.released_at = by.user, at
        version.save(update_fields=["released_by", "released_at"])
    given = Dissemination.objects.create(
        version=version,
        organisation=recipient.organisation,
        audience=recipient.audience,
        agreement=recipient.agreement,
        conditions=conditions.strip()[:2000],
        originator_agreed=originator_agreed.strip()[:_REASON],
        site=version.site,
        level=version.level,
        compartments=version.compartments,
        handling=version.handling,
        authorised_by=by.user,
        authorised_at=at,
    )
    changing.save(row, at=at, by=by, to=Stage.DISSEMINATED)
    ledger.record(
        Act.REPORT_DISSEMINATE,
        by=by,
        subjects=[f"report:{row.id}", f"version:{version.id}", f"organisation:{recipient.organisation}"],
        at=at,
        detail={"agreement": recipient.agreement[:100]},
    )
    return given.id


def _recipient(organisation: str, *, at: datetime) -> Recipient:
    allowed = Recipient.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), organisation=organisation)
    found = allowed.first()
    if found is None:
        raise Cannot("No agreement in force allows giving anything to this organisation.")
    return found


def _may_leave(
    row: Report, version: Version, recipient: Recipient, handling: Handling, *, agreed: bool
) -> None:
    if row.stage not in {Stage.SANITISED, Stage.DISSEMINATED}:
        raise Cannot("This report is not sanitised yet: sanitise it first.")
    if version.audience != recipient.audience:
        raise Cannot("This version was made for another audience: make one for the recipient's.")
    if row.graded_at is not None and version.made_at < row.graded_at:
        raise Cannot("The report was graded again after this version: make the version again.")
    audience = Audience(recipient.audience)
    if why := why_not_given_to(handling, audience, sanitised=True, originator_agrees=agreed):
        raise Cannot(why)
    if version.disseminations.filter(organisation=recipient.organisation, recalled_at=None).exists():
        raise Cannot("This organisation already has this version.")


@transaction.atomic
def recall(*, dissemination_id: str, reason: str, by: Actor, at: datetime) -> None:
    """Take a version back from an organisation, with a reason it is told. Raises BadInput, Cannot, Hidden, Refused."""
    row = seen.one(Dissemination.objects.filter(pk=dissemination_id).select_for_update())
    require(Act.REPORT_RECALL, by, row.marking)
    if row.recalled_at is not None:
        raise Cannot("This was already taken back.")
    row.recalled_by, row.recalled_at = by.user, at
    row.recall_reason = words(reason, what="The reason", longest=_REASON)
    row.save(update_fields=["recalled_by", "recalled_at", "recall_reason"])
    ledger.record(
        Act.REPORT_RECALL,
        by=by,
        subjects=[f"version:{row.version_id}", f"organisation:{row.organisation}"],
        at=at,
    )


@transaction.atomic
def answer_version(*, dissemination_id: str, feedback: str, by: Actor, at: datetime) -> None:
    """Say, as the recipient, what a version was worth. Raises BadInput, Hidden, Refused."""
    row = seen.one(Dissemination.objects.filter(pk=dissemination_id))
    require(Act.VERSION_ANSWER, by, row.marking_for(audiences=frozenset({row.organisation})))
    RecipientFeedback.objects.create(
        dissemination=row,
        words=words(feedback, what="The feedback", longest=2000),
        given_by=by.user,
        given_at=at,
    )
    ledger.record(Act.VERSION_ANSWER, by=by, subjects=[f"version:{row.version_id}"], at=at)


@transaction.atomic
def close_report(
    *, report_id: str, reason: str, by: Actor, at: datetime, revision: int | None = None
) -> None:
    """Close a report with a reason; its observations are closed with it. Raises BadInput, Cannot, Hidden, Refused."""
    row, _ = changing.report_to_change(report_id, Act.REPORT_CLOSE, revision=revision, by=by, editing=False)
    said = words(reason, what="The reason", longest=_REASON)
    changing.save(
        row, at=at, by=by, words_with_it=said, to=move(Paper.REPORT, Stage(row.stage), Stage.CLOSED)
    )
    told = row.observations.exclude(stage__in=[Stage.CLOSED, Stage.ARCHIVED]).select_for_update()
    follow_report(list(told), Stage.CLOSED, by=by, at=at)
    ledger.record(Act.REPORT_CLOSE, by=by, subjects=[f"report:{row.id}"], at=at)


@transaction.atomic
def archive_report(*, report_id: str, by: Actor, at: datetime) -> None:
    """Put a closed report and its observations into the archive. Raises Cannot, Hidden, Refused."""
    row, _ = changing.report_to_change(report_id, Act.REPORT_ARCHIVE, revision=None, by=by, editing=False)
    changing.save(row, at=at, by=by, to=move(Paper.REPORT, Stage(row.stage), Stage.ARCHIVED))
    told = row.observations.filter(stage=Stage.CLOSED).select_for_update()
    follow_report(list(told), Stage.ARCHIVED, by=by, at=at)
    ledger.record(Act.REPORT_ARCHIVE, by=by, subjects=[f"report:{row.id}"], at=at)


@transaction.atomic
def set_recipient(
    *,
    organisation: str,
    name: str,
    audience: str,
    agreement: str,
    by: Actor,
    at: datetime,
    ends_at: datetime | None = None,
) -> None:
    """Write down that an agreement allows an organisation to receive something; only the system does this.

    Doing it again changes what is written. Raises BadInput, Refused.
    """
    require(Act.OBSERVATION_LOAD, by)
    Recipient.objects.update_or_create(
        organisation=words(organisation, what="The organisation", longest=100),
        defaults={
            "name": words(name, what="The name", longest=200),
            "audience": _audience(audience),
            "agreement": words(agreement, what="The agreement", longest=_REASON),
            "ends_at": ends_at,
        },
    )
    ledger.record(Act.OBSERVATION_LOAD, by=by, subjects=[f"organisation:{organisation}"], at=at)
