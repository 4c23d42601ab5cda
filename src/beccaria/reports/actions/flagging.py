"""Hold a text back that may give its source away, until each place is changed or it is said why it stays."""

from collections.abc import Mapping
from typing import Final

from beccaria.core.refusal import Cannot
from beccaria.engines.sanitising import Flag, flags
from beccaria.reports.queries.releasing import staff_names

_REASON: Final = 500


class Flagged(Cannot):
    """The text may still give its source away. `flags` says where; each needs an answer or other words."""

    def __init__(self, found: tuple[Flag, ...]) -> None:
        """Keep the flags beside the sentence."""
        named = ", ".join(dict.fromkeys(flag.key for flag in found))
        super().__init__(
            "Change what may give the source away, or say for each why it stays: %(places)s.",
            places=named[:300],
        )
        self.flags = found


def why_it_stays(text: str, *, site: str | None, answers: Mapping[str, str]) -> dict[str, str]:
    """The reasons why flagged words of a text stay, by their key. Raises Flagged with those that have none."""
    found = flags(text, staff=staff_names(site))
    reasons = {flag.key: answers.get(flag.key, "").strip()[:_REASON] for flag in found}
    if still := tuple(flag for flag in found if not reasons[flag.key]):
        raise Flagged(still)
    return reasons
