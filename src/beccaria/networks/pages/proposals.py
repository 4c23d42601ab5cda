"""What the pages of proposed memberships say: circle by circle, both sides of each, and what each record shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beccaria.engines.membership import TraceKind
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, Tag, TaskRow
from beccaria.networks.actions.deciding import sentence
from beccaria.networks.pages import parts
from beccaria.networks.pages.words import BASES, Words, said
from beccaria.networks.queries.proposals import EvidenceProposed, OutsideShown, ProposalShown
from beccaria.people import api as people

KINDS: Final[Words] = {
    TraceKind.TOGETHER: gettext_lazy("Seen together"),
    TraceKind.CALL: gettext_lazy("Call"),
    TraceKind.VISIT: gettext_lazy("Visit"),
    TraceKind.PAYMENT: gettext_lazy("Payment"),
    TraceKind.SAME_SIDE: gettext_lazy("Incident"),
    TraceKind.SIGN: gettext_lazy("Sign"),
    TraceKind.MATERIAL: gettext_lazy("Found"),
}
_FEW = 8


@dataclass(frozen=True, slots=True)
class CircleShown:
    """Everybody proposed of one circle."""

    title: str
    rows: tuple[TaskRow, ...]
    outside: tuple["OutsideLine", ...] = ()


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """Somebody outside who may lead it: a hypothesis with both sides, and nothing to decide."""

    person: Link
    because: str
    against: str


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """The proposals that wait."""

    lead: str
    start_href: str
    circles: tuple[CircleShown, ...]
    empty: EmptyState
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One record: its day, what it is, on which basis, in a sentence, and where to read it."""

    day: str
    kind: str
    basis: str
    words: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal with both sides."""

    title: str
    person: Link
    tags: tuple[Tag, ...]
    sentence: str
    because: tuple[str, ...]
    against: tuple[str, ...]
    lead: tuple[str, str] | None
    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...]
    decided: str
    membership: Link | None
    accept_href: str
    reject_href: str
    next_href: str
    handling: HandlingStrip | None


def proposals_page(found: Sequence[ProposalShown], outside: Sequence[OutsideShown] = ()) -> ProposalsPage:
    """The list. A proposal is called one everywhere: nobody in it is a member by it, and nobody outside at all."""
    circles = tuple(
        _circle(list(several), [one for one in outside if one.circle == key])
        for key, several in groupby(found, key=lambda one: one.circle)
    )
    lead = ngettext(
        "%(count)d person may belong to a circle, on two independent bases or more. You decide.",
        "%(count)d people may belong to a circle, on two independent bases or more. You decide.",
        len(found),
    ) % {"count": len(found)}
    return ProposalsPage(
        lead=lead if found else "",
        start_href=parts.address("proposal", found[0].id) if found else "",
        circles=circles,
        empty=EmptyState(
            _("Nothing is proposed"),
            _(
                "Each night the service looks at what was recorded in the last year. Nobody is shown on two bases."
            ),
        ),
        handling=parts.strip((one.level, one.handling) for one in found),
    )


def _circle(several: list[ProposalShown], outside: list[OutsideShown]) -> CircleShown:
    names = ", ".join(one.person.name for one in several[:_FEW])
    group = next((one.group for one in several if one.group), None)
    if group:
        title = _("May belong to %(group)s: %(names)s") % {"group": group[1], "names": names}
    else:
        title = _("A circle not written down yet: %(names)s") % {"names": names}
    lines = tuple(
        OutsideLine(
            Link(one.person.name, people.address("people:person", one.person.id)),
            _(one.because),
            _(one.against),
        )
        for one in outside
    )
    return CircleShown(title, tuple(_row(one) for one in several), lines)


def _row(one: ProposalShown) -> TaskRow:
    tags = [Tag(_bases(one), "quiet")]
    if one.lead:
        tags.append(Tag(_("may lead (hypothesis)"), "amber"))
    return TaskRow(
        one.person.name,
        parts.address("proposal", one.id),
        _("Decide"),
        " ".join(_(words) for words in one.because),
        tags=tuple(tags),
    )


def _bases(one: ProposalShown) -> str:
    return ngettext("%(count)d independent basis", "%(count)d independent bases", one.bases) % {
        "count": one.bases
    }


def proposal_page(one: ProposalShown, *, following: str) -> ProposalPage:
    """One, with what speaks for it, what against it, and every record one may read."""
    return ProposalPage(
        title=_("Does %(name)s belong?") % {"name": one.person.name},
        person=Link(one.person.name, people.address("people:person", one.person.id)),
        tags=(Tag(_("proposed by calculation"), "quiet"), Tag(_bases(one), "plain")),
        sentence=_("A calculation proposes it; it is no membership until somebody accepts it."),
        because=tuple(_(words) for words in one.because),
        against=tuple(_(words) for words in one.against),
        lead=(one.lead_because, one.lead_against) if one.lead else None,
        pieces=tuple(_piece(each) for each in one.evidence),
        facts=tuple(
            fact
            for fact in (
                Fact(_("Group it may be"), Link(one.group[1], parts.address("group", one.group[0])))
                if one.group
                else None,
            )
            if fact
        ),
        decided=_decided(one),
        membership=Link(_("The membership"), parts.address("membership", one.membership))
        if one.membership
        else None,
        accept_href=parts.address("accept_proposal", one.id),
        reject_href=parts.address("reject_proposal", one.id),
        next_href=parts.address("proposal", following) if following and following != one.id else "",
        handling=parts.strip([(one.level, one.handling)]),
    )


def _piece(one: EvidenceProposed) -> Piece:
    kind, _colon, key = one.reference.partition(":")
    link = None
    if kind == "observation":
        link = Link(one.number, people.address("reports:observation", key))
    elif one.kind is TraceKind.SAME_SIDE:
        link = Link(_("The incident"), people.address("events:incident", key))
    return Piece(people.day(one.observed), said(KINDS, one.kind), said(BASES, one.basis), sentence(one), link)


def _decided(one: ProposalShown) -> str:
    if one.accepted is None:
        return ""
    if one.accepted:
        return _("Somebody accepted this.")
    return _("Somebody rejected this: %(why)s") % {"why": one.why}
