"""What the page of one measure says: what is restricted until when, why, beside what was said before, what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.classification import Route
from beccaria.core.countries import Interval, Pack
from beccaria.core.measures import COMMUNICATION, Plann, Standing, State
from beccaria.engines.likeness import LARGELY
from beccaria.lib import moments
from beccaria.lib.parts import Button, Fact, HandlingStrip, Link, Notice, PersonLine, Tag
from beccaria.measures.models import Fit
from beccaria.measures.pages import words
from beccaria.measures.pages.parts import address, back, line_of, strip
from beccaria.measures.queries.isolation import Clock
from beccaria.measures.queries.shapes import ContestShown, FactShown, Read, ReasonsShown
from beccaria.people import api as people
from beccaria.risk import api as risk

_CHECK_EVERY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact it rests on."""

    ground: str
    text: str
    day: str
    marks: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two sets of reasons side by side: its heading, the answers of PLANN, the facts."""

    title: str
    answers: tuple[Fact, ...]
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class ContestRow:
    """A contest and its answer."""

    title: str
    text: str
    answer: str
    act: Button | None


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure."""

    title: str
    tag: Tag
    person: PersonLine
    back: Link
    handling: HandlingStrip
    notices: tuple[Notice, ...]
    what: str
    decided: tuple[Fact, ...]
    now: Side | None
    before: Side | None
    alike: str
    alike_red: bool
    told: tuple[str, ...]
    law: tuple[Fact, ...]
    decide: Button | None
    asks_number: str
    checks: tuple[str, ...]
    check: Button | None
    contests: tuple[ContestRow, ...]
    contest: Button | None
    end: Button | None
    reviews: tuple[str, ...]
    again: Button | None
    notice_href: str
    all_href: str


@dataclass(frozen=True, slots=True)
class Law:
    """What holds where he is: who decides, when it is looked at again, names of regimes."""

    pack: Pack | None
    route: Route
    review: Interval
    regimes: Mapping[str, str]


def measure_page(
    read: Read, law: Law, clock: Clock, *, may_decide: str | None, by: Actor, at: datetime
) -> MeasurePage:
    """One measure, for whoever may read it; its reasons only where they are the reader's."""
    line = read.line
    seen = [line.marking, read.person.marking]
    seen += [one.marking for one in (read.reasons, read.before) if one]
    open_still = line.standing in (Standing.PROPOSED, Standing.FIRST)
    holds = line.standing in (Standing.IN_FORCE, Standing.AHEAD)
    return MeasurePage(
        title=words.titled(line.kind, line.regime, law.regimes),
        tag=words.standing(line.standing),
        person=line_of(read.person, by=by, at=at),
        back=back(read.person),
        handling=strip(*seen),
        notices=tuple(_notices(read, law, clock, at)),
        what=line.what,
        decided=tuple(_decided(read)),
        now=_side(_("These reasons"), read.reasons) if read.reasons else None,
        before=_side(_("The reasons before"), read.before) if read.before else None,
        alike=words.alike(line.alike) if line.alike is not None and read.reasons else "",
        alike_red=bool(line.alike and line.alike >= LARGELY),
        told=tuple(read.reasons.told.splitlines()) if read.reasons else (),
        law=tuple(law_facts(law, clock)),
        decide=_decide(read, may_decide) if open_still and may_ever(Act.MEASURE_DECIDE, by) else None,
        asks_number=law.route.designator.words if line.state is State.PROPOSED else "",
        checks=tuple(
            f"{moments.exact(one.seen_at)}, {one.by_whom}: {words.said(words.FITS, one.fit)}"
            f"{f' ({one.change})' if one.change else ''}"
            for one in read.checks
        ),
        check=Button(_("Write down a look at health"), address("check", line.id))
        if line.holds and may_ever(Act.MEASURE_CHECK, by)
        else None,
        contests=tuple(_contest(one) for one in read.contests),
        contest=Button(_("Take down that he contests it"), address("contest", line.id))
        if line.in_force_at and may_ever(Act.MEASURE_CONTEST, by) and not line.not_told
        else None,
        end=Button(_("End it"), address("end", line.id)) if holds and may_decide is None else None,
        reviews=tuple(
            _("%(day)s: %(words)s Looked at: %(looked_at)s")
            % {"day": moments.day(one.at), "words": one.words, "looked_at": one.looked_at}
            for one in read.reviews
        ),
        again=Button(_("Still needed"), address("again", line.id))
        if line.holds and may_decide is None and not read.mine and read.reasons
        else None,
        notice_href=address("notice", line.id)
        if line.in_force_at and read.reasons and not line.not_told
        else "",
        all_href=address("of_person", line.person),
    )


