"""What the list of groups and the page of one say: what it is, who may belong, friends and foes, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib import moments
from beccaria.lib.paging import Page
from beccaria.lib.parts import (
    Button,
    Column,
    EmptyState,
    Entry,
    Fact,
    GradeChip,
    HandlingStrip,
    Link,
    Notice,
    Row,
    Table,
    Tag,
    Timeline,
)
from beccaria.networks.pages import definitions, parts
from beccaria.networks.pages.definitions import DefinitionText, Determined
from beccaria.networks.pages.parts import button
from beccaria.networks.pages.words import (
    BASES,
    DEFINITIONS,
    DETERMINERS,
    KINDS,
    POSITIONS,
    ROLES,
    relation,
    said,
)
from beccaria.networks.queries import Change, ChangeKind, GroupLine, GroupRead, MemberLine, RelationShown
from beccaria.people import api as people
from beccaria.places import api as places

_CHANGES: Final[dict[ChangeKind, str | Promise]] = {
    ChangeKind.MEMBER_WRITTEN: gettext_lazy("Membership written down: %(name)s"),
    ChangeKind.MEMBER_ENDED: gettext_lazy("Membership ended: %(name)s"),
    ChangeKind.EVIDENCE_ADDED: gettext_lazy("New evidence: %(name)s"),
    ChangeKind.RELATION_WRITTEN: gettext_lazy("Relation written down: %(name)s"),
    ChangeKind.RELATION_ENDED: gettext_lazy("Relation over: %(name)s"),
}


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """Groups by name."""

    table: Table
    handling: HandlingStrip | None
    new: Link | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RelationCard:
    """How the group stands to another, with what shows it."""

    id: str
    words: str
    other: Link
    days: str
    evidence: tuple[tuple[str, GradeChip, str], ...]
    add: Button | None
    end: Button | None


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group."""

    title: str
    lead: str
    tags: tuple[Tag, ...]
    handling: HandlingStrip | None
    notice: Notice | None
    circle: Notice | None
    ended: str
    summary: str
    facts: tuple[Fact, ...]
    definition: DefinitionText | None
    members: Table
    left_out: int
    relations: tuple[RelationCard, ...]
    parts: tuple[Link, ...]
    places: Table
    changes: Timeline
    links: tuple[Link, ...]
    scorecards: str
    acts: tuple[Link, ...]
    end: Button | None


def groups_page(found: Page[GroupLine], *, by: Actor, next_href: str, sought: bool) -> GroupsPage:
    """The list."""
    new = parts.link(_("Write down a group"), "networks:new_group") if may_ever(Act.GROUP_WRITE, by) else None
    nothing = (
        EmptyState(_("No group of that name or kind"), _("Try part of the name, or another spelling."))
        if sought
        else EmptyState(
            _("No group is written down"),
            _("That does not mean that there is none here. A group is written down when somebody says by which"
              " definition it is one, and who determined that."),
            new,
        )
    )  # fmt: skip
    columns = (
        Column(_("Group")),
        Column(_("Kind")),
        Column(_("Determined by")),
        Column(_("Supported"), numeric=True),
        Column(_("Suspected"), numeric=True),
        Column(_("Lapsed"), numeric=True),
    )
    rows = tuple(Row(_cells(one), parts.address("group", one.id)) for one in found.items)
    table = Table(_("Groups"), columns, rows, nothing, show_caption=False, next_href=next_href)
    offered = (
        (Act.TENSION_SEE, _("Who lives beside whom"), "networks:tensions"),
        (Act.PROPOSAL_READ, _("Proposed memberships"), "networks:proposals"),
        (Act.MEMBERSHIP_REVIEW, _("To be reviewed"), "networks:due"),
        (Act.SCORECARD_READ, _("Compare groups"), "networks:compare"),
    )
    links = (parts.link(text, name) for act, text, name in offered if may_ever(act, by))
    strip = parts.strip((one.level, one.handling) for one in found.items)
    return GroupsPage(table, strip, new, tuple(one for one in links if one))


