"""What the head sees before something leaves, and what the recipient has received."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.core.acts import Act
from beccaria.core.handling import Audience, why_not_given_to
from beccaria.core.reporting import Hands, Stage, why_somebody_else
from beccaria.lib import moments
from beccaria.lib.parts import Button, EmptyState, HandlingStrip, Tag, TimeChip
from beccaria.reports.pages.parts import button, strip
from beccaria.reports.pages.sanitising import Seen, seen_item
from beccaria.reports.pages.words import AUDIENCES, said, told
from beccaria.reports.queries.shapes import FeedbackShown, Received, ReportShown, VersionShown


@dataclass(frozen=True, slots=True)
class Allowed:
    """An organisation that an agreement allows to receive something."""

    organisation: str
    name: str
    audience: str
    agreement: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was said back."""

    words: str
    at: TimeChip


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A version that somebody has."""

    id: str
    name: str
    at: TimeChip
    conditions: str
    recalled: str
    feedback: tuple[Said, ...]
    recall: Button


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation this version could be given to, on what ground, or why not."""

    organisation: str
    name: str
    audience: str
    agreement: str
    why_not: str
    asks_originator: bool


@dataclass(frozen=True, slots=True)
class Releasable:
    """A version with what is inherited, and to whom it could go."""

    id: str
    title: str
    number: int
    audience: str
    handling: HandlingStrip
    tag: Tag
    items: tuple[Seen, ...]
    choices: tuple[Choice, ...]
    given: tuple[GivenLine, ...]
    why_not: str

    @property
    def open(self) -> tuple[Choice, ...]:
        """The organisations it may be given to now."""
        return tuple(one for one in self.choices if not one.why_not)


@dataclass(frozen=True, slots=True)
class DisseminatePage:
    """Giving versions of a report to organisations."""

    id: str
    reference: str
    title: str
    revision: int
    handling: HandlingStrip
    versions: tuple[Releasable, ...]
    second_person: bool
    make: Button


def disseminate_page(
    shown: ReportShown,
    *,
    allowed: Sequence[Allowed],
    refused: str | None,
    recall: str | None,
    mine: frozenset[str],
    me: str,
    now: datetime,
) -> DisseminatePage:
    """The page of the head. `refused` and `recall` say why this actor may not give out, or take back.

    `mine` are the versions that the acting user, `me`, sanitised himself.
    """
    names = {one.organisation: one.name for one in allowed}
    versions = tuple(
        _releasable(
            shown,
            one,
            allowed=allowed,
            names=names,
            refused=refused or _second_person(one, mine, me),
            recall=recall,
            now=now,
        )
        for one in reversed(shown.versions)
        if not one.original
    )
    own = {"report": shown.line.id}
    return DisseminatePage(
        id=shown.line.id,
        reference=shown.line.reference,
        title=shown.line.title,
        revision=shown.revision,
        handling=strip(shown.line.level, shown.line.handling.codes, shown.line.handling.notes),
        versions=versions,
        second_person=shown.line.handling.wants_two_people,
        make=button(_("Make a version"), reverse("reports:sanitise", kwargs=own), None),
    )


def _releasable(
    shown: ReportShown,
    one: VersionShown,
    *,
    allowed: Sequence[Allowed],
    names: Mapping[str, str],
    refused: str | None,
    recall: str | None,
    now: datetime,
) -> Releasable:
    held = {given.organisation for given in one.given if given.recalled_at is None}
    why = told(refused) if refused else _stage_refusal(shown, one)
    return Releasable(
        id=one.id,
        title=one.title,
        number=one.number,
        audience=said(AUDIENCES, one.audience),
        handling=strip(one.level, one.handling.codes, one.handling.notes),
        tag=Tag(_("released"), "good") if one.released_at else Tag(_("waits for release"), "amber"),
        items=tuple(seen_item(item, one.handling) for item in one.items),
        choices=tuple(_choice(one, each, held) for each in allowed),
        given=tuple(
            GivenLine(
                given.id,
                names.get(given.organisation, given.organisation),
                moments.time_chip(given.authorised_at, now=now),
                given.conditions,
                _recalled(given.recalled_at, given.recall_reason),
                _said(given.feedback, now),
                button(
                    _("Take it back"),
                    reverse("reports:recall", kwargs={"report": shown.line.id, "given": given.id}),
                    _("It was already taken back.") if given.recalled_at else recall,
                ),
            )
            for given in one.given
        ),
        why_not=why or "",
    )


