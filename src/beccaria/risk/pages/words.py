"""Say assessments in words: states, the yardstick of likelihood, confidence, kinds of evidence and of questions."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.assessing import YARDSTICK, Confidence, Evidence, Likelihood, State
from beccaria.core.instruments import ItemKind

STATES: Final[dict[State, str | Promise]] = {
    State.DRAFT: _("being written"),
    State.RATED: _("waits for a decision"),
    State.DECIDED: _("decided"),
    State.SUPERSEDED: _("holds no longer"),
}
LIKELIHOODS: Final[dict[Likelihood, str | Promise]] = {
    Likelihood.REMOTE: _("Remote chance"),
    Likelihood.HIGHLY_UNLIKELY: _("Highly unlikely"),
    Likelihood.UNLIKELY: _("Unlikely"),
    Likelihood.REALISTIC: _("Realistic possibility"),
    Likelihood.LIKELY: _("Likely"),
    Likelihood.HIGHLY_LIKELY: _("Highly likely"),
    Likelihood.ALMOST_CERTAIN: _("Almost certain"),
}
CONFIDENCES: Final[dict[Confidence, str | Promise]] = {
    Confidence.LOW: _("Low: it rests on little, or on things that contradict each other"),
    Confidence.MODERATE: _("Moderate: it rests on sound things, and others can be thought of"),
    Confidence.HIGH: _("High: it rests on several sound things that agree"),
}
EVIDENCE: Final[dict[Evidence, str | Promise]] = {
    Evidence.REPORT_ITEM: _("report"),
    Evidence.EVENT: _("event"),
    Evidence.MEMBERSHIP: _("group"),
    Evidence.WARNING: _("warning"),
    Evidence.DOSSIER: _("paper"),
}
KINDS: Final[dict[ItemKind, str | Promise]] = {
    ItemKind.STATIC: _("does not change"),
    ItemKind.DYNAMIC: _("can change"),
    ItemKind.PROTECTIVE: _("protects"),
}
# What the rules of assessments say no with, here for the translators.
WITHHELD: Final = _("This answer also rests on something that you may not read.")
WEAK: Final = _("Rests only on intelligence of grade E, 4 or X")


def likelihood(word: Likelihood) -> str:
    """The word with its share: “Likely (55 to 75 %)”."""
    low, high = YARDSTICK[word]
    return gettext("%(word)s (%(low)s to %(high)s %%)") % {
        "word": LIKELIHOODS[word],
        "low": low,
        "high": high,
    }
