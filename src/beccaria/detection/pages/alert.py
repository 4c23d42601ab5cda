"""What the page of one alert says: sentence, picture, how unusual, what would make it innocent, what to check."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.alerts import Answer, Becomes
from beccaria.detection.pages import drawing, parts
from beccaria.detection.pages.drawing import Compared, Sketch
from beccaria.detection.pages.words import ANSWERS, ASKED, BECOMES, FEEDS, KEYS, said, told
from beccaria.detection.queries.measuring import Measured
from beccaria.detection.queries.shapes import AlertRead, EvidenceShown
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, PersonLine, RangeBar, Tag, TimeChip
from beccaria.people import api as people
from beccaria.places import api as places

_PAGES = {"report": "reports:desk", "warning": "warnings:warning", "task": "", "person": "people:person"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row it rests on."""

    day: str
    kind: str
    words: str
    where: str
    handling: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the four answers, with its key."""

    value: str
    text: str
    hint: str
    key: str
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was done with it: an answer, a time aside, what it became."""

    words: str
    reason: str
    who: str
    at: TimeChip
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One alert."""

    id: str
    title: str
    sentence: str
    tags: tuple[Tag, ...]
    withheld: str
    care: str
    unusual: str
    compared: Compared | None
    sketch: Sketch | None
    innocent_if: tuple[str, ...]
    check_next: tuple[str, ...]
    must_not: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: EmptyState
    people: tuple[PersonLine, ...]
    facts: tuple[Fact, ...]
    precision: RangeBar
    rule: Link
    choices: tuple[Choice, ...]
    history: tuple[Said, ...]
    folded: tuple[Link, ...]
    becomes: tuple[Link, ...]
    not_becoming: str
    following: str
    handling: HandlingStrip | None


def alert_page(
    read: AlertRead, measured: Measured | None, *, following: str, by: Actor, now: datetime
) -> AlertPage:
    """The page. Nothing of it changes anything for anybody: what follows is somebody's decision."""
    line, one = read.line, parts.pattern(read.line.pattern)
    full = line.told
    names = places.named({row.site for row in read.evidence if row.site}, by=by)
    rate = (measured or Measured(0, dict.fromkeys(Answer, 0))).precision
    return AlertPage(
        id=line.id,
        title=parts.title(line.pattern),
        sentence=parts.sentence(line),
        tags=(Tag(parts.where(line.site, by=by), "plain"), *parts.answer_tag(line, now=now)),
        withheld="" if full else _("Something in it is not for your duty. You see what is yours to see."),
        care=_("This is about somebody who may need help. It is no ground for a punishment.")
        if line.basis == "care"
        else "",
        unusual=parts.unusual(line),
        compared=drawing.compared(full.seen, full.usual, told(full.against)) if full else None,
        sketch=drawing.sketch(drawing.counted([row.site for row in read.evidence]), names),
        innocent_if=tuple(map(told, full.innocent_if if full else one.innocent_if if one else ())),
        check_next=tuple(map(told, full.check_next if full else one.check_next if one else ())),
        must_not=tuple(map(told, one.must_not)) if one else (),
        rows=tuple(_row(row, names) for row in read.evidence),
        empty=EmptyState(_("None of its rows is for your duty")),
        people=people.person_lines(read.people, by=by, at=now),
        facts=tuple(_facts(read, now=now)),
        precision=parts.precision_bar(rate, one.floor if one else 0.0),
        rule=Link(parts.title(line.pattern), parts.address("rule", line.rule)),
        choices=_choices() if may_ever(Act.ALERT_TRIAGE, by) else (),
        history=tuple(_history(read, now=now)),
        folded=tuple(
            Link(f"{parts.title(each.pattern)}: {parts.sentence(each)}", parts.address("alert", each.id))
            for each in read.folded
        ),
        becomes=_becomes(read, by=by),
        not_becoming=_("It stays in its compartment: no report, warning or task is made of it here.")
        if line.compartments
        else "",
        following=parts.address("alert", following) if following and following != line.id else "",
        handling=parts.strip([line]),
    )


def _row(one: EvidenceShown, names: dict[str, str]) -> Row:
    return Row(
        day=moments.exact(one.at) if one.at else "",
        kind=said(FEEDS, one.kind),
        words=one.sentence or one.key,
        where=names.get(one.site, one.site) if one.site else _("not at one prison"),
        handling=people.strip(one.level, one.handling).words,
        is_new=one.is_new,
    )


def _facts(read: AlertRead, *, now: datetime) -> list[Fact]:
    line, full = read.line, read.line.told
    facts = [Fact(_("Raised"), moments.time_chip(line.first_at, now=now))]
    if full:
        facts.append(Fact(_("Began"), moments.time_chip(full.since, now=now)))
        facts.append(Fact(_("Found"), str(full.times)))
    facts.append(Fact(_("Rule"), Link(parts.title(line.pattern), parts.address("rule", line.rule))))
    facts.append(Fact(_("Version of the rule"), line.version))
    return facts


def _choices() -> tuple[Choice, ...]:
    return tuple(
        Choice(one.value, said(ANSWERS, one), said(ASKED, one), KEYS[one], one is not Answer.WORTH_WORK)
        for one in Answer
    )


def _history(read: AlertRead, *, now: datetime) -> list[Said]:
    said_of = [
        (
            one.at,
            Said(
                said(ANSWERS, one.answer),
                one.reason,
                read.names.get(one.by, one.by),
                moments.time_chip(one.at, now=now),
            ),
        )
        for one in read.answers
    ]
    said_of += [
        (
            one.at,
            Said(
                _("Put aside until %(day)s") % {"day": moments.day(one.until)},
                one.reason,
                read.names.get(one.by, one.by),
                moments.time_chip(one.at, now=now),
            ),
        )
        for one in read.asides
    ]
    said_of += [
        (
            one.at,
            Said(
                _("Became: %(what)s") % {"what": said(BECOMES, one.became)},
                "",
                read.names.get(one.by, one.by),
                moments.time_chip(one.at, now=now),
                _made(one.reference),
            ),
        )
        for one in read.outcomes
    ]
    return [one for _at, one in sorted(said_of, key=lambda pair: pair[0], reverse=True)]


def _made(reference: str) -> Link | None:
    kind, _colon, key = reference.partition(":")
    href = people.address(_PAGES.get(kind, ""), key) if _PAGES.get(kind) else ""
    return Link(_("Open it"), href) if href else None


def _becomes(read: AlertRead, *, by: Actor) -> tuple[Link, ...]:
    """What may be made of it by this duty; each is a form of its own."""
    if read.line.compartments:
        return ()
    acts = {
        Becomes.REPORT: Act.REPORT_OPEN,
        Becomes.WARNING: Act.WARNING_WRITE,
        Becomes.TASK: Act.TASK_SET,
        Becomes.REVIEW: Act.ALERT_TRIAGE,
    }
    return tuple(
        Link(said(BECOMES, one), parts.address("become", read.line.id, one.value))
        for one, act in acts.items()
        if may_ever(act, by) and (one is not Becomes.REVIEW or read.people)
    )
