"""What queries answer with: frozen, plain, without any trace of who wrote an observation."""

from dataclasses import dataclass
from datetime import datetime

from beccaria.core.actors import Level
from beccaria.core.grading import Grade
from beccaria.core.handling import Handling
from beccaria.core.markings import Marking
from beccaria.core.reporting import Stage
from beccaria.engines.mentions import Mention
from beccaria.lib.paging import Page

__all__ = [
    "AttachmentShown",
    "DraftShown",
    "FeedbackShown",
    "Found",
    "Given",
    "ItemShown",
    "LinkShown",
    "MoveShown",
    "MyReport",
    "NearItem",
    "ObservationLine",
    "ObservationShown",
    "Page",
    "Received",
    "RelationShown",
    "ReportLine",
    "ReportShown",
    "RequirementShown",
    "RevealShown",
    "TaskShown",
    "Today",
    "VersionItem",
    "VersionShown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationLine:
    """An observation in a list."""

    id: str
    reference: str
    kind: str
    place: str
    excerpt: str
    occurred_at: datetime
    received_at: datetime
    stage: Stage
    site: str | None
    level: int
    handling: Handling
    report_id: str | None

    @property
    def marking(self) -> Marking:
        """What decides whether looking at it has to be justified again."""
        return Marking(site=self.site, level=Level(self.level), handling=self.handling.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveShown:
    """One move of a paper; `who` is a user identifier, or a pseudonym for the reporter."""

    before: str
    after: Stage
    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentShown:
    """A file that came with an observation."""

    id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackShown:
    """What was said back, and when."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationShown:
    """An observation opened by the unit. `is_mine` is true only for the one who wrote it."""

    line: ObservationLine
    text: str
    pseudonym: str
    people: tuple[str, ...]
    mentions: tuple[Mention, ...]
    moves: tuple[MoveShown, ...]
    attachments: tuple[AttachmentShown, ...]
    feedback: tuple[FeedbackShown, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MyReport:
    """An observation as its reporter sees it: what it said, how far it came, what is asked, what was answered.

    `progress` says only what a reporter may know: sent, question, being looked at, looked at, finished.
    `attached` are the names of his files as he called them; they are told for a single observation only.
    """

    id: str
    reference: str
    text: str
    place: str
    kind: str
    occurred_at: datetime
    received_at: datetime
    progress: str
    question: str
    feedback: tuple[FeedbackShown, ...]
    attached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShown:
    """Something half written."""

    id: str
    text: str
    occurred: str
    place: str
    kind: str
    people: tuple[str, ...]
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report in a list."""

    id: str
    reference: str
    title: str
    happened_at: datetime
    opened_at: datetime
    stage: Stage
    site: str | None
    level: int
    handling: Handling

    @property
    def marking(self) -> Marking:
        """What decides whether looking at it has to be justified again."""
        return Marking(site=self.site, level=Level(self.level), handling=self.handling.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkShown:
    """A link of an item: `reference` is `person:ID` and the like."""

    id: str
    reference: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationShown:
    """How an item stands to another, in somebody's judgement."""

    other_id: str
    relation: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """One item. `grade` is None until it is graded; `earlier` holds the grades it had before, oldest first."""

    id: str
    position: int
    text: str
    observation_id: str | None
    grade: Grade | None
    earlier: tuple[Grade, ...]
    handling: Handling
    nature: str
    underlying: str
    subject: str
    threats: tuple[str, ...]
    currency: str
    reliability: str
    concreteness: str
    links: tuple[LinkShown, ...]
    relations: tuple[RelationShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionItem:
    """One item as a version tells it."""

    text: str
    grade: Grade
    handling: Handling
    nature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A version given to an organisation."""

    id: str
    organisation: str
    authorised_at: datetime
    conditions: str
    recalled_at: datetime | None
    recall_reason: str
    feedback: tuple[FeedbackShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    """A version of a report, and to whom it was given."""

    id: str
    number: int
    original: bool
    audience: str
    title: str
    items: tuple[VersionItem, ...]
    handling: Handling
    level: int
    made_at: datetime
    released_at: datetime | None
    is_stale: bool
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShown:
    """A report opened by the unit. `missing` says in sentences what is still to do before it can go on."""

    line: ReportLine
    revision: int
    provenance: str
    provenance_grade: Grade | None
    items: tuple[ItemShown, ...]
    observations: tuple[ObservationLine, ...]
    versions: tuple[VersionShown, ...]
    moves: tuple[MoveShown, ...]
    missing: tuple[str, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NearItem:
    """An earlier item that is near another, and why; whether it corroborates is for a person."""

    id: str
    report_id: str
    report_reference: str
    text: str
    grade: Grade | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result of a search: `what` is "observation" or "report"."""

    what: str
    id: str
    reference: str
    title: str
    excerpt: str
    moment: datetime
    stage: Stage
    level: int
    handling: Handling


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A version as its recipient has it; after a recall only that it was recalled."""

    dissemination_id: str
    version_id: str
    title: str
    items: tuple[VersionItem, ...]
    handling: Handling
    level: int
    conditions: str
    authorised_at: datetime
    recalled_at: datetime | None
    recall_reason: str
    feedback: tuple[FeedbackShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementShown:
    """A question the service wants answered."""

    id: str
    reference: str
    title: str
    text: str
    threats: tuple[str, ...]
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskShown:
    """Something to be done."""

    id: str
    text: str
    due_at: datetime
    set_at: datetime
    given_to: str
    done_at: datetime | None
    report_id: str | None
    requirement_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealShown:
    """A request to learn who wrote an observation."""

    id: str
    reference: str
    reason: str
    requested_by: str
    requested_at: datetime
    approved_at: datetime | None
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What is new and what is due for one duty. Counts stop at `AT_MOST`; None means: not for this duty."""

    new_observations: int | None
    oldest_new_at: datetime | None
    to_grade: int | None
    to_release: int | None
    questions: tuple[MyReport, ...]
    feedback: tuple[MyReport, ...]
    tasks: tuple[TaskShown, ...]
    received: tuple[Received, ...]
    reveals: tuple[RevealShown, ...]
