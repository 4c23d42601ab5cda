"""What the page of a membership says: what is held and why, the evidence, what is missing, reviews, challenges."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.groups import NEEDED, Support
from beccaria.lib import moments
from beccaria.lib.parts import (
    Button,
    DueChip,
    EmptyState,
    Fact,
    GradeChip,
    HandlingStrip,
    LabelChip,
    Link,
    Notice,
    PersonLine,
    Tag,
)
from beccaria.networks import queries
from beccaria.networks.pages import parts
from beccaria.networks.pages.parts import button
from beccaria.networks.pages.words import (
    BASES,
    CHEAPEST,
    DETERMINERS,
    POSITIONS,
    ROLES,
    SUPPORTS,
    said,
    why,
)
from beccaria.networks.queries import ChallengeShown, EvidenceShown, MembershipRead, ReviewShown, RoleShown
from beccaria.people import api as people
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """One thing that shows it."""

    id: str
    title: str
    text: str
    grade: GradeChip
    facts: tuple[Fact, ...]
    tag: Tag
    source: Link | None
    withdraw: Button | None


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role as a hypothesis, with both sides."""

    id: str
    title: str
    because: str
    against: str
    by_rule: str
    over: str
    end: Button | None


@dataclass(frozen=True, slots=True)
class ChallengeCard:
    """Somebody contests it; the answer, or until when there must be one."""

    id: str
    title: str
    text: str
    due: DueChip | None
    outcome: str
    answer: str
    act: Button | None


@dataclass(frozen=True, slots=True)
class MembershipPage:
    """One membership."""

    id: str
    title: str
    person: PersonLine
    group: Link
    label: LabelChip
    why: str
    needed: str
    could: tuple[str, ...]
    facts: tuple[Fact, ...]
    due: DueChip | None
    handling: HandlingStrip | None
    notice: Notice | None
    ended: str
    evidence: tuple[EvidenceCard, ...]
    empty: EmptyState
    roles: tuple[RoleCard, ...]
    reviews: tuple[str, ...]
    challenges: tuple[ChallengeCard, ...]
    add: Button | None
    role: Button | None
    position: Button | None
    review: Button | None
    challenge: Button | None
    end: Button | None


def membership_page(read: MembershipRead, *, by: Actor, now: datetime) -> MembershipPage:
    """One membership, as far as the reader may see it."""
    line, group, ended = read.line, read.group, read.ended_at is not None
    person = people.person_lines([line.person], by=by, at=now)[0]
    writes = queries.may(Act.MEMBERSHIP_WRITE, read, by=by) is None and not ended

    def act(text: str, name: str, *, when: bool = True, why_not: str | None = None) -> Button | None:
        return button(text, parts.address(name, line.id), why_not) if when else None

    reviews = queries.may(Act.MEMBERSHIP_REVIEW, read, by=by)
    return MembershipPage(
        id=line.id,
        title=_("%(person)s and %(group)s") % {"person": line.person.name, "group": group.name},
        person=person,
        group=Link(group.name, parts.address("group", group.id)),
        label=parts.label(line.standing),
        why=why(line.standing),
        needed=_needed(read),
        could=_could(read),
        facts=_facts(read, by=by),
        due=None if ended else parts.due(line.review_due, since=line.written_at, now=now),
        handling=parts.strip(
            [(line.level, line.handling), (group.level, group.handling)]
            + [(one.level, one.handling) for one in read.evidence]
        ),
        notice=parts.not_to_subject() if group.not_to_subject else None,
        ended=_("Ended on %(day)s: %(why)s") % {"day": moments.day(read.ended_at), "why": read.ended_why}
        if read.ended_at
        else "",
        evidence=tuple(_evidence(one, writes=writes, by=by, now=now) for one in read.evidence),
        empty=EmptyState(
            _("No evidence that you may read"),
            _("Either it is withdrawn or it is closed to your duty: treat the label as a hypothesis."),
        ),
        roles=tuple(_role(one, writes=writes) for one in read.roles),
        reviews=tuple(_review(one) for one in read.reviews),
        challenges=tuple(_challenge(one, reviews, now=now) for one in read.challenges),
        add=act(_("Add evidence"), "add_evidence", when=writes),
        role=act(_("Suppose a role"), "suppose_role", when=writes),
        position=act(_("Say how near to its core he stands"), "place_member", when=writes),
        review=act(_("Review it"), "review", when=_shows_review(by, ended=ended), why_not=reviews),
        challenge=act(_("Take down that it is contested"), "challenge", when=not ended),
        end=act(_("End it"), "end_membership", when=writes),
    )


def _shows_review(by: Actor, *, ended: bool) -> bool:
    return may_ever(Act.MEMBERSHIP_REVIEW, by) and not ended


