"""Say in words, with the instrument's own figures, why equal error rates and equal calibration cannot both be had.

Chouldechova 2017, Big Data 5:153-163 (the identity); Kleinberg, Mullainathan and Raghavan 2016, arXiv:1609.05807 (the
theorem): where the outcome is more frequent in one group than in another, an instrument that is not perfect can be
right equally often when it warns, or err equally often in both directions, but not both.
"""

from typing import Final

from beccaria.core.refusal import Phrase
from beccaria.engines.monitoring.disparity import Errors
from beccaria.engines.monitoring.words import begun, percent

NEVER_SCORED: Final = Phrase(
    "Sex, age, nationality and other groups are counted here to find unequal errors. They are not part of any score, "
    "and nothing measured here changes one."
)
RECORDED: Final = Phrase(
    "What happened is what was recorded. Where one group is watched or reported more than another, these figures "
    "inherit it."
)
RULE: Final = Phrase(
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


def cannot_both(group: Errors, against: Errors, outcome: str) -> Phrase | None:
    """The rule with two groups' figures; None when base rates do not certainly differ, or are all or none."""
    apart = group.happened.low > against.happened.high or group.happened.high < against.happened.low
    base, ppv, fnr = group.happened.share, against.right_warning.share, against.missed.share
    if not apart or base is None or base == 1 or not ppv or fnr is None or group.false_alarm.share is None:
        return None
    would = implied_false_alarms(base, ppv, fnr)
    values = {
        "outcome": begun(outcome),
        "base": percent(base),
        "other_base": percent(against.happened.share),
        "group": group.group,
        "against": against.group,
        "ppv": percent(ppv),
        "fnr": percent(fnr),
        "would": percent(would),
        "are": percent(group.false_alarm.share),
        "others_are": percent(against.false_alarm.share),
    }
    if would > 1:
        return Phrase(
            "%(outcome)s: %(base)s of %(group)s and %(other_base)s of %(against)s. If warnings about %(group)s were "
            "right as often as those about %(against)s (%(ppv)s), and as few cases were missed (%(fnr)s), false alarms "
            "among %(group)s could not be reached at all; they are %(are)s, and %(others_are)s among %(against)s.",
            values,
        )
    return Phrase(
        "%(outcome)s: %(base)s of %(group)s and %(other_base)s of %(against)s. If warnings about %(group)s were right "
        "as often as those about %(against)s (%(ppv)s), and as few cases were missed (%(fnr)s), false alarms among "
        "%(group)s would have to be %(would)s; they are %(are)s, and %(others_are)s among %(against)s.",
        values,
    )
