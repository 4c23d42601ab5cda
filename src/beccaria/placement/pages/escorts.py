"""Pages of escorts and arrivals: the packs, one pack with what is missing, arrivals that are not cleared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from beccaria.access.api import DUTY_WORDS, may_ever, names_of
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.escorts import TAKES, Known, asked, missing, needed, staff
from beccaria.core.placement import EscortState
from beccaria.lib import moments
from beccaria.lib.parts import (
    Column,
    EmptyState,
    Fact,
    HandlingStrip,
    Link,
    Notice,
    PersonLine,
    Row,
    Table,
    Tag,
    TaskRow,
)
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.placement.pages.escort_words import CLEAR, EQUIPMENT, LEVELS, WHY, state_tag
from beccaria.placement.pages.parts import address, marking, strip
from beccaria.placement.queries.arrivals import Arrival
from beccaria.placement.queries.escorts import EscortRead
from beccaria.placement.queries.near import Associate


@dataclass(frozen=True, slots=True)
class ListPage:
    """Packs that are not over."""

    table: Table
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class NewPage:
    """Writing a pack."""

    person: PersonLine
    back: Link
    needs: tuple[str, ...]
    level: str
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class EscortPage:
    """One pack."""

    title: str
    tag: Tag
    back: Link
    notice: Notice
    lacking: tuple[str, ...]
    told: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    rule: str
    facts: tuple[Fact, ...]
    routes: Table
    equipment: tuple[str, ...]
    near: Table | None
    steps: tuple[Fact, ...]
    may_send: bool
    may_acknowledge: bool
    may_sign: bool
    may_plan: bool
    may_end: bool
    notes: str
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class ArrivalShown:
    """Somebody who arrived, and what is left to clear."""

    person: PersonLine
    where: str
    done: tuple[str, ...]
    left: tuple[str, ...]
    task: TaskRow


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """One arrival."""

    person: PersonLine
    title: str
    due: TaskRow
    done: tuple[str, ...]
    together: tuple[str, ...]
    is_open: bool
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """What Today says of escorts and arrivals."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None


def list_page(found: Sequence[EscortRead], *, at: datetime) -> ListPage:
    """Every pack that is not over, by when it leaves."""
    heads = (_("Who"), _("Where to"), _("Leaves"), _("Level"), _("State"))
    rows = tuple(
        Row(
            (
                one.who,
                one.goal,
                moments.time_chip(one.starts, now=at),
                str(LEVELS[one.escort_level]),
                state_tag(one.state),
            ),
            href=address("escort", one.id),
            marked=one.told_at is not None and one.acknowledged_at is None,
        )
        for one in found
    )
    return ListPage(
        Table(
            _("Escorts that are not over"),
            tuple(Column(head) for head in heads),
            rows,
            EmptyState(
                _("No escort is planned"),
                _("A pack is begun from the page of a person, under “Where he may live”."),
            ),
        ),
        strip(marking(one.level, one.handling) for one in found),
    )


def new_page(line: PersonLine, person: str, known: Known, careful: tuple[int, tuple[str, ...]]) -> NewPage:
    """What is known of him asks for this; then the form."""
    return NewPage(
        line,
        Link(line.name, people.address("people:person", person)),
        tuple(in_words(one.because) for one in asked(known)),
        str(LEVELS[needed(known)]),
        strip([marking(*careful)]),
    )


def escort_page(
    one: EscortRead, known: Known | None, close: Sequence[Associate], *, by: Actor, at: datetime
) -> EscortPage:
    """One pack. `known` is None where he is received: who goes there reads the pack, not his records."""
    lacking = missing(one.pack, known, at=at) if known and one.ended_at is None and not one.signed_at else ()
    number, rule = staff(one.escort_level, why=one.why, hours=one.hours)
    open_now = one.state in (EscortState.DRAFT, EscortState.SENT, EscortState.ACKNOWLEDGED)
    mine = one.site in by.sites or by.everywhere
    outside = not one.to_establishment
    return EscortPage(
        title=_("Escort: %(who)s") % {"who": one.who},
        tag=state_tag(one.state),
        back=Link(_("Escorts"), address("escorts")),
        notice=_notice(one, bool(lacking), mine=mine),
        lacking=tuple(in_words(each) for each in lacking),
        told=tuple(in_words(each) for each in one.told),
        asked=tuple((str(LEVELS[each.level]), in_words(each.because)) for each in asked(known))
        if known
        else (),
        rule=_("%(number)s officers. %(rule)s") % {"number": number, "rule": in_words(rule)},
        facts=_facts(one),
        routes=_routes(one),
        equipment=_equipment(one),
        near=_near(close) if mine else None,
        steps=_steps(one),
        may_send=open_now and mine and one.sent_at is None,
        may_acknowledge=one.state is EscortState.SENT
        and by.user != one.written_by
        and (mine if outside else one.to_establishment in by.sites or by.everywhere),
        may_sign=mine
        and one.state is EscortState.ACKNOWLEDGED
        and not lacking
        and may_ever(Act.ESCORT_SIGN, by)
        and by.user not in (one.written_by, one.acknowledged_by),
        may_plan=open_now and mine,
        may_end=mine and one.ended_at is None,
        notes=one.notes,
        handling=strip(
            [marking(one.level, one.handling), *(marking(each.level, each.handling) for each in close)]
        ),
    )


def _notice(one: EscortRead, lacking: bool, *, mine: bool) -> Notice:  # noqa: FBT001  one question
    if one.state is EscortState.SIGNED:
        return Notice(_("Signed. He may be taken out as planned here."), "done")
    if one.ended_at:
        return Notice(one.ended_why, "note")
    if not mine:
        return Notice(
            _("He comes to you. Acknowledge this before he leaves: say who receives him and how."), "amber"
        )
    if lacking:
        return Notice(_("It cannot be signed yet, by anybody. Nobody leaves by it."), "amber")
    return Notice(
        _("Nothing is missing. A governor or head who neither wrote nor acknowledged it signs."), "note"
    )