def _needed(read: MembershipRead) -> str:
    standing = read.line.standing
    match standing.support:
        case Support.ENDED:
            return ""
        case Support.LAPSED:
            return _(
                "Something newer than a year is needed; what is repeated from before does not refresh it."
            )
        case Support.SUSPECTED if standing.bases:
            return _(
                "One more of another kind and from another origin is needed before he counts as a member."
            )
        case Support.SUSPECTED:
            return _("Two things of different kinds and origins are needed before he counts as a member.")
        case _:
            return ""


def _could(read: MembershipRead) -> tuple[str, ...]:
    """What could be asked for most cheaply, of what is not there yet."""
    if read.line.standing.support is Support.SUPPORTED or read.ended_at:
        return ()
    missing = [basis for basis in CHEAPEST if basis not in read.line.bases]
    return tuple(said(BASES, basis) for basis in missing[: NEEDED + 1])


def _facts(read: MembershipRead, *, by: Actor) -> tuple[Fact, ...]:
    line = read.line
    kinds = len(line.bases)
    names = places.named({read.site} if read.site else set(), by=by)
    counted = ngettext("%(count)d kind of basis counts", "%(count)d kinds of basis count", kinds) % {
        "count": kinds
    }
    found = [
        Fact(_("Independent bases"), str(line.standing.bases)),
        Fact(
            _("Of which kinds"),
            f"{counted}: {'; '.join(said(BASES, one) for one in line.bases)}" if kinds else "",
        ),
        Fact(_("How near to its core"), said(POSITIONS, line.position)),
        Fact(_("Determined by"), said(DETERMINERS, read.determined_by) if read.determined_by else ""),
        Fact(_("Written down by"), names.get(read.site or "", _("the national service"))),
        Fact(_("Written down on"), moments.day(line.written_at)),
    ]
    return tuple(fact for fact in found if fact.value)


def _evidence(one: EvidenceShown, *, writes: bool, by: Actor, now: datetime) -> EvidenceCard:
    found = [
        Fact(_("Seen or found on"), people.day(one.observed)),
        Fact(_("Comes from"), one.origin),
        Fact(_("Written down"), moments.time_chip(one.added_at, now=now)),
    ]
    if one.withdrawn_at:
        found.append(Fact(_("Withdrawn because"), one.withdrawn_why))
    may = writes and one.withdrawn_at is None and queries.may_withdraw(one, by=by)
    return EvidenceCard(
        id=one.id,
        title=said(BASES, one.basis or ""),
        text=one.text,
        grade=parts.grade(one.grade),
        facts=tuple(found),
        tag=_counts(one),
        source=parts.source_link(one),
        withdraw=button(_("Withdraw it"), parts.address("withdraw_evidence", one.id)) if may else None,
    )


def _counts(one: EvidenceShown) -> Tag:
    if one.withdrawn_at:
        return Tag(_("withdrawn"), "quiet")
    if one.counts:
        return Tag(_("counts"), "good")
    if one.discredited:
        return Tag(_("does not count: not believed"), "amber")
    return Tag(_("does not count: older than five years"), "quiet")


def _role(one: RoleShown, *, writes: bool) -> RoleCard:
    over = (
        _("No longer supposed since %(day)s: %(why)s")
        % {"day": moments.day(one.ended_at), "why": one.ended_why}
        if one.ended_at
        else ""
    )
    may = writes and not one.ended_at
    return RoleCard(
        id=one.id,
        title=_("%(role)s (hypothesis)") % {"role": said(ROLES, one.role)},
        because=one.because,
        against=one.against,
        by_rule=_("Proposed by a calculation: %(rule)s") % {"rule": one.by_rule} if one.by_rule else "",
        over=over,
        end=button(_("No longer suppose it"), parts.address("end_role", one.id)) if may else None,
    )


def _review(one: ReviewShown) -> str:
    support, _colon, bases = one.support.partition(":")
    words = {
        "day": moments.day(one.reviewed_at),
        "why": one.why,
        "who": one.reviewed_by,
        "support": said(SUPPORTS, support),
        "bases": bases,
    }
    if one.kept:
        text = _("%(day)s: kept, being %(support)s with %(bases)s independent bases. %(why)s") % words
    else:
        text = _("%(day)s: ended, being %(support)s with %(bases)s independent bases. %(why)s") % words
    return f"{text} ({one.reviewed_by})" if one.reviewed_by else text


def _challenge(one: ChallengeShown, may_not: str | None, *, now: datetime) -> ChallengeCard:
    mine = _("You took it down: somebody else must answer it.") if one.mine else None
    answered = one.answered_at is not None
    shows = not answered and (may_not is None or mine is not None)
    return ChallengeCard(
        id=one.id,
        title=_("Contested by %(who)s, %(day)s")
        % {"who": one.raised_for, "day": moments.day(one.received_at)},
        text=one.text,
        due=None if answered else parts.due(one.due, since=one.received_at, now=now),
        outcome="" if not answered else _("Upheld") if one.upheld else _("Not upheld"),
        answer=one.answer,
        act=button(_("Answer it"), parts.address("answer", one.id), mine or may_not) if shows else None,
    )