def _second_person(one: VersionShown, mine: frozenset[str], me: str) -> str | None:
    hands = Hands(sanitiser=me if one.id in mine else None)
    return why_somebody_else(Act.REPORT_DISSEMINATE, user=me, hands=hands, handling=one.handling)


def _stage_refusal(shown: ReportShown, one: VersionShown) -> str | None:
    if one.is_stale:
        return _("The report was graded again after this version: make the version again.")
    if shown.line.stage not in {Stage.SANITISED, Stage.DISSEMINATED}:
        return _("The report has gone on: nothing of it leaves in this stage.")
    return None


def _choice(one: VersionShown, each: Allowed, held: set[str]) -> Choice:
    audience = Audience(each.audience)
    agreed = why_not_given_to(one.handling, audience, sanitised=True, originator_agrees=True)
    alone = why_not_given_to(one.handling, audience, sanitised=True, originator_agrees=False)
    why = ""
    if each.audience != one.audience:
        why = _("This version was made for another audience: make one for %(audience)s.") % {
            "audience": said(AUDIENCES, each.audience)
        }
    elif each.organisation in held:
        why = _("This organisation already has this version.")
    elif agreed:
        why = told(agreed)
    return Choice(
        each.organisation, each.name, said(AUDIENCES, each.audience), each.agreement, why, alone is not None
    )


def _recalled(at: datetime | None, reason: str) -> str:
    return _("Taken back %(when)s: %(reason)s") % {"when": moments.exact(at), "reason": reason} if at else ""


def _said(feedback: Sequence[FeedbackShown], now: datetime) -> tuple[Said, ...]:
    return tuple(Said(one.words, moments.time_chip(one.at, now=now)) for one in feedback)


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """Something received, in the list."""

    href: str
    title: str
    at: TimeChip
    tag: Tag
    conditions: str


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """Everything received."""

    handling: HandlingStrip
    lines: tuple[ReceivedLine, ...]
    empty: EmptyState
    next_href: str


@dataclass(frozen=True, slots=True)
class ReceivedOne:
    """One thing received; after a recall only that it was recalled, and why."""

    id: str
    title: str
    at: TimeChip
    handling: HandlingStrip
    conditions: str
    items: tuple[Seen, ...]
    recalled: str
    feedback: tuple[Said, ...]


def received_page(lines: Sequence[Received], *, next_href: str, now: datetime) -> ReceivedPage:
    """The list of the recipient."""
    shown = tuple(
        ReceivedLine(
            reverse("reports:received_one", kwargs={"given": one.dissemination_id}),
            one.title or _("Taken back"),
            moments.time_chip(one.authorised_at, now=now),
            _tag(one),
            strip_words(one),
        )
        for one in lines
    )
    codes = frozenset().union(*(one.handling.codes for one in lines)) if lines else frozenset()
    return ReceivedPage(
        strip(max((one.level for one in lines), default=0), codes),
        shown,
        EmptyState(
            _("Nothing was given to your organisation yet"), _("What is released to you appears here.")
        ),
        next_href,
    )


def _tag(one: Received) -> Tag:
    if one.recalled_at:
        return Tag(_("taken back"), "red")
    return Tag(_("answered"), "good") if one.feedback else Tag(_("waits for your answer"), "amber")


def strip_words(one: Received) -> str:
    """The handling of something received in one line."""
    made = strip(one.level, one.handling.codes, one.handling.notes)
    return " · ".join((made.words, *made.conditions))


def received_one(one: Received, *, now: datetime) -> ReceivedOne:
    """One thing received."""
    return ReceivedOne(
        one.dissemination_id,
        one.title or _("Taken back"),
        moments.time_chip(one.authorised_at, now=now),
        strip(one.level, one.handling.codes, one.handling.notes),
        one.conditions,
        tuple(seen_item(item, one.handling) for item in one.items),
        _recalled(one.recalled_at, one.recall_reason),
        _said(one.feedback, now),
    )
