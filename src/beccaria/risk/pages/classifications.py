"""What the page of a category or status says: what is decided, by whom the country names, on which facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core import handling as conditions
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.classification import OWN_SCALE, Kind, State, choices, level_of
from beccaria.core.countries import Neutral, Pack
from beccaria.core.markings import Marking
from beccaria.lib import moments
from beccaria.lib.parts import Fact, HandlingStrip, Link, Notice, PersonLine, Tag
from beccaria.people import api as people
from beccaria.places import api as places
from beccaria.risk.pages import classified_words as words
from beccaria.risk.pages import review_words
from beccaria.risk.queries.calendar_shapes import Changed
from beccaria.risk.queries.classifications import FactShown, Line, Read
from beccaria.risk.queries.law import Law


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact it rests on."""

    ground: str
    text: str
    day: str
    marks: tuple[Tag, ...]
    link: Link | None


@dataclass(frozen=True, slots=True)
class ClassificationPage:
    """One category or status."""

    title: str
    kind: str
    tag: Tag
    person: PersonLine
    back: Link
    handling: HandlingStrip
    notices: tuple[Notice, ...]
    decided: tuple[Fact, ...]
    law: tuple[Fact, ...]
    why: str
    against: str
    facts: tuple[FactRow, ...]
    decide_href: str
    decide_why_not: str
    asks_number: str
    end_href: str
    again_href: str
    changed: tuple[Link | str, ...]
    reviews: tuple[str, ...]
    told_href: str
    profile: Link | None


def strip(markings: Sequence[Marking]) -> HandlingStrip | None:
    """How a page must be handled that shows these: the strictest; nothing shown, nothing said."""
    if not markings:
        return None
    codes = {code for one in markings for code in one.handling}
    said = tuple(_(clause) for clause in conditions.sayings(conditions.from_codes(codes)))
    return people.strip(int(max(one.level for one in markings)), said)


def classification_page(
    read: Read, law: Law, *, may_decide: str | None, by: Actor, at: datetime
) -> ClassificationPage:
    """One category or status, for whoever may read it."""
    line = read.line
    person = people.person_lines([read.person], by=by, at=at)[0]
    whole = strip([line.marking, read.person.marking, *_beside(read)])
    open_still = line.state in (State.PROPOSED, State.FIRST)
    works = may_ever(Act.CLASSIFICATION_DECIDE, by)
    return ClassificationPage(
        title=words.value(line.kind, line.value),
        kind=words.said(words.KINDS, line.kind),
        tag=words.state(line.state, holds=line.holds),
        person=person,
        back=Link(read.person.name, reverse("people:person", args=[line.person])),
        handling=whole or people.strip(int(line.marking.level)),
        notices=tuple(_notices(read, law)),
        decided=tuple(_decided(read, law)),
        law=tuple(law_facts(law)),
        why=read.why,
        against=read.against,
        facts=tuple(_fact_row(one) for one in read.facts),
        decide_href=address("decide_classification", line.id) if open_still and works else "",
        decide_why_not=_why_not(read, may_decide) if open_still and works else "",
        asks_number=law.route.designator.words if line.state is State.PROPOSED else "",
        end_href=address("end_classification", line.id)
        if line.state is State.IN_FORCE and works and may_decide is None
        else "",
        again_href=address("review_classification", line.id)
        if line.holds and works and may_decide is None and not read.mine
        else "",
        changed=tuple(_change(one, line.person) for one in read.changed),
        reviews=tuple(
            _("%(who)s: %(words)s Looked at: %(looked_at)s")
            % {"who": _signed(one.who, one.at), "words": one.words, "looked_at": one.looked_at}
            for one in read.reviews
        ),
        told_href=reverse("risk:told", args=["classification", line.id]) if line.in_force_at else "",
        profile=profile_link(line.person, by=by),
    )


def _beside(read: Read) -> list[Marking]:
    """How what is shown beside the decision is handled: what changed since, and what was said of it later."""
    changed = [Marking(level=Level(one.level), handling=frozenset(one.handling)) for one in read.changed]
    return [*changed, *(one.marking for one in read.reviews)]


def _change(one: Changed, person: str) -> Link | str:
    where = review_words.record(one, person)
    said = review_words.sentence(one)
    return Link(said, where.href) if where else said


def _why_not(read: Read, may_decide: str | None) -> str:
    if may_decide:
        return may_decide
    if read.mine:
        return _("You proposed this: somebody else decides.")
    if read.decided_by_me:
        return _("You said yes already: a second person must stand for it.")
    return ""


