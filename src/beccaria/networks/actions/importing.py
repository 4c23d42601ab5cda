"""Take in what police mapping says: groups with their band as written, and members on that one basis."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from beccaria.core.actors import Actor, Level
from beccaria.core.grading import Grade, Scheme
from beccaria.core.groups import (
    Basis,
    Definition,
    Determiner,
    GroupKind,
    Position,
    Role,
    check_evidence,
    look_again,
)
from beccaria.core.groups import Evidence as Piece
from beccaria.core.instruments import UNKNOWN, Instrument
from beccaria.core.markings import Marking, columns, derived
from beccaria.core.refusal import BadInput
from beccaria.engines.folding import fold
from beccaria.lib import moments
from beccaria.networks.actions.grouping import folded
from beccaria.networks.actions.scoring import keep
from beccaria.networks.models import Evidence, Group, Membership, RoleHypothesis, Scorecard
from beccaria.networks.models.columns import EVERY_PRISON
from beccaria.networks.queries import instruments
from beccaria.networks.queries.card_shapes import Answer
from beccaria.networks.queries.scorecards import quarter_end
from beccaria.people.api import PersonShown

SOURCE: Final = "police:ocg"
ORIGIN: Final = "police mapping"
# Nobody grades a row of such a list: the source cannot be assessed, and nobody here knows it himself.
GRADE: Final = Grade(Scheme.FOUR_BY_FOUR, "X", "4")
# What police mapping holds of people is for intelligence units; a number of a group is not a name.
LEVEL: Final = Level.RESTRICTED
STAYS: Final = "4x4:H2"
_LONGEST_NAME: Final = 120
_EXTENTS: Final = {"nil": "none", "no": "none", "moderate": "medium", "med": "medium"}
_STANDINGS: Final = {
    "principal subject": Position.PRINCIPAL,
    "significant subject": Position.SIGNIFICANT,
    "peripheral subject": Position.PERIPHERAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """One row on a group, as it was written."""

    number: str
    band: str
    extents: dict[str, str]
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedMember:
    """One row on a member: the record that leads, and all of his. `may_go_on` is only True where the file says yes."""

    group: str
    person: PersonShown
    records: tuple[str, ...]
    standing: str
    corrupter: bool
    may_go_on: bool


@dataclass(frozen=True, slots=True)
class File:
    """The file a row comes from: who loads it, when, and the beginning of its SHA-256."""

    by: Actor
    at: datetime
    mark: str

    @property
    def named(self) -> str:
        """As a reference."""
        return f"file:{self.mark}"


def take_group(row: Mapped, file: File) -> str:
    """Take a group in; “new”, “changed” or “” when it says what was known. Raises BadInput.

    The band becomes an imported scorecard, so that its history stays, beside our own and never among them.
    """
    one = instruments.newest(instruments.IMPORTED)
    answers = _answers(one, row)
    known = Group.objects.filter(source=SOURCE, key=row.number).first()
    if known is not None and known.ended_at:
        raise BadInput("This group was ended here: write it down again by hand if it is one after all.")
    group = known or _begin(row, file)
    named = known is not None and row.name and _rename(group, row)
    scored = _score(group, one, answers, file)
    if known is None:
        return "new"
    return "changed" if scored or named else ""


def _begin(row: Mapped, file: File) -> Group:
    name = row.name or f"OCG {row.number}"
    return Group.objects.create(
        source=SOURCE,
        key=row.number,
        name=name,
        folded=folded(name, [row.number]),
        kind=_kind(row.kind),
        definition=Definition.NATIONAL,
        definition_note="Organised crime group mapping of the police",
        determined_by=Determiner.POLICE,
        determined_note=f"Police mapping, number {row.number}",
        reaches=[EVERY_PRISON],
        written_by=file.by.user,
        written_at=file.at,
        **columns(Marking(level=LEVEL)),
    )


def _rename(group: Group, row: Mapped) -> bool:
    """The file's name, unless somebody here gave the group a better one."""
    if group.name in (row.name, *group.other_names) or not group.name.startswith("OCG "):
        return False
    group.other_names, group.name = [*group.other_names, group.name], row.name
    group.folded = folded(group.name, group.other_names)
    group.save(update_fields=["name", "other_names", "folded"])
    return True


def _kind(text: str) -> GroupKind:
    word = fold(text).replace(" ", "_").replace("-", "_")
    if not word:
        return GroupKind.LOOSE_NETWORK
    try:
        return GroupKind(word)
    except ValueError:
        raise BadInput(
            "kind: “%(text)s” is no kind of group: write one of %(choices)s.",
            text=text[:40],
            choices=", ".join(GroupKind),
        ) from None


def _answers(one: Instrument, row: Mapped) -> dict[str, Answer]:
    written = row.band.strip().casefold()
    band = f"band_{written}" if written else ""
    if band and band not in {level.name for level in one.item("band").levels}:
        raise BadInput("band: “%(band)s” is no band: write 1a to 5d, or leave it empty.", band=row.band[:20])
    found = {
        "band": Answer(band, "As written in the file.") if band else Answer(UNKNOWN, "The file gives none.")
    }
    for item, text in row.extents.items():
        word = fold(text)
        level = _EXTENTS.get(word, word)
        if level in {each.name for each in one.item(item).levels}:
            found[item] = Answer(level, f"Written as “{text[:100]}”.")
        else:
            found[item] = Answer(UNKNOWN, f"Written as “{text[:100]}”." if text else "The file gives none.")
    return found


