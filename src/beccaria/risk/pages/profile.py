"""What the page of the common European profile says, in our words or as another country would read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.actors import Actor, Level
from beccaria.core.assessing import Confidence, Likelihood
from beccaria.core.classification import Answer, Comparison, Ground, Kind, Outcome
from beccaria.core.countries import Pack
from beccaria.core.markings import Marking
from beccaria.core.profile import Decision, Dimension, Kept, Profile
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, Notice, PersonLine, RangeBar, Tag
from beccaria.lib.ranges import range_of
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.risk.pages import classified_words as words
from beccaria.risk.pages.classifications import strip
from beccaria.risk.pages.words import CONFIDENCES, LIKELIHOODS
from beccaria.risk.queries.profile import ProfileRead
from beccaria.risk.queries.shapes import Line


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A category or status with its basis, and what it is in the reader's terms."""

    title: str
    href: str
    facts: tuple[Fact, ...]
    grounds: tuple[str, ...]
    terms_title: str
    terms: str
    terms_tag: Tag | None


@dataclass(frozen=True, slots=True)
class DimensionCard:
    """A risk as a range."""

    title: str
    href: str
    bar: RangeBar | str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The common profile of one person."""

    person: PersonLine
    back: Link
    handling: HandlingStrip
    lead: str
    giving: Notice | None
    identity: tuple[Fact, ...]
    decisions: tuple[DecisionCard, ...]
    no_decisions: EmptyState
    dimensions: tuple[DimensionCard, ...]
    no_dimensions: EmptyState
    measures: str
    reviews: tuple[Fact, ...]
    not_whole: str
    made: str
    readers: tuple[tuple[str, str], ...]
    reader: str
    json_href: str


def profile_page(read: ProfileRead, packs: Mapping[str, Pack], *, by: Actor, at: datetime) -> ProfilePage:
    """The profile as its reader may see it."""
    found, person = read.profile, read.whom.line
    reader = packs.get(found.reader)
    href = reverse("risk:profile_json", args=[person.id])
    return ProfilePage(
        person=people.person_lines([person], by=by, at=at)[0],
        back=Link(person.name, reverse("people:person", args=[person.id])),
        handling=strip([_marking(found.kept)]) or people.strip(found.kept.level),
        lead=_("As the service of %(country)s would read it.") % {"country": reader.english_name.words}
        if reader
        else _("In the words of this service."),
        giving=_giving(read) if reader else None,
        identity=_identity(found),
        decisions=tuple(_decision_card(one) for one in found.decisions),
        no_decisions=EmptyState(
            _("No category or status stands"),
            _("That nothing is decided does not mean that the risk is low."),
        ),
        dimensions=tuple(_dimension_card(one, read.lines.get(one.id)) for one in found.dimensions),
        no_dimensions=EmptyState(
            _("No risk has been judged and decided"), _("Nobody judged it. Unknown is not low.")
        ),
        measures=_(
            "This service keeps no measures yet: that none is listed does not mean that none is in force."
        ),
        reviews=tuple(Fact(_reviewed(one.what, found), people.day(one.due)) for one in found.reviews),
        not_whole=_(
            "It holds what its reader may see, on the day it was made. It is not the whole of what is known."
        ),
        made=moments.exact(at),
        readers=(("", _("In our own words")), *((one.id, one.english_name.words) for one in packs.values())),
        reader=found.reader,
        json_href=f"{href}?reader={found.reader}" if reader else href,
    )


def _giving(read: ProfileRead) -> Notice:
    given = read.may_be_given
    if given.answer is Outcome.YES:
        return Notice(in_words(given.because), "note", _("It may be given to a prison service abroad"))
    return Notice(in_words(given.because), "amber", _("To show how it would read is not to give it"))


def _identity(found: Profile) -> tuple[Fact, ...]:
    who, unsaid = found.identity, _("not recorded")
    held = _("%(place)s, since %(day)s") % {
        "place": who.held_at,
        "day": people.day(who.held_since) if who.held_since else unsaid,
    }
    return (
        Fact(_("Name"), who.name),
        Fact(_("Other names"), "; ".join(who.other_names) or unsaid),
        Fact(_("Born"), people.day(who.born) if who.born else unsaid),
        Fact(_("Number"), who.number or unsaid),
        Fact(_("Held at"), held if who.held_at else unsaid),
    )


def _decision_card(one: Decision) -> DecisionCard:
    facts = [
        Fact(_("It rests on"), one.article),
        Fact(_("Decided by"), one.designated_by or _("this service, two people: the law is not known")),
        Fact(_("Holds"), words.days(one.starts, one.until)),
        Fact(_("Looked at again by"), people.day(one.review_due)),
    ]
    if one.means:
        facts.insert(0, Fact(_("Which means"), one.means))
    if one.not_told:
        facts.append(Fact(_("Telling him"), _("He may not be made aware of it.")))
    terms = one.terms
    return DecisionCard(
        title=f"{words.said(words.KINDS, one.kind)}: {words.value(Kind(one.kind), one.value)}",
        href=reverse("risk:classification", args=[one.id]),
        facts=tuple(facts),
        grounds=tuple(
            f"{words.said(words.GROUNDS, Ground(each.ground))}, {people.day(each.observed)}: {each.text}"
            for each in one.facts
        ),
        terms_title=_("In terms of %(country)s") % {"country": terms.country} if terms else "",
        terms=_terms(terms.comparison) if terms else "",
        terms_tag=_terms_tag(terms.comparison) if terms else None,
    )


def _terms(one: Comparison) -> str:
    match one.answer:
        case Answer.NOT_COMPARABLE:
            return _("Not comparable, because: %(why)s") % {"why": in_words(one.because)}
        case Answer.SAME_SCHEME:
            return in_words(one.because)
        case Answer.BESIDE:
            said = {
                "codes": ", ".join(one.codes),
                "why": in_words(one.because),
                "sources": "; ".join(one.sources),
            }
            return _("Stated to lie beside %(codes)s. %(why)s (%(sources)s)") % said


def _terms_tag(one: Comparison) -> Tag:
    match one.answer:
        case Answer.NOT_COMPARABLE:
            return Tag(_("not comparable"), "amber")
        case Answer.SAME_SCHEME:
            return Tag(_("same country"), "good")
        case Answer.BESIDE:
            return (
                Tag(_("verified"), "good")
                if one.verified
                else Tag(_("not verified: for orientation only"), "amber")
            )


def _dimension_card(one: Dimension, line: Line | None) -> DimensionCard:
    bar: RangeBar | str = one.band
    if line and line.by and line.scored:
        bar = range_of(line.by, line.scored, one.title)
    said = _("%(band)s, decided otherwise than proposed") if one.overridden else "%(band)s"
    facts = (
        Fact(_("Decided"), said % {"band": one.band}),
        Fact(_("On"), people.day(one.decided_on)),
        Fact(
            _("How likely"), str(LIKELIHOODS[Likelihood(one.likelihood)]) if one.likelihood else _("not said")
        ),
        Fact(
            _("Confidence"), str(CONFIDENCES[Confidence(one.confidence)]) if one.confidence else _("not said")
        ),
        Fact(
            _("Not known"),
            ngettext("%(count)s question is open", "%(count)s questions are open", one.unknown)
            % {"count": one.unknown},
        ),
        Fact(_("Looked at again by"), people.day(one.review_due) if one.review_due else _("not said")),
    )
    return DimensionCard(one.title, people.address("risk:assessment", one.id), bar, facts)


def _reviewed(what: str, found: Profile) -> str:
    kinds: Iterable[Decision] = (one for one in found.decisions if one.value == what)
    return next((words.value(Kind(one.kind), one.value) for one in kinds), what)


def _marking(kept: Kept) -> Marking:
    return Marking(level=Level(kept.level), handling=frozenset(kept.handling))
