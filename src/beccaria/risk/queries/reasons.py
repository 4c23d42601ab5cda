"""Read the reasons of a decision one by one, each with what it rests on and whether it may be told to the person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from beccaria.access.api import may_go
from beccaria.core.actors import Actor, Level
from beccaria.core.assessing import Evidence, sealed
from beccaria.core.instruments import UNKNOWN, Instrument
from beccaria.core.letters import Source, Stands, why_no_letter, why_not_told
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.networks import api as networks
from beccaria.risk.models import Assessment, Cited, ClassificationFact, Rating
from beccaria.risk.queries import instruments
from beccaria.risk.queries.decisions import Decision, Kind, decision


class What(StrEnum):
    """What kind of reason it is."""

    RATING = "rating"
    FACT = "fact"


_STANDS: Final = {
    Evidence.REPORT_ITEM: Stands.INTELLIGENCE,
    Evidence.WARNING: Stands.INTELLIGENCE,
    Evidence.EVENT: Stands.REGISTER,
    Evidence.MEMBERSHIP: Stands.MEMBERSHIP,
    Evidence.DOSSIER: Stands.REGISTER,
}
# Facts of their own are only what the service would show him anyway; what was reported is never a fact of a letter.
_FACTS: Final = (Evidence.EVENT, Evidence.DOSSIER)
NOT_ALL_SEEN: Final = "It rests on more than you may see: somebody who may see all of it writes the letter."


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One reason that a letter must tell or keep back. `question` and `answer` are the instrument's own words.

    `why_not` says why it must be kept back; `papers` that it rests on a paper he must know; `quiet` that it rests on
    intelligence, of which no moment may be told; `kinds` name what it rests on, for the writer.
    """

    what: What
    record: str
    question: str
    answer: str
    why_not: str | None
    papers: bool
    quiet: bool
    kinds: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its name among the reasons of the letter."""
        return f"{self.what.value}:{self.record}"


def reasons(found: Decision, *, by: Actor, at: datetime, whole: bool = True) -> tuple[Offered, ...]:
    """Every reason of a decision, in the instrument's order, then the facts it cites.

    With `whole` a rating that cites what the reader may not see may not be told by him. Unknown ratings give no reason.
    """
    if found.kind is Kind.CLASSIFICATION:
        return tuple(_of_classification(found, by=by, at=at))
    held = Rating.objects.filter(assessment=found.id, ended_at=None).select_related("assessment")
    rows = list(held.exclude(level=UNKNOWN))
    cited: dict[str, list[Cited]] = {row.id: [] for row in rows}
    for piece in Cited.objects.filter(may_go(by), rating__in=cited).order_by("kind", "record"):
        cited[piece.rating_id].append(piece)
    hushed = _hushed((one for several in cited.values() for one in several), by=by, at=at)
    one = _instrument(rows, found)
    order = {item.id: place for place, item in enumerate(one.items)} if one else {}
    ratings = sorted(rows, key=lambda row: (order.get(row.item, len(order)), row.item))
    told = [_rating(row, cited[row.id], one, hushed, whole=whole) for row in ratings]
    return (*told, *_facts(cited.values()))


def reasons_of(kind: str, decision_id: str, *, by: Actor, at: datetime) -> tuple[Offered, ...]:
    """The reasons of a decision by its kind and identifier. Raises Hidden."""
    return reasons(decision(kind, decision_id, by=by), by=by, at=at)


def _instrument(rows: list[Rating], found: Decision) -> Instrument | None:
    return instruments.of_version(found.instrument, rows[0].assessment.version) if rows else None


def _rating(
    row: Rating, pieces: list[Cited], one: Instrument | None, hushed: frozenset[str], *, whole: bool
) -> Offered:
    sources = [_source(piece, hushed) for piece in pieces]
    missing = whole and sealed(piece.id for piece in pieces) != row.seal
    item = next((each for each in one.items if each.id == row.item), None) if one else None
    level = next((each for each in item.levels if each.name == row.level), None) if item else None
    kinds = {Evidence(piece.kind) for piece in pieces}
    return Offered(
        what=What.RATING,
        record=row.item,
        question=item.question if item else row.item,
        answer=level.anchor if level else row.level,
        why_not=NOT_ALL_SEEN if missing else why_not_told(sources),
        papers=Evidence.DOSSIER in kinds,
        quiet=any(source.stands is not Stands.REGISTER for source in sources),
        kinds=tuple(sorted(kinds)),
    )


def _facts(several: Iterable[list[Cited]]) -> Iterable[Offered]:
    once = {
        (piece.kind, piece.record): piece
        for pieces in several
        for piece in pieces
        if piece.kind in {one.value for one in _FACTS}
    }
    for (kind, record), piece in sorted(once.items()):
        yield Offered(
            what=What.FACT,
            record=f"{kind}:{record}",
            question=record if kind == Evidence.DOSSIER else "",
            answer="",
            why_not=why_not_told([_source(piece, frozenset())]),
            papers=kind == Evidence.DOSSIER,
            quiet=False,
            kinds=(kind,),
        )


# What a fact of a classification cites, by the beginning of its reference; nothing: a paper the writer names.
_REFERRED: Final = {
    "": Stands.REGISTER,
    "event": Stands.REGISTER,
    "assessment": Stands.REGISTER,
    "report": Stands.INTELLIGENCE,
    "item": Stands.INTELLIGENCE,
    "observation": Stands.INTELLIGENCE,
    "warning": Stands.INTELLIGENCE,
    "membership": Stands.MEMBERSHIP,
}


def _of_classification(found: Decision, *, by: Actor, at: datetime) -> Iterable[Offered]:
    rows = ClassificationFact.objects.filter(classification=found.id).order_by("observed", "id")
    for row in rows:
        kind = row.reference.partition(":")[0]
        source = source_of_fact(row.reference, row.marking, by=by, at=at)
        yield Offered(
            what=What.FACT,
            record=row.id,
            question=row.text,
            answer="",
            why_not=why_not_told([source]),
            papers=not kind,
            quiet=source.stands is not Stands.REGISTER,
            kinds=(kind or Evidence.DOSSIER.value,),
        )


def source_of_fact(reference: str, marking: Marking, *, by: Actor, at: datetime) -> Source:
    """What a fact rests on, as the rules of telling him judge it; `reference` is empty for a paper the writer names."""
    kind, _colon, key = reference.partition(":")
    stands = _REFERRED.get(kind, Stands.UNKNOWN)
    hushed = stands is Stands.MEMBERSHIP and _is_hushed(key, by=by, at=at)
    return Source(
        stands=stands,
        level=marking.level,
        compartments=marking.compartments,
        handling=marking.handling,
        hushed=hushed or (kind == "assessment" and _never_told(key)),
    )


def _never_told(assessment: str) -> bool:
    """Whether he must not learn that he was assessed so; what one may not see may be told by nobody."""
    row = Assessment.objects.filter(pk=assessment).first()
    return (
        row is None
        or why_no_letter(instrument=row.instrument, compartments=row.marking.compartments) is not None
    )


def _source(piece: Cited, hushed: frozenset[str]) -> Source:
    return Source(
        stands=_STANDS.get(Evidence(piece.kind), Stands.UNKNOWN),
        level=Level(piece.level),
        compartments=frozenset(piece.compartments),
        handling=frozenset(piece.handling),
        hushed=piece.record in hushed,
    )


def _hushed(pieces: Iterable[Cited], *, by: Actor, at: datetime) -> frozenset[str]:
    """The memberships that must not be told to their subject: their group says so, or nobody can tell."""
    asked = {piece.record for piece in pieces if piece.kind == Evidence.MEMBERSHIP}
    return frozenset(one for one in asked if _is_hushed(one, by=by, at=at))


def _is_hushed(membership: str, *, by: Actor, at: datetime) -> bool:
    try:
        return networks.membership(membership, by=by, at=at).group.not_to_subject
    except Hidden:  # what one may not see may be told by nobody
        return True
