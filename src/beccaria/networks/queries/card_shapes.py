"""What is told of scorecards: frozen values, with what the answers come to worked out."""

from dataclasses import dataclass
from datetime import date, datetime

from beccaria.core.instruments import UNKNOWN, Agreement, Instrument, Order, Scored, score
from beccaria.core.markings import Marking
from beccaria.networks.models import Scorecard
from beccaria.networks.queries import instruments


@dataclass(frozen=True, slots=True)
class Answer:
    """One item's answer: a level or “unknown”, and because of what."""

    level: str
    because: str

    @property
    def is_known(self) -> bool:
        """Whether somebody answered it."""
        return self.level != UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One scorecard. `by` and `scored` are None when the instrument's version is no longer here: the answers stay."""

    id: str
    group: str
    instrument: str
    version: int
    by: Instrument | None
    scored: Scored | None
    answers: dict[str, Answer]
    note: str
    period_ends: date
    next_due: date
    judge: str
    judged_at: datetime
    marking: Marking

    @property
    def level(self) -> int:
        """How secret it is."""
        return int(self.marking.level)

    @property
    def handling(self) -> tuple[str, ...]:
        """Its conditions of use."""
        return tuple(sorted(self.marking.handling))

    @property
    def imported(self) -> bool:
        """Whether police mapping said it, not we."""
        return self.instrument == instruments.IMPORTED

    @property
    def title(self) -> str:
        """The instrument in words."""
        return self.by.title if self.by else self.instrument

    @property
    def ratings(self) -> dict[str, str]:
        """Item and level, as the rules score them."""
        return {item: answer.level for item, answer in self.answers.items()}

    @classmethod
    def of(cls, row: Scorecard) -> "Card":
        """From its row."""
        by = instruments.of_version(row.instrument, row.version)
        answers = {item: Answer(said["level"], said["because"]) for item, said in row.answers.items()}
        ratings = {item: answer.level for item, answer in answers.items()}
        return cls(
            id=row.id,
            group=row.group_id,
            instrument=row.instrument,
            version=row.version,
            by=by,
            scored=score(by, ratings) if by else None,
            answers=answers,
            note=row.note,
            period_ends=row.period_ends,
            next_due=row.next_due,
            judge=row.judged_by,
            judged_at=row.judged_at,
            marking=row.marking,
        )


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group in a list, with what decides how the page is handled."""

    id: str
    name: str
    kind: str
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfGroup:
    """Everything scored of one group, newest first; `judges` are the cards that hold now, one for each judge."""

    group: GroupName
    cards: tuple[Card, ...]
    more: bool

    def current(self, instrument: str, on: date) -> tuple[Card, ...]:
        """Each judge's newest card of an instrument's newest version, as long as it is not overdue."""
        newest: dict[str, Card] = {}
        for card in self.cards:
            if card.instrument == instrument and card.by and card.by == instruments.newest(instrument):
                newest.setdefault(card.judge, card)
        return tuple(card for card in newest.values() if card.next_due >= on)


@dataclass(frozen=True, slots=True)
class Due:
    """A group that is to be scored again; `last` is None when it never was."""

    group: str
    name: str
    instrument: str
    title: str
    due: date
    last: datetime | None
    level: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Groups side by side by one instrument: each group's newest card, their order, and how far judges agree."""

    instrument: Instrument
    groups: dict[str, GroupName]
    cards: dict[str, Card]
    police: dict[str, Card]
    order: Order
    agreement: Agreement
    left_out: int