def _cells(one: GroupLine) -> tuple[str, ...]:
    others = f" ({', '.join(one.other_names[:3])})" if one.other_names else ""
    return (
        f"{one.name}{others}",
        said(KINDS, one.kind),
        said(DETERMINERS, one.determined_by),
        str(one.supported),
        str(one.suspected),
        str(one.lapsed),
    )


def group_page(read: GroupRead, *, by: Actor, may_not: str | None, now: datetime) -> GroupPage:
    """One group, as far as the reader may see it."""
    line = read.line
    changes = may_not is None and not line.ended
    names = places.named({code for code, _n in read.places if code} | _sites([line]), by=by)
    return GroupPage(
        title=line.name,
        lead=", ".join(line.other_names),
        tags=_tags(line),
        handling=_strip(read),
        notice=parts.not_to_subject() if line.not_to_subject else None,
        circle=_circle(read),
        ended=_("Over since %(day)s: %(why)s") % {"day": moments.day(read.ended_at), "why": read.ended_why}
        if read.ended_at
        else "",
        summary=read.summary,
        facts=_facts(read, names),
        definition=definitions.of(line.definition),
        members=_members(read.members, by=by, now=now),
        left_out=read.left_out,
        relations=tuple(_card(one, changes=changes) for one in read.relations),
        parts=tuple(Link(one.name, parts.address("group", one.id)) for one in read.parts),
        places=_places(read, names),
        changes=_timeline(read.changes, now=now),
        links=_links(line.id, by=by),
        scorecards=people.address("networks:group_scorecards", line.id)
        if may_ever(Act.SCORECARD_READ, by)
        else "",
        acts=_acts(line.id, changes=changes, ended=line.ended, by=by),
        end=button(_("This group is over"), parts.address("end_group", line.id)) if changes else None,
    )


def _strip(read: GroupRead) -> HandlingStrip | None:
    shown = [(read.line.level, read.line.handling)]
    shown += [(one.level, one.handling) for one in read.members]
    shown += [(one.level, one.handling) for one in (*read.parts, *read.circle)]
    for stands in read.relations:
        shown.append((stands.level, stands.handling))
        shown += [(one.level, one.handling) for one in stands.evidence]
    return parts.strip(shown)


def _sites(several: Iterable[GroupLine]) -> set[str]:
    return {one.site for one in several if one.site}


def _tags(line: GroupLine) -> tuple[Tag, ...]:
    kind = Tag(said(KINDS, line.kind), "accent")
    return (kind, Tag(_("over"), "quiet")) if line.ended else (kind,)


def _circle(read: GroupRead) -> Notice | None:
    """What stands above a group whose parts go in a circle, for who sees all of it and can mend it."""
    if not read.circle:
        return None
    names = " → ".join(one.name for one in (*read.circle, read.circle[0]))
    return Notice(
        _("Each is part of the next and the last is part of the first: %(names)s. Change one of them.")
        % {"names": names},
        "amber",
        _("These parts go in a circle"),
    )


def _facts(read: GroupRead, names: dict[str, str]) -> tuple[Fact, ...]:
    line = read.line
    on = f", {people.day(read.determined_on)}" if read.determined_on else ""
    found = [
        Fact(_("By the definition of"), said(DEFINITIONS, line.definition)),
        Fact(_("Wording"), read.definition_note),
        Fact(_("Determined by"), f"{said(DETERMINERS, line.determined_by)}{on}"),
        Fact(_("Decision"), read.determined_note),
        Fact(_("Written down by"), names.get(line.site or "", _("the national service"))),
        Fact(_("Known at"), _known(read)),
    ]
    shown = [fact for fact in found if fact.value]
    if read.parent:
        shown.append(Fact(_("Part of"), Link(read.parent.name, parts.address("group", read.parent.id))))
    return tuple(shown)


def _known(read: GroupRead) -> str:
    return _("every prison") if "*" in read.reaches else ", ".join(read.reaches)


