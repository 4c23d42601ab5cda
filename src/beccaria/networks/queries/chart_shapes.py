"""What a chart of people shows: frozen values between those who find ties and those who draw them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from beccaria.people.api import PersonShown


class TieKind(StrEnum):
    """From what kind of record a tie is known."""

    REPORT = "report"
    VISIT = "visit"
    PAYMENT = "payment"
    CALL = "call"
    INCIDENT = "incident"
    CELL = "cell"
    WING = "wing"
    KINSHIP = "kinship"
    LOADED = "loaded"


# Everybody on a wing is near everybody: that is drawn only when it is asked for.
USUAL: Final = frozenset(TieKind) - {TieKind.WING}


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEvidence:
    """One record that shows a tie: which (`kind:ID`), what in one word of the record, when, with which grade.

    `level` and `handling` are the record's own; what is drawn from several inherits the strictest (rule 2). `grade` is
    scheme, source and information, or empty where a register speaks, which nobody grades. `what` is the record's code,
    or two with " / " between, that of `Edge.one` first; `detail` are words of the record, such as an amount or the
    family of an incident; `item` is which item of a report.

    On a chart visits, payments and wishes to call that are alike are told together: `times` of them from `at` until
    `until`, `reference` is the newest. The evidence of one tie (`evidence_of`) tells each.
    """

    kind: TieKind
    reference: str
    what: str
    at: datetime
    until: datetime | None = None
    weight: float = 1.0
    grade: tuple[str, str, str] | None = None
    level: int = 0
    handling: tuple[str, ...] = ()
    site: str | None = None
    times: int = 1
    detail: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Everything that ties two people of the chart, the newest first. `one` < `other` are clusters (see Node)."""

    one: str
    other: str
    evidence: tuple[TieEvidence, ...]

    @property
    def is_uncertain(self) -> bool:
        """Whether nothing but one graded remark shows it: drawn thin and dashed."""
        return len(self.evidence) == 1 and self.evidence[0].grade is not None

    @property
    def weight(self) -> float:
        """How much ties them: the weights of all evidence together."""
        return sum(one.weight for one in self.evidence)

    @property
    def kinds(self) -> tuple[TieKind, ...]:
        """The kinds of record that show it, each once."""
        return tuple(dict.fromkeys(one.kind for one in self.evidence))

    @property
    def since(self) -> datetime:
        """The earliest that shows it."""
        return min(one.at for one in self.evidence)

    @property
    def until(self) -> datetime:
        """The latest that shows it; of what still lasts, its beginning."""
        return max(one.until or one.at for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Mark:
    """That a person may belong to a group: which, whether two bases support it, until when, and his role if any.

    `level` and `handling` are the strictest of the group, the membership, its evidence and the role (rule 2).
    """

    group: str
    name: str
    support: str
    bases: int
    until: str
    role: str = ""
    position: str = ""
    level: int = 0
    handling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A person of the chart. `cluster` is his name there, `step` how far he is from whom the chart is about.

    The name is that of the record which leads among those the reader may see (people.api.fellows), not the name the
    database keeps: that one changes when records are joined which the reader may not see, and would tell of them.
    """

    cluster: str
    person: PersonShown
    step: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """People and what ties them. `left_out` says how many more there were when it was cut at its largest size.

    They are counted at the step at which the chart was full, of those the reader may see; nobody looked further.
    """

    about: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the reader wants drawn: kinds of ties, a period, the weakest grade (engine's order), how many steps."""

    kinds: frozenset[TieKind] = USUAL
    since: datetime | None = None
    until: datetime | None = None
    weakest: tuple[int, int] | None = None
    steps: int = 2
    at_most: int = 500