def _notices(read: Read, law: Law, clock: Clock, at: datetime) -> list[Notice]:
    line, found = read.line, []
    if line.standing is Standing.LAPSED:
        found.append(Notice(_("It was over at its end, by itself. A new one needs fresh reasons."), "note"))
    if not law.route.designator.known and line.state is State.PROPOSED:
        found.append(Notice(risk.route_words(law.route, law.pack), "amber", _("The law is not known here")))
    if line.kind in COMMUNICATION:
        found.append(Notice(str(words.EXCEPTED), "note"))
    if line.not_told:
        found.append(Notice(_("He must not be made aware of it."), "amber"))
    last = read.checks[0] if read.checks else None
    if line.holds and last and last.fit is Fit.NO:
        found.append(
            Notice(
                _(
                    "The health service says that it must not go on: end it, or replace it by something milder."
                ),
                "red",
            )
        )
    elif line.holds and line.isolates and (last is None or last.seen_at < at - _CHECK_EVERY):
        found.append(Notice(_("Nobody of the health service saw him in the last 24 hours."), "red"))
    if line.holds and line.review_due <= at:
        found.append(Notice(_("It is to be looked at again now."), "amber"))
    if clock.near and line.holds and line.contact_hours is not None:
        found.append(Notice(words.left(clock), "red", _("Isolation")))
    return found


def _decided(read: Read) -> list[Fact]:
    line = read.line
    facts = [
        Fact(_("Ground"), line.article),
        Fact(_("From"), moments.exact(line.starts_at)),
        Fact(_("Until"), _("%(end)s, then it is over by itself") % {"end": moments.exact(line.over_at)}),
        Fact(_("Looked at again by"), moments.exact(line.review_due)),
        Fact(_("Answers for it"), line.office),
        Fact(_("Where he can turn to"), read.remedy),
    ]
    if line.contact_hours is not None:
        facts.append(
            Fact(_("Hours a day among others"), _("%(hours)s promised") % {"hours": line.contact_hours})
        )
    if read.limit_told:
        facts.append(Fact(_("Told when the limit is reached"), read.limit_told))
    if read.proposed_by:
        facts.append(Fact(_("Proposed by"), _signed(read.proposed_by, read.proposed_at)))
    if read.designated_by:
        facts.append(Fact(_("Decided by"), f"{read.designated_by} {read.designated_note}"))
    if read.decided_by and read.decided_at:
        facts.append(Fact(_("Decided here by"), _signed(read.decided_by, read.decided_at)))
    if read.second_by and read.second_at:
        facts.append(Fact(_("Second person"), _signed(read.second_by, read.second_at)))
    if read.reasons and read.reasons.answer:
        facts.append(Fact(_("In the words of who decided"), read.reasons.answer))
    if line.ended_at and read.ended_why:
        facts.append(Fact(_("Ended because"), read.ended_why))
    return facts


def _signed(who: str, at: datetime) -> str:
    return f"{who}, {moments.exact(at)}"


def _side(title: str, said: ReasonsShown) -> Side:
    answers = (
        (Plann.NECESSARY, said.necessary),
        (Plann.PROPORTIONATE, said.proportionate),
        (Plann.NON_DISCRIMINATORY, said.non_discriminatory),
        (Plann.ACCOUNTABLE, said.accountable),
    )
    whole = [Fact(words.said(words.PLANN, name), text) for name, text in answers]
    whole.append(Fact(_("Milder things considered"), said.alternatives))
    return Side(title, tuple(whole), tuple(_fact(one) for one in said.facts))


def _fact(one: FactShown) -> FactRow:
    marks = [Tag(_("a judgement"), "quiet")] if one.judged else []
    if one.why_not_told:
        marks.append(Tag(_("may not be told to him"), "amber"))
    return FactRow(str(risk.GROUND_WORDS[one.ground]), one.text, people.day(one.observed), tuple(marks))


def law_facts(law: Law, clock: Clock) -> Sequence[Fact]:
    """Who decides, when it is looked at again, how long somebody may be alone."""
    return (
        Fact(_("Who decides"), risk.route_words(law.route, law.pack)),
        Fact(_("Looked at again"), risk.clock_words(law.review)),
        Fact(_("Isolation"), words.limit(clock)),
    )


def _decide(read: Read, may_decide: str | None) -> Button:
    why = may_decide or ""
    if read.mine:
        why = _("You proposed this: somebody else decides.")
    elif read.decided_by_me:
        why = _("You said yes already: a second person must stand for it.")
    elif read.reasons is None:
        why = _("The reasons of this measure are not yours to read: somebody who may read them decides.")
    return Button(_("I decide"), address("decide", read.line.id), why)


def _contest(one: ContestShown) -> ContestRow:
    title = _("%(who)s, %(day)s; to be answered by %(due)s") % {
        "who": one.raised_for,
        "day": moments.day(one.received_at),
        "due": people.day(one.due),
    }
    answer = ""
    if one.answered_at:
        answer = (_("He is right: %(text)s") if one.upheld else _("It stands: %(text)s")) % {
            "text": one.answer
        }
    act = None if one.answered_at else Button(_("Answer him"), address("answer", one.id), one.why_not or "")
    return ContestRow(title, one.text, answer, act)