def _members(rows: tuple[MemberLine, ...], *, by: Actor, now: datetime) -> Table:
    lines = people.person_lines([one.person for one in rows], by=by, at=now)
    columns = (
        Column(_("Who")),
        Column(_("What is held")),
        Column(_("Rests on")),
        Column(_("Place in it")),
        Column(_("To be reviewed")),
        Column(_("Evidence")),
    )
    shown = tuple(
        Row(
            (
                line,
                parts.label(one.standing),
                "; ".join(said(BASES, basis) for basis in one.bases) or _("nothing that counts"),
                _place(one),
                parts.due(one.review_due, since=one.written_at, now=now),
                Link(_("Evidence"), parts.address("membership", one.id)),
            )
        )
        for line, one in zip(lines, rows, strict=True)
    )
    nothing = EmptyState(
        _("Nobody you may see is written down here"),
        _("A membership begins with a first piece of evidence."),
    )
    return Table(_("Who may belong, the best supported first"), columns, shown, nothing, show_caption=False)


def _place(one: MemberLine) -> str:
    roles = [_("%(role)s (hypothesis)") % {"role": said(ROLES, role)} for role in one.roles]
    return "; ".join((said(POSITIONS, one.position), *roles))


def _card(one: RelationShown, *, changes: bool) -> RelationCard:
    since = _("since %(day)s") % {"day": people.day(one.since)} if one.since else ""
    until = _("until %(day)s") % {"day": people.day(one.until)} if one.until else ""
    return RelationCard(
        id=one.id,
        words=relation(one.kind, outward=one.outward),
        other=Link(one.other_name, parts.address("group", one.other)),
        days=" ".join(filter(None, (since, until))),
        evidence=tuple(
            (each.text, parts.grade(each.grade), people.day(each.observed)) for each in one.evidence
        ),
        add=button(_("Add evidence"), parts.address("relation_evidence", one.id)) if changes else None,
        end=button(_("This is over"), parts.address("end_relation", one.id)) if changes else None,
    )


def _places(read: GroupRead, names: dict[str, str]) -> Table:
    rows = tuple(
        Row((names.get(code, code) if code else _("not in custody, or not recorded"), str(count)))
        for code, count in read.places
    )
    return Table(
        _("Where its members are, suspected ones included, of those you may see"),
        (Column(_("Prison")), Column(_("People"), numeric=True)),
        rows,
        EmptyState(_("Nobody to place")),
    )


def _timeline(changes: tuple[Change, ...], *, now: datetime) -> Timeline:
    entries = tuple(
        Entry(
            "",
            moments.time_chip(one.at, now=now),
            str(_CHANGES[one.kind]) % {"name": one.name},
            parts.address("group" if one.kind.value.startswith("relation") else "membership", one.id),
        )
        for one in changes
    )
    return Timeline(
        _("What changed this quarter"), (), entries, EmptyState(_("Nothing changed this quarter"))
    )


def _links(group: str, *, by: Actor) -> tuple[Link, ...]:
    offered = (
        (Act.NETWORK_READ, _("Open its network"), "networks:group_chart", (group,)),
        (Act.SCORECARD_READ, _("Compare groups"), "networks:compare", ()),
        (Act.TENSION_SEE, _("Who lives beside whom"), "networks:tensions", ()),
    )
    found = (parts.link(text, name, *where) for act, text, name, where in offered if may_ever(act, by))
    return tuple(one for one in found if one)


def _acts(group: str, *, changes: bool, ended: bool, by: Actor) -> tuple[Link, ...]:
    found = []
    if may_ever(Act.MEMBERSHIP_WRITE, by) and not ended:
        found.append(Link(_("Write down a membership"), parts.address("new_member", group)))
    if changes:
        found.append(Link(_("Say how it stands to another group"), parts.address("relate", group)))
        found.append(Link(_("Change it"), parts.address("change_group", group)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form about a group or a membership, with the definitions beside it where they help."""

    title: str
    lead: str
    send: str
    back: Link
    definitions: tuple[DefinitionText, ...] = ()
    determined: tuple[Determined, ...] = ()
    suggest: str = ""
    handling: HandlingStrip | None = None


def group_form(*, title: str, back: Link, handling: HandlingStrip | None = None) -> FormPage:
    """The form of a group."""
    return FormPage(
        title=title,
        lead=_(
            "A group is named by a definition, and by who determined that it is one. Who belongs, evidence says."
        ),
        send=_("Save"),
        back=back,
        definitions=definitions.definitions(),
        determined=definitions.determined(),
        handling=handling,
    )
