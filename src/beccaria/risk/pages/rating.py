"""Show one question of an assessment: anchors in words, evidence to choose, the range as it stands, what is open."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from beccaria.core.instruments import UNKNOWN, Item, Scored, score
from beccaria.lib.parts import HandlingStrip, Link, RangeBar
from beccaria.lib.ranges import range_of, unknown_words
from beccaria.risk.pages import parts
from beccaria.risk.pages.parts import EvidenceLine
from beccaria.risk.pages.words import KINDS
from beccaria.risk.queries.evidence import Piece
from beccaria.risk.queries.shapes import Read

MOST_OFFERED = 12
# Letters that choose the first pieces; those the house uses otherwise are left out.
KEYS = "abcdefhi"


@dataclass(frozen=True, slots=True)
class LevelShown:
    """One answer; `key` is what chooses it on a keyboard."""

    value: str
    key: str
    name: str
    anchor: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RangePiece:
    """What the answers come to so far: a range, how much is unknown, and what would narrow it most cheaply."""

    handling: HandlingStrip | None
    bar: RangeBar
    unknown: str
    next_question: str


@dataclass(frozen=True, slots=True)
class Offered:
    """One piece to choose; `key` is its letter, empty further down."""

    line: EvidenceLine
    key: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """The drawer: what is chosen and what was found, the newest first."""

    handling: HandlingStrip | None
    offered: tuple[Offered, ...]
    more: str
    empty: str


@dataclass(frozen=True, slots=True)
class Step:
    """One question in the list beside it, and whether it is answered."""

    text: str
    href: str
    state: str
    current: bool


@dataclass(frozen=True, slots=True)
class RatingPage:
    """One question."""

    handling: HandlingStrip | None
    person: str
    back: str
    title: str
    number: int
    all: int
    question: str
    kind: str
    ask: str
    evidence_says: str
    levels: tuple[LevelShown, ...]
    saved: str
    range: RangePiece
    range_href: str
    evidence: EvidencePiece
    evidence_href: str
    steps: tuple[Step, ...]
    words: Link
    typed: str


def rating_page(
    read: Read,
    item: Item,
    person: str,
    *,
    level: str,
    pieces: Sequence[Piece],
    found: Sequence[Piece],
    chosen: Collection[str],
    typed: str,
    now: datetime,
) -> RatingPage:
    """One question of one's own draft. `found` are the pieces that answer to what was `typed`."""
    if read.by is None:
        raise ValueError("A draft whose instrument is gone cannot be shown for rating.")
    items = read.by.items
    address = {"assessment": read.id, "item": item.id}
    return RatingPage(
        handling=parts.strip([read]),
        person=person,
        back=parts.assessment_href(read.id),
        title=read.title,
        number=items.index(item) + 1,
        all=len(items),
        question=item.question,
        kind=str(KINDS[item.kind]),
        ask=item.ask,
        evidence_says=item.evidence,
        levels=levels(item, level),
        saved=saved(read),
        range=range_piece(read, {}),
        range_href=reverse("risk:range", kwargs=address),
        evidence=evidence_piece(pieces, found, chosen, now=now),
        evidence_href=reverse("risk:evidence", kwargs=address),
        steps=steps(read, item.id),
        words=Link(_("The judgement in words"), reverse("risk:formulation", args=[read.id])),
        typed=typed,
    )


def levels(item: Item, chosen: str) -> tuple[LevelShown, ...]:
    """The answers in the instrument's order, chosen by number; unknown last, as big as the others."""
    known = [
        LevelShown(
            one.name, str(number), one.name.replace("_", " ").capitalize(), one.anchor, one.name == chosen
        )
        for number, one in enumerate(item.levels, start=1)
    ]
    unknown = LevelShown(
        UNKNOWN, "u", _("Unknown"), _("Nobody has found out. It keeps the range open."), chosen == UNKNOWN
    )
    return (*known, unknown)


def range_piece(read: Read, supposed: dict[str, str]) -> RangePiece:
    """The range with the answers so far, and with what is `supposed` but not kept yet."""
    if read.by is None:
        raise ValueError("A draft whose instrument is gone has no range.")
    given = {name: rated.level for name, rated in read.ratings.items()} | supposed
    found: Scored = score(read.by, given)
    return RangePiece(
        handling=parts.strip([read]),
        bar=range_of(read.by, found, _("What it comes to")),
        unknown=unknown_words(len(found.unknown), len(read.by.items)),
        next_question=found.next_question,
    )


def evidence_piece(
    pieces: Iterable[Piece], found: Sequence[Piece], chosen: Collection[str], *, now: datetime
) -> EvidencePiece:
    """What is chosen first, then what was found; the first of them have letters."""
    mine = [one for one in pieces if one.key in chosen]
    others = [one for one in found if one.key not in chosen]
    shown = [*mine, *others[:MOST_OFFERED]]
    left = len(others) - MOST_OFFERED
    return EvidencePiece(
        handling=None,
        offered=tuple(
            Offered(
                parts.evidence_line(one, now=now), KEYS[place] if place < len(KEYS) else "", one.key in chosen
            )
            for place, one in enumerate(shown)
        ),
        more=_("%(count)s more: search for what you mean.") % {"count": left} if left > 0 else "",
        empty=_("Nothing about him that you may read. Write because of what, or say unknown."),
    )


def steps(read: Read, current: str = "") -> tuple[Step, ...]:
    """Every question with how it stands."""
    return tuple(
        Step(
            f"{number}. {item.question}",
            reverse("risk:rate", args=[read.id, item.id]),
            _state(read, item),
            item.id == current,
        )
        for number, item in enumerate(read.by.items if read.by else (), start=1)
    )


def _state(read: Read, item: Item) -> str:
    rated = read.ratings.get(item.id)
    if rated is None:
        return _("not answered")
    return item.level(rated.level).name.replace("_", " ") if rated.is_known else _("unknown")


def saved(read: Read) -> str:
    """When the draft was last saved, by the clock on the wall."""
    moment = timezone.localtime(read.saved_at)
    return _("Last saved %(time)s") % {"time": formats.time_format(moment, "H:i")}
