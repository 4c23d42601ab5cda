"""Say what monitoring is told of an instrument and of its assessments: no name, no number, no record of anybody.

Groups (sex, age band, nationality group) are here to be counted. Nothing that scores reads this package; a test of the
import graph proves it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from beccaria.core.instruments import Instrument
from beccaria.core.refusal import BadInput

_TWO: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The instrument as monitoring sees it.

    `bands` stand mildest first; from `flagged_from` on the instrument warns, and errors are counted against that.
    `outcome` is a phrase such as "a new charge within two years", settled `follow_days` after the assessment.
    `expected` is the share with the outcome that the instrument claims for each band; without a claim its own first
    year is the yardstick.
    """

    instrument: str
    version: int
    title: str
    items: tuple[str, ...]
    bands: tuple[str, ...]
    flagged_from: str
    outcome: str
    follow_days: int
    expected: Mapping[str, float] | None = None

    def __post_init__(self) -> None:
        """Raises BadInput for an instrument that cannot be watched."""
        if len(self.bands) < _TWO or len(set(self.bands)) != len(self.bands):
            raise BadInput("An instrument is watched by its bands: name two or more, each once.")
        if self.flagged_from not in self.bands[1:]:
            raise BadInput(f"Say from which band it warns: one of {', '.join(self.bands[1:])}.")
        if self.follow_days < 1:
            raise BadInput("Follow up for one day or more.")
        if self.expected is not None and (
            set(self.expected) != set(self.bands) or not all(0 < one < 1 for one in self.expected.values())
        ):
            raise BadInput("Expected shares are given for every band, above 0 and below 1.")

    def place(self, band: str) -> int:
        """Where the band stands, the mildest being 0."""
        return self.bands.index(band)

    def warns(self, band: str) -> bool:
        """Whether this band is a warning."""
        return self.place(band) >= self.place(self.flagged_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One assessment. `band` is what the instrument proposed ("" none), `decided` what a person chose ("" not yet).

    `unknown` are items answered "unknown", `blank` items nobody answered. `happened` is the outcome, None when it could
    not be followed up. Give one assessment of a person per follow-up, or one outcome is counted several times.
    """

    on: date
    band: str
    decided: str = ""
    unknown: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    groups: Mapping[str, str] = field(default_factory=dict)
    happened: bool | None = None

    @property
    def is_complete(self) -> bool:
        """Whether it has a result and no item was left blank (an answer may be "unknown")."""
        return bool(self.band) and not self.blank


@dataclass(frozen=True, slots=True)
class Month:
    """How many of the assessments of one month."""

    first: date
    hits: int
    of: int


def watched(
    one: Instrument,
    *,
    flagged_from: str,
    outcome: str,
    follow_days: int,
    expected: Mapping[str, float] | None = None,
) -> Watched:
    """An instrument of ours as something to watch. Raises BadInput."""
    return Watched(
        instrument=one.id,
        version=one.version,
        title=one.title,
        items=tuple(item.id for item in one.items),
        bands=tuple(band.name for band in one.bands),
        flagged_from=flagged_from,
        outcome=outcome,
        follow_days=follow_days,
        expected=expected,
    )


def check(what: Watched, cases: Iterable[Assessed], *, at: date) -> None:
    """Raises BadInput for assessments of another instrument, or from the future."""
    bands, items = {"", *what.bands}, set(what.items)
    for case in cases:
        if case.band not in bands or case.decided not in bands:
            raise BadInput(f"{what.title} has no band {case.band!r} or {case.decided!r}: check the version.")
        if not case.unknown | case.blank <= items or case.unknown & case.blank:
            raise BadInput(f"An assessment names items that {what.title} does not have, or one item twice.")
        if case.on > at:
            raise BadInput(f"An assessment is dated {case.on.isoformat()}, after {at.isoformat()}.")


def followed(what: Watched, cases: Sequence[Assessed], *, at: date) -> list[Assessed]:
    """Assessments with a result and a known outcome whose whole follow-up is over.

    Also those whose outcome came early wait for the end: taken at once, they would come in before their fellows to whom
    nothing happened, and the latest months would look far worse than they are. This is what Barenstein (2019,
    arXiv:1906.04711) found in the published COMPAS file.
    """
    last = at - timedelta(days=what.follow_days)
    return [case for case in cases if case.band and case.happened is not None and case.on <= last]


def monthly(cases: Iterable[Assessed], is_hit: Callable[[Assessed], bool]) -> tuple[Month, ...]:
    """Counts per calendar month, in order; months without assessments are not there."""
    counts: dict[date, list[int]] = {}
    for case in cases:
        count = counts.setdefault(case.on.replace(day=1), [0, 0])
        count[0] += is_hit(case)
        count[1] += 1
    return tuple(Month(first, *counts[first]) for first in sorted(counts))
