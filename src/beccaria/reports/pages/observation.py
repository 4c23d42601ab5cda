"""What the unit sees of one observation: its text, what was found in it, what can be done with it; never a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.core.reporting import Paper, Stage, stages
from beccaria.engines.mentions import Kind, Mention
from beccaria.lib import moments
from beccaria.lib.parts import Button, Fact, HandlingStrip, Link, Tag, TimeChip
from beccaria.lib.parts import Stage as StageShown
from beccaria.reports.pages.parts import Moved, button, stage_line, strip
from beccaria.reports.pages.text import Sentence, sentences
from beccaria.reports.pages.words import FOUND, KINDS, OBSERVATION_STAGES, said
from beccaria.reports.queries.shapes import FeedbackShown, MoveShown, ObservationShown

_KILO: Final = 1024
_WAY: Final = tuple(stage for stage in stages(Paper.OBSERVATION) if stage is not Stage.RETURNED)


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its name, as the reader may see it."""

    reference: str
    name: str
    detail: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Something the text mentions, offered: nothing is linked by itself."""

    kind: str
    text: str
    search: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One thing said between the unit and the reporter."""

    who: str
    at: TimeChip
    words: str


@dataclass(frozen=True, slots=True)
class ObservationPage:
    """One observation."""

    id: str
    reference: str
    handling: HandlingStrip
    kind: Tag
    sent: TimeChip
    stages: tuple[StageShown, ...]
    sentences: tuple[Sentence, ...]
    found: tuple[FoundLine, ...]
    people: tuple[Named, ...]
    facts: tuple[Fact, ...]
    files: tuple[Link, ...]
    talk: tuple[Talk, ...]
    report: Link | None
    open: Button
    add: Button
    ask: Button
    close: Button
    tell: Button
    custodian: str
    printed: str
    printed_by: str = ""


@dataclass(frozen=True, slots=True)
class Refusals:
    """Why each thing may not be done with an observation; None when it may."""

    open: str | None = None
    ask: str | None = None
    close: str | None = None
    tell: str | None = None


def observation_page(
    shown: ObservationShown,
    *,
    people: Sequence[Named],
    names: Mapping[str, str],
    report: Link | None,
    refusals: Refusals,
    now: datetime,
) -> ObservationPage:
    """One observation for the unit. `names` are those of the unit's own people, never of the reporter."""
    one = shown.line
    own = {"observation": one.id}
    open_stage = _stage_refusals(shown)
    facts = [
        Fact(_("Happened"), moments.exact(one.occurred_at)),
        Fact(_("Where"), " · ".join(filter(None, [one.site, one.place])) or _("not said")),
        Fact(_("Reporter"), _("reporter %(name)s") % {"name": shown.pseudonym}),
    ]
    return ObservationPage(
        id=one.id,
        reference=one.reference,
        handling=strip(one.level, one.handling.codes, one.handling.notes),
        kind=Tag(said(KINDS, one.kind), "accent"),
        sent=moments.time_chip(one.received_at, now=now),
        stages=stage_line(OBSERVATION_STAGES, moved(shown.moves, names), _way(one.stage), now=one.stage),
        sentences=sentences(shown.text, shown.mentions, words={kind: said(FOUND, kind) for kind in Kind}),
        found=found_lines(shown.mentions),
        people=tuple(people),
        facts=tuple(facts),
        files=tuple(
            Link(
                f"{file.name} ({size(file.size)})",
                reverse("reports:attachment", kwargs={"attachment": file.id}),
            )
            for file in shown.attachments
        ),
        talk=_talk(shown.moves, shown.feedback, names, shown.pseudonym, now),
        report=report,
        open=button(
            _("Open a report from it"), reverse("reports:open", kwargs=own), open_stage.open or refusals.open
        ),
        add=button(
            _("Add it to a report"), reverse("reports:add", kwargs=own), open_stage.open or refusals.open
        ),
        ask=button(
            _("Ask the reporter"), reverse("reports:return", kwargs=own), open_stage.ask or refusals.ask
        ),
        close=button(_("Close it"), reverse("reports:close", kwargs=own), open_stage.close or refusals.close),
        tell=button(_("Tell the reporter"), reverse("reports:feedback", kwargs=own), refusals.tell),
        custodian=f"{reverse('reports:reveals')}?{urlencode({'reference': one.reference})}",
        printed=reverse("reports:print_observation", kwargs=own),
    )


def _way(stage: Stage) -> tuple[Stage, ...]:
    return (Stage.SUBMITTED, Stage.RETURNED, *_WAY[1:]) if stage is Stage.RETURNED else _WAY


def _stage_refusals(shown: ObservationShown) -> Refusals:
    one = shown.line
    if one.stage in {Stage.CLOSED, Stage.ARCHIVED}:
        said_ = _("It is closed.")
        return Refusals(said_, said_, said_)
    asked = _("A question is waiting for the reporter's answer.") if one.stage is Stage.RETURNED else None
    taken = _("It is in a report already.") if one.report_id else None
    return Refusals(
        taken or asked,
        asked or (taken if one.stage is not Stage.SUBMITTED else None),
        _("It is in a report: close the report.") if one.report_id else None,
    )


def moved(moves: Sequence[MoveShown], names: Mapping[str, str]) -> tuple[Moved, ...]:
    """The moves of a paper with the names of those who made them; a pseudonym stays one."""
    return tuple(Moved(one.after, one.at, names.get(one.who, one.who), one.words) for one in moves)


def found_lines(mentions: Sequence[Mention]) -> tuple[FoundLine, ...]:
    """What the text mentions, each once, with a search for it."""
    lines: dict[tuple[str, str], FoundLine] = {}
    for one in mentions:
        if one.kind is not Kind.MOMENT:
            address = f"{reverse('web:search')}?{urlencode({'q': one.value})}"
            lines.setdefault((one.kind, one.value), FoundLine(said(FOUND, one.kind), one.text, address))
    return tuple(lines.values())


def size(octets: int) -> str:
    """A file's size as people say it."""
    if octets < _KILO * _KILO:
        return _("%(size)d kB") % {"size": max(1, octets // _KILO)}
    return _("%(size).1f MB") % {"size": octets / _KILO / _KILO}


def _talk(
    moves: Sequence[MoveShown],
    feedback: Sequence[FeedbackShown],
    names: Mapping[str, str],
    pseudonym: str,
    now: datetime,
) -> tuple[Talk, ...]:
    said_ = [
        (
            one.at,
            _("reporter %(name)s") % {"name": pseudonym}
            if one.who == pseudonym
            else names.get(one.who, one.who),
            one.words,
        )
        for one in moves
        if one.words
    ]
    said_ += [(one.at, _("To the reporter"), one.words) for one in feedback]
    return tuple(Talk(who, moments.time_chip(at, now=now), words) for at, who, words in sorted(said_))
