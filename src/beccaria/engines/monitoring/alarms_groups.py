"""Turn differences between groups into alarms and notes; they say what was measured and never what a group is like."""

from collections.abc import Iterator, Sequence
from typing import Final

from beccaria.core.refusal import Phrase
from beccaria.engines.monitoring.alarm import Alarm
from beccaria.engines.monitoring.disparity import Disparity, Errors, Gap
from beccaria.engines.monitoring.fairness import NEVER_SCORED, RECORDED, RULE, cannot_both
from beccaria.engines.monitoring.limits import Limits
from beccaria.engines.monitoring.values import Watched
from beccaria.engines.monitoring.words import chance_said, percent, said

_WORDS: Final = {
    "false_alarm": Phrase("False alarms (a warning, and nothing happened)"),
    "missed": Phrase("Misses (no warning, and it happened)"),
    "right_warning": Phrase("Warnings that were right"),
}


def of_disparities(what: Watched, found: Sequence[Disparity], limits: Limits) -> Iterator[Alarm]:
    """Errors that differ between groups more than chance and more than the limit."""
    for one in found:
        for gap in one.gaps:
            if gap.measure not in _WORDS or abs(gap.difference.by) < limits.apart:
                continue
            if gap.chance < limits.chance and gap.difference.is_certain:
                yield _alarm(what, one, gap)


def notes(what: Watched, found: Sequence[Disparity]) -> tuple[Phrase, ...]:
    """What every reader of these figures must know; with the figures of groups whose base rates certainly differ."""
    pairs = [
        cannot_both(by_name(one, gap.group), by_name(one, gap.against), what.outcome)
        for one in found
        for gap in one.gaps
        if gap.measure == "happened"
    ]
    return (NEVER_SCORED, RECORDED, RULE, *(pair for pair in pairs if pair is not None))


def by_name(one: Disparity, name: str) -> Errors:
    """The group of this name. Raises KeyError."""
    for group in one.groups:
        if group.group == name:
            return group
    raise KeyError(name)


def _alarm(what: Watched, one: Disparity, gap: Gap) -> Alarm:
    group, against = (said(getattr(by_name(one, name), gap.measure)) for name in (gap.group, gap.against))
    names = {"group": gap.group, "against": gap.against}
    values = {"errors": _WORDS[gap.measure], "title": what.title, **names, "dimension": gap.dimension}
    return Alarm(
        "disparity",
        Phrase(
            "%(errors)s of %(title)s are more frequent for %(group)s than for %(against)s (%(dimension)s).",
            values,
        )
        if gap.difference.by > 0
        else Phrase(
            "%(errors)s of %(title)s are less frequent for %(group)s than for %(against)s (%(dimension)s).",
            values,
        ),
        Phrase(
            "%(group)s: %(one)s; %(against)s: %(other)s; difference %(apart)s (95 %% interval %(low)s to %(high)s); by "
            "chance with probability %(chance)s, corrected for all comparisons.",
            {
                **names,
                "one": group,
                "other": against,
                "apart": percent(gap.difference.by, 1),
                "low": percent(gap.difference.low, 1),
                "high": percent(gap.difference.high, 1),
                "chance": chance_said(gap.chance),
            },
        ),
        Phrase(
            "Look which items make the difference and whether they measure the same thing in both groups; decide with "
            "reasons whether the instrument may go on being used."
        ),
    )