def _notices(read: Read, law: Law) -> list[Notice]:
    found = []
    if not law.route.designator.known and read.line.state is not State.REFUSED:
        found.append(Notice(words.route(law.route, law.pack), "amber", _("The law is not known here")))
    if read.names_a_trait:
        said = _(
            "A fact names a faith, an origin or a nationality. The writer confirmed that it tells what he did; two"
            " people other than the writer must read it."
        )
        found.append(Notice(said, "amber", _("Read this with care")))
    if read.line.not_told:
        said = _("He may not be made aware of it, by word, by look, or by a paper left lying.")
        found.append(Notice(said, "amber", _("Not to be disclosed to him")))
    return found


def _decided(read: Read, law: Law) -> list[Fact]:
    line = read.line
    found = [
        Fact(words.said(words.KINDS, line.kind), words.value(line.kind, line.value)),
        *_meaning(line, law.pack if law.pack and law.pack.id == line.pack else None),
        Fact(_("It rests on"), line.article),
        Fact(_("Holds"), words.days(line.starts, line.until)),
        Fact(_("Looked at again by"), people.day(line.review_due)),
        Fact(_("Proposed"), _signed(read.proposed_by, read.proposed_at)),
    ]
    if line.designated_by:
        found.append(Fact(_("Decided by"), f"{line.designated_by} {read.designated_note}"))
    if read.decided_at:
        label = _("Written down by") if line.designated_by else _("First person")
        found.append(Fact(label, _signed(read.decided_by, read.decided_at)))
    if read.second_at:
        found.append(Fact(_("Second person"), _signed(read.second_by, read.second_at)))
    if read.answer:
        found.append(Fact(_("In the words of who decided"), read.answer))
    if line.ended_at:
        found.append(Fact(_("Ended"), f"{moments.exact(line.ended_at)}: {read.ended_why}"))
    return found


def _meaning(line: Line, pack: Pack | None) -> list[Fact]:
    """What the country's word means, and where it is laid on the neutral scale, as far as anybody states it."""
    if line.kind is not Kind.CATEGORY or line.value.startswith(OWN_SCALE):
        means = {one.code: one.words for one in choices(pack, line.kind)}
        text = means.get(line.value, "")
        if line.value.startswith(OWN_SCALE):
            text = words.meaning(Neutral(line.value.removeprefix(OWN_SCALE)))
        return [Fact(_("Which means"), text)] if text else []
    one = next((each for each in pack.categories if each.code == line.value), None) if pack else None
    if one is None:
        return []
    level = level_of(one)
    neutral = f"{places.neutral()[level.value]}. {words.meaning(level)} {one.crosswalk.note}"
    return [
        Fact(_("Which means"), one.describes.words),
        Fact(_("On the neutral scale (our reading)"), neutral),
    ]


def _signed(name: str, at: datetime) -> str:
    return f"{name}, {moments.exact(at)}" if name else moments.exact(at)


def law_facts(law: Law) -> list[Fact]:
    """What the pack of the prison says: country, who decides, clock, limits on isolation."""
    named = law.route.designator
    country = (
        Link(law.pack.english_name.words, reverse("places:country", args=[law.pack.id])) if law.pack else None
    )
    limits = {"hours": places.length(law.isolation.hours_a_day), "days": places.length(law.isolation.days)}
    return [
        Fact(_("Country pack"), country or _("None holds here: the strictest limits are taken")),
        Fact(_("Who decides"), f"{named.words} ({named.article})" if named.known else _("Not known")),
        Fact(_("Looked at again"), words.clock(law.clock)),
        Fact(
            _("Isolation"),
            _(
                "Nothing decided here allows it. Alone for %(hours)s a day counts, and must end after %(days)s."
            )
            % limits,
        ),
    ]


def _fact_row(one: FactShown) -> FactRow:
    marks = [Tag(_("judgement of the writer"), "quiet")] if one.judged else []
    if one.conduct:
        marks.append(Tag(_("confirmed as conduct"), "amber"))
    return FactRow(
        words.said(words.GROUNDS, one.ground),
        one.text,
        people.day(one.observed),
        tuple(marks),
        _source(one.reference),
    )


def _source(reference: str) -> Link | None:
    kind, _colon, key = reference.partition(":")
    known = {
        "report": ("reports:desk", _("The report it rests on")),
        "observation": ("reports:observation", _("The observation it rests on")),
        "assessment": ("risk:assessment", _("The assessment it rests on")),
        "membership": ("networks:membership", _("The membership it rests on")),
    }
    if kind not in known:
        return None
    name, text = known[kind]
    href = people.address(name, key)
    return Link(text, href) if href else None


def profile_link(person: str, *, by: Actor) -> Link | None:
    """The way to the common profile, for duties that read it."""
    href = people.address("risk:profile", person) if may_ever(Act.PROFILE_READ, by) else ""
    return Link(_("Common European profile"), href) if href else None


def address(name: str, *where: str) -> str:
    """An address of this app."""
    return reverse(f"risk:{name}", args=where)