def _score(group: Group, one: Instrument, answers: dict[str, Answer], file: File) -> bool:
    """Keep what police mapping says now, when it says something else, or says it again in another quarter."""
    last = Scorecard.objects.filter(group=group, instrument=one.id).order_by("-judged_at", "-id").first()
    said = {item: {"level": answer.level, "because": answer.because} for item, answer in answers.items()}
    if last is not None and last.answers == said:
        again = last.note != file.named and last.period_ends < quarter_end(moments.day_of(file.at))
        if not again:
            return False
    keep(group, one, answers, note=file.named, level=group.level, by=file.by, at=file.at)
    return True


def take_member(row: MappedMember, file: File) -> str:
    """Take a member in, on the one basis of police mapping; “new”, “changed” or “”. Raises BadInput."""
    group = Group.objects.filter(source=SOURCE, key=row.group).first()
    if group is None:
        raise BadInput("group: there is no group %(group)s: load the file of groups first.", group=row.group)
    rows = Membership.objects.filter(group=group, person_id__in=row.records)
    known = rows.filter(ended_at=None).first()
    if group.ended_at or (known is None and rows.exists()):
        raise BadInput(
            "This was ended here by a decision: write it down again by hand if it is so after all."
        )
    on = moments.day_of(file.at)
    check_evidence(Basis.POLICE_MAPPING, on, born=row.person.born, on=on)
    marking = _marking(row, group)
    position = _STANDINGS.get(fold(row.standing), Position.UNKNOWN)
    if known is None:
        known = _open(row, group, position, marking, file)
        _show(known, marking, file)
        _suppose(known, row, marking, file)
        return "new"
    changed = _refresh(known, marking, file)
    changed |= _stricter(known, marking)
    if position not in (Position.UNKNOWN, known.position):
        known.position, changed = position, True
        known.save(update_fields=["position"])
    return "changed" if _suppose(known, row, marking, file) or changed else ""


def _marking(row: MappedMember, group: Group) -> Marking:
    """The strictest of the group's and the person's; what may not go on stays at the prison that holds him."""
    site = row.person.held.establishment if row.person.held else row.person.site
    about = Marking(level=Level(row.person.level), handling=frozenset(row.person.handling))
    own = Marking(level=LEVEL, handling=frozenset() if row.may_go_on else frozenset({STAYS}))
    strict = derived(own, about, group.marking)
    return Marking(site=site, level=strict.level, compartments=strict.compartments, handling=strict.handling)


def _open(row: MappedMember, group: Group, position: Position, marking: Marking, file: File) -> Membership:
    on = moments.day_of(file.at)
    return Membership.objects.create(
        group=group,
        person_id=row.person.id,
        position=position,
        determined_by=Determiner.POLICE,
        review_due=look_again([Piece(Basis.POLICE_MAPPING, ORIGIN, on, GRADE, file.named)], on=on),
        written_by=file.by.user,
        written_at=file.at,
        **columns(marking),
    )


def _show(membership: Membership, marking: Marking, file: File) -> None:
    Evidence.objects.create(
        membership=membership,
        basis=Basis.POLICE_MAPPING,
        origin=ORIGIN,
        reference=file.named,
        text="Police mapping lists him as a member.",
        observed=moments.day_of(file.at),
        scheme=GRADE.scheme,
        source_grade=GRADE.source,
        information_grade=GRADE.information,
        added_by=file.by.user,
        added_at=file.at,
        **columns(marking),
    )


def _refresh(membership: Membership, marking: Marking, file: File) -> bool:
    """The list still names him: once a quarter that is new evidence, of the same voice. The same file says nothing new.

    When somebody withdrew what an earlier list said, a later one does not bring it back by itself.
    """
    said = Evidence.objects.filter(membership=membership, basis=Basis.POLICE_MAPPING, origin=ORIGIN)
    last = said.order_by("-observed", "-id").first()
    if last is not None and (
        last.withdrawn_at
        or last.reference == file.named
        or quarter_end(last.observed) >= quarter_end(moments.day_of(file.at))
    ):
        return False
    _show(membership, marking, file)
    return True


def _stricter(membership: Membership, marking: Marking) -> bool:
    """What may no longer go on is kept back from now on; it is never loosened by a file."""
    handling = sorted(set(membership.handling) | marking.handling)
    if handling == sorted(membership.handling):
        return False
    membership.handling = handling
    membership.save(update_fields=["handling"])
    return True


def _suppose(membership: Membership, row: MappedMember, marking: Marking, file: File) -> bool:
    """A corrupter is a facilitator, as a hypothesis, once: what somebody ended stays ended."""
    if (
        not row.corrupter
        or RoleHypothesis.objects.filter(membership=membership, role=Role.FACILITATOR).exists()
    ):
        return False
    RoleHypothesis.objects.create(
        membership=membership,
        role=Role.FACILITATOR,
        because="Police mapping lists him as a corrupter.",
        against="The file gives no reason, and nothing here was compared with it.",
        by_rule="load ocgm",
        added_by=file.by.user,
        added_at=file.at,
        **columns(marking),
    )
    return True
