"""Turn differences between groups into alarms and notes; they say what was measured and never what a group is like."""

from collections.abc import Iterator, Sequence
from typing import Final

from beccaria.engines.monitoring.alarm import Alarm
from beccaria.engines.monitoring.disparity import Disparity, Errors, Gap
from beccaria.engines.monitoring.fairness import NEVER_SCORED, RECORDED, RULE, cannot_both
from beccaria.engines.monitoring.limits import Limits
from beccaria.engines.monitoring.values import Watched
from beccaria.engines.monitoring.words import chance_said, percent, said

_WORDS: Final = {
    "false_alarm": "False alarms (a warning, and nothing happened)",
    "missed": "Misses (no warning, and it happened)",
    "right_warning": "Warnings that were right",
}


def of_disparities(what: Watched, found: Sequence[Disparity], limits: Limits) -> Iterator[Alarm]:
    """Errors that differ between groups more than chance and more than the limit."""
    for one in found:
        for gap in one.gaps:
            if gap.measure not in _WORDS or abs(gap.difference.by) < limits.apart:
                continue
            if gap.chance < limits.chance and gap.difference.is_certain:
                yield _alarm(what, one, gap)


def notes(what: Watched, found: Sequence[Disparity]) -> tuple[str, ...]:
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
    way = "more" if gap.difference.by > 0 else "less"
    group, against = (said(getattr(by_name(one, name), gap.measure)) for name in (gap.group, gap.against))
    ends = f"{percent(gap.difference.low, 1)} to {percent(gap.difference.high, 1)}"
    return Alarm(
        "disparity",
        f"{_WORDS[gap.measure]} of {what.title} are {way} frequent for {gap.group} than for {gap.against} "
        f"({gap.dimension}).",
        f"{gap.group}: {group}; {gap.against}: {against}; difference {percent(gap.difference.by, 1)} (95 % interval "
        f"{ends}); by chance with probability {chance_said(gap.chance)}, corrected for all comparisons.",
        "Look which items make the difference and whether they measure the same thing in both groups; decide with "
        "reasons whether the instrument may go on being used.",
    )