def _facts(one: EscortRead) -> tuple[Fact, ...]:
    found = [
        Fact(_("Why"), str(WHY[one.why])),
        Fact(_("Where to"), one.goal),
        Fact(_("Leaves"), moments.exact(one.starts)),
        Fact(_("Hours"), f"{one.hours:g}"),
        Fact(_("Level"), str(LEVELS[one.escort_level])),
        Fact(_("Officers"), str(one.officers)),
    ]
    if one.rests_on:
        found.append(Fact(_("What is added rests on"), one.rests_on))
    return tuple(found)


def _routes(one: EscortRead) -> Table:
    return Table(
        _("Ways"),
        (Column(_("Way")), Column(_("Minutes"), numeric=True), Column(_("What is on it"))),
        tuple(Row((way.name, str(way.minutes), way.words)) for way in one.routes),
        EmptyState(_("No way is written down")),
    )


def _equipment(one: EscortRead) -> tuple[str, ...]:
    return tuple(str(EQUIPMENT[each]) for each in TAKES[max(TAKES)] if each in one.equipment)


def _near(close: Sequence[Associate]) -> Table:
    return Table(
        _("People of his near the way or the goal"),
        (Column(_("Who")), Column(_("Why")), Column(_("Word of the address"))),
        tuple(
            Row(
                (each.person.name, each.because or _("visits him"), each.word),
                href=people.address("people:person", each.person.id),
            )
            for each in close
        ),
        EmptyState(
            _("Nobody of his is known near the ways or the goal"),
            _("Addresses were compared with the words of the ways. That does not say that nobody is there."),
        ),
    )


def _steps(one: EscortRead) -> tuple[Fact, ...]:
    names = names_of({one.written_by, one.acknowledged_by, one.signed_by} - {""})
    found = [Fact(_("Written"), _who(names, one.written_by, one.written_at))]
    if one.sent_at:
        found.append(Fact(_("Handed over"), moments.exact(one.sent_at)))
    if one.acknowledged_at:
        duty = str(DUTY_WORDS[Duty(one.acknowledged_as)])
        who = _who(names, one.acknowledged_by, one.acknowledged_at)
        found.append(Fact(_("Acknowledged"), f"{who} ({duty}): {one.acknowledged_words}"))
    if one.signed_at:
        found.append(Fact(_("Signed"), _who(names, one.signed_by, one.signed_at)))
    return tuple(found)


def _who(names: Mapping[str, str], user: str, at: datetime) -> str:
    return ", ".join(filter(None, (names.get(user, ""), moments.exact(at))))


def today_piece(
    packs: Sequence[EscortRead], here: Sequence[Arrival], *, by: Actor, at: datetime
) -> TodayPiece:
    """Handovers to acknowledge, packs to sign, arrivals to clear."""
    rows = [row for one in packs if (row := _pack_row(one, by=by, at=at))]
    rows += [arrival_row(one, at=at) for one in here]
    careful = [marking(one.level, one.handling) for one in packs] + [
        marking(one.level, one.handling) for one in here
    ]
    return TodayPiece(tuple(rows), strip(careful) if rows else None)


def _pack_row(one: EscortRead, *, by: Actor, at: datetime) -> TaskRow | None:
    mine = one.site in by.sites or by.everywhere
    due = moments.due_chip(one.starts, since=one.written_at, now=at)
    values = {"who": one.who, "goal": one.goal}
    if one.state is EscortState.SENT and one.to_establishment in by.sites:
        words = _("Acknowledge a handover: %(who)s") % values
        return TaskRow(words, address("escort", one.id), _("Acknowledge"), urgent=True, due=due)
    if one.state is EscortState.SENT and mine and one.told_at:
        words = _("Nobody has acknowledged the handover: %(who)s to %(goal)s") % values
        return TaskRow(words, address("escort", one.id), _("Telephone them"), urgent=True, due=due)
    if one.state is EscortState.ACKNOWLEDGED and mine and may_ever(Act.ESCORT_SIGN, by):
        words = _("Escort to sign: %(who)s to %(goal)s") % values
        return TaskRow(words, address("escort", one.id), _("Read"), due=due)
    return None


def arrival_row(one: Arrival, *, at: datetime) -> TaskRow:
    """What is to be cleared of one arrival."""
    left = "; ".join(str(CLEAR[each]) for each in one.open)
    return TaskRow(
        _("Clear an arrival: %(who)s") % {"who": one.person.name},
        address("arrival", one.order),
        _("Clear"),
        detail=left,
        urgent=at > one.due,
        due=moments.due_chip(one.due, since=one.at, now=at),
    )


def arrival_page(
    one: Arrival, together: Sequence[tuple[str, str]], line: PersonLine, *, at: datetime
) -> ArrivalPage:
    """One arrival: what is cleared and by whom, what is left, and who is there from whom he is kept."""
    names = names_of({each.by for each in one.cleared})
    return ArrivalPage(
        line,
        _("Arrival: %(who)s") % {"who": line.name},
        arrival_row(one, at=at),
        tuple(
            f"{CLEAR[each.what]}: {_who(names, each.by, each.at)} {each.words}".strip()
            for each in one.cleared
        ),
        tuple(
            _("%(name)s is there, from whom he is kept: %(level)s") % {"name": name, "level": level}
            for name, level in together
        ),
        bool(one.open),
        strip([marking(one.level, one.handling)]),
    )
