"""Say how an instrument is used: how often, how completely, with how much unknown, and how often people override it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from beccaria.engines.monitoring.bands import homogeneous
from beccaria.engines.monitoring.values import Assessed, Month, Watched, monthly
from beccaria.engines.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The counts. `asked` items were not left blank; `unknown` is the share of them answered "unknown".

    `raised` is the share of decided assessments whose band could be raised, `lowered` of those whose band could be
    lowered: where most are in the lowest band, most overrides go up, and that alone says nothing. `lopsided` is the
    chance of two shares so far apart if people moved bands up and down equally readily.
    """

    months: tuple[Month, ...]
    complete: Rate
    unknown: Rate
    unknown_items: tuple[tuple[str, Rate], ...]
    raised: Rate
    lowered: Rate
    overridden: Rate
    lopsided: float

    @property
    def assessments(self) -> int:
        """All assessments."""
        return self.complete.of


def usage(what: Watched, cases: Sequence[Assessed]) -> Usage:
    """Count the use of an instrument."""
    unknown = Counter(item for case in cases for item in case.unknown)
    blank = Counter(item for case in cases for item in case.blank)
    items = [(item, Rate(unknown[item], len(cases) - blank[item])) for item in what.items]
    decided = [
        (what.place(case.band), what.place(case.decided)) for case in cases if case.band and case.decided
    ]
    top = len(what.bands) - 1
    raised = Rate(
        sum(after > before for before, after in decided), sum(before < top for before, _ in decided)
    )
    lowered = Rate(sum(after < before for before, after in decided), sum(before > 0 for before, _ in decided))
    chance, _ = homogeneous([(rate.hits, rate.of - rate.hits) for rate in (raised, lowered)])
    return Usage(
        months=monthly(cases, lambda case: not case.is_complete),
        complete=Rate(sum(case.is_complete for case in cases), len(cases)),
        unknown=Rate(sum(rate.hits for _, rate in items), sum(rate.of for _, rate in items)),
        unknown_items=tuple(sorted(items, key=lambda one: -(one[1].share or 0.0))),
        raised=raised,
        lowered=lowered,
        overridden=Rate(raised.hits + lowered.hits, len(decided)),
        lopsided=chance,
    )
