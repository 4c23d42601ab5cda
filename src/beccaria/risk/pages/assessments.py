"""Show one assessment whole: range, words, every answer with its evidence, the second person, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beccaria.access.api import names_of
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.assessing import State
from beccaria.core.instruments import Instrument, Item
from beccaria.lib import moments
from beccaria.lib.parts import DueChip, Fact, HandlingStrip, Link, RangeBar, Tag
from beccaria.lib.ranges import range_of, unknown_words, worded
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk import queries
from beccaria.risk.pages import parts
from beccaria.risk.pages.parts import EvidenceLine
from beccaria.risk.pages.words import CONFIDENCES, STATES, WEAK, WITHHELD, likelihood
from beccaria.risk.queries.evidence import Piece
from beccaria.risk.queries.shapes import Line, Rated, Read

_TONES = {State.DRAFT: "quiet", State.RATED: "amber", State.DECIDED: "accent", State.SUPERSEDED: "quiet"}


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer with what it rests on. `withheld` says that there is more than the reader may read, and no more."""

    question: str
    answer: str
    is_known: bool
    because: str
    against: str
    weak: Tag | None
    withheld: str
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """What the reader may do now; a text instead of a form where he may not, empty where it is not his business."""

    second: bool
    decide: bool
    decide_not_yet: str
    supersede: bool


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """One assessment."""

    id: str
    handling: HandlingStrip | None
    title: str
    purpose: str
    person: Link
    tag: Tag
    bar: RangeBar | str
    unknown: str
    next_question: str
    band: str
    facts: tuple[Fact, ...]
    words: tuple[Fact, ...]
    answers: tuple[AnswerShown, ...]
    about: tuple[str, ...]
    second: tuple[str, str] | None
    despite: str
    decided: tuple[str, str] | None
    ended: str
    go_on: str
    judges: str
    forms: Forms


def assessment_page(
    read: Read, person: PersonShown, pieces: Mapping[str, Piece], *, by: Actor, now: datetime
) -> AssessmentPage:
    """One assessment, as far as the reader may see it."""
    known = {read.assessor}
    known |= {read.second.person} if read.second else set()
    known |= {read.decided.by} if read.decided else set()
    names = names_of(known)
    scored, one = read.scored, read.by
    mine = read.state is State.DRAFT
    return AssessmentPage(
        id=read.id,
        handling=parts.strip([read]),
        title=read.title,
        purpose=one.purpose if one else "",
        person=Link(person.name, people.address("people:person", person.id)),
        tag=state_tag(read),
        bar=bar(read, _("What the answers come to")),
        unknown=unknown_words(len(scored.unknown), len(scored.reasons)) if scored else "",
        next_question=scored.next_question if scored else "",
        band=read.band,
        facts=_facts(read, names, now=now),
        words=_words(read),
        answers=_answers(read, pieces, now=now),
        about=(one.validity, *one.sources) if one else (),
        second=_second(read, names),
        despite=read.decided.despite if read.decided else "",
        decided=_decided(read, names),
        ended=_("It holds no longer: %(why)s") % {"why": read.superseded_why} if read.superseded_at else "",
        go_on=_go_on(read) if mine else "",
        judges=reverse("risk:judges", args=[read.id]) if not mine else "",
        forms=_forms(read, by=by),
    )


def state_tag(line: Line) -> Tag:
    """How far it is."""
    tone = _TONES[line.state]
    return Tag(str(STATES[line.state]), tone)  # type: ignore[arg-type]  # the tones above are those of tags


def bar(line: Line, title: str) -> RangeBar | str:
    """The range of an assessment; a sentence where the instrument's version is gone."""
    if line.by is None or line.scored is None:
        return _("Assessed with version %(version)s, which is no longer here: read its answers.") % {
            "version": line.version
        }
    return range_of(line.by, line.scored, title)


def due(line: Line, *, now: datetime) -> DueChip | None:
    """When it is to be looked at again: at the end of that day."""
    if line.review_due is None or line.decided is None or line.state is not State.DECIDED:
        return None
    end = timezone.make_aware(datetime.combine(line.review_due, time.max))
    return moments.due_chip(end, since=line.decided.at, now=now)


