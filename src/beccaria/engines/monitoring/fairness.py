"""Say in words, with the instrument's own figures, why equal error rates and equal calibration cannot both be had.

Chouldechova 2017, Big Data 5:153-163 (the identity); Kleinberg, Mullainathan and Raghavan 2016, arXiv:1609.05807 (the
theorem): where the outcome is more frequent in one group than in another, an instrument that is not perfect can be
right equally often when it warns, or err equally often in both directions, but not both.
"""

from typing import Final

from beccaria.engines.monitoring.disparity import Errors
from beccaria.engines.monitoring.words import begun, percent

NEVER_SCORED: Final = (
    "Sex, age, nationality and other groups are counted here to find unequal errors. They are not part of any score, "
    "and nothing measured here changes one."
)
RECORDED: Final = (
    "What happened is what was recorded. Where one group is watched or reported more than another, these figures "
    "inherit it."
)
RULE: Final = (
    "Equal error rates and equal calibration cannot both hold while the outcome is more frequent in one group than in "
    "another, unless the instrument is perfect (Chouldechova 2017; Kleinberg 2016). Which of them counts more is for "
    "people to decide and to say, not for a calculation."
)


def implied_false_alarms(happened: float, right_warning: float, missed: float) -> float:
    """The FPR that follows from base rate, PPV and FNR: p/(1-p) * (1-PPV)/PPV * (1-FNR).

    May exceed 1: then no instrument has these three at once. Raises ValueError for a base rate of 1 or a PPV of 0.
    """
    if not 0 <= happened < 1 or not 0 < right_warning <= 1:
        raise ValueError("It must not have happened to some, and some warnings must be right.")
    return happened / (1 - happened) * (1 - right_warning) / right_warning * (1 - missed)


def cannot_both(group: Errors, against: Errors, outcome: str) -> str | None:
    """The rule with two groups' figures; None when base rates do not certainly differ, or are all or none."""
    apart = group.happened.low > against.happened.high or group.happened.high < against.happened.low
    base, ppv, fnr = group.happened.share, against.right_warning.share, against.missed.share
    if not apart or base is None or base == 1 or not ppv or fnr is None or group.false_alarm.share is None:
        return None
    would = implied_false_alarms(base, ppv, fnr)
    then = f"would have to be {percent(would)}" if would <= 1 else "could not be reached at all"
    return (
        f"{begun(outcome)}: {percent(base)} of {group.group} and {percent(against.happened.share)} of {against.group}. "
        f"If warnings about {group.group} were right as often as those about {against.group} ({percent(ppv)}), and as "
        f"few cases were missed ({percent(fnr)}), false alarms among {group.group} {then}; they are "
        f"{percent(group.false_alarm.share)}, and {percent(against.false_alarm.share)} among {against.group}."
    )