def _facts(read: Read, names: Mapping[str, str], *, now: datetime) -> tuple[Fact, ...]:
    facts = [
        Fact(_("Assessor"), names.get(read.assessor, _("brought in from elsewhere"))),
        Fact(_("Begun"), moments.time_chip(read.started_at, now=now)),
    ]
    if read.finished_at:
        facts.append(Fact(_("Finished"), moments.time_chip(read.finished_at, now=now)))
    else:
        facts.append(Fact(_("Last saved"), moments.time_chip(read.saved_at, now=now)))
    if chip := due(read, now=now):
        facts.append(Fact(_("To be looked at again"), chip))
    version = _("%(title)s, version %(version)s") % {"title": read.title, "version": read.version}
    facts.append(Fact(_("Instrument"), version))
    return tuple(facts)


def _words(read: Read) -> tuple[Fact, ...]:
    said = read.formulation
    told = (
        (_("What"), said.what),
        (_("To whom"), said.to_whom),
        (_("When"), said.when),
        (_("How likely"), likelihood(said.likelihood) if said.likelihood else ""),
        (_("Why so likely"), said.how_likely),
        (_("How sure"), str(CONFIDENCES[said.confidence]) if said.confidence else ""),
        (_("What would change it"), said.what_would_change),
    )
    return tuple(Fact(label, text) for label, text in told if text)


def _answers(read: Read, pieces: Mapping[str, Piece], *, now: datetime) -> tuple[AnswerShown, ...]:
    if read.by is None:
        return tuple(_answer(name, None, rated, pieces, now=now) for name, rated in read.ratings.items())
    return tuple(
        _answer(item.question, item, read.ratings.get(item.id), pieces, now=now) for item in read.by.items
    )


def _answer(
    question: str, item: Item | None, rated: Rated | None, pieces: Mapping[str, Piece], *, now: datetime
) -> AnswerShown:
    if rated is None:
        return AnswerShown(question, _("not answered"), False, "", "", None, "", ())
    against = rated.against or (_("Somebody looked, and found nothing.") if rated.looked_against else "")
    return AnswerShown(
        question=question,
        answer=_answer_words(item, rated),
        is_known=rated.is_known,
        because=rated.because,
        against=against,
        weak=Tag(str(WEAK), "amber") if rated.weak else None,
        withheld=str(WITHHELD) if rated.withheld else "",
        evidence=tuple(parts.cited_line(one, pieces, now=now) for one in rated.cited),
    )


def _answer_words(item: Item | None, rated: Rated) -> str:
    if not rated.is_known:
        return _("unknown")
    return worded(item.level(rated.level)) if item else rated.level


def _second(read: Read, names: Mapping[str, str]) -> tuple[str, str] | None:
    if read.second is None:
        return None
    said = _("%(name)s agrees") if read.second.agrees else _("%(name)s does not agree")
    return said % {"name": names.get(read.second.person, "")}, read.second.words


def _decided(read: Read, names: Mapping[str, str]) -> tuple[str, str] | None:
    decided = read.decided
    if decided is None:
        return None
    said = {
        "": _("%(name)s decided: %(band)s"),
        "up": _("%(name)s decided: %(band)s, higher than proposed"),
        "down": _("%(name)s decided: %(band)s, lower than proposed"),
    }[decided.override]
    return said % {"name": names.get(decided.by, ""), "band": decided.band}, decided.reason


def _go_on(read: Read) -> str:
    left = read.open_items
    name, args = ("risk:rate", [read.id, left[0]]) if left else ("risk:formulation", [read.id])
    return reverse(name, args=args)


def _forms(read: Read, *, by: Actor) -> Forms:
    """What the rules let the reader do; the action asks them again."""
    waits, one = read.state is State.RATED, read.by
    decides = queries.may(Act.ASSESSMENT_DECIDE, read, by=by) is None and _named(one, by)
    needs = bool(waits and one and read.second is None and one.needs_second(read.band))
    not_yet = (
        _("From “%(band)s” on a second person looks first.") % {"band": one.second_from}
        if needs and one
        else ""
    )
    return Forms(
        second=waits and read.second is None and queries.may(Act.ASSESSMENT_COUNTERSIGN, read, by=by) is None,
        decide=waits and decides and not needs,
        decide_not_yet=not_yet if waits and decides else "",
        supersede=decides and read.state in {State.RATED, State.DECIDED},
    )


def _named(one: Instrument | None, by: Actor) -> bool:
    return one is not None and (not one.decided_by or by.duty.value in one.decided_by)
