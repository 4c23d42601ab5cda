"""Take down a description, and what else is typed, the same way everywhere: trimmed, bounded, checked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from beccaria.access.api import User
from beccaria.core.refusal import BadInput, Cannot
from beccaria.engines.sanitising import Flag, flags
from beccaria.warnings.recognising import Subject

_LONGEST_FACT = 300
_MOST_NAMES = 12
_REASON = 500


class Flagged(Cannot):
    """The text may give its source away. `flags` says where; each needs an answer or other words."""

    def __init__(self, found: tuple[Flag, ...]) -> None:
        """Keep the flags beside the sentence."""
        named = ", ".join(dict.fromkeys(flag.key for flag in found))
        super().__init__(
            "Change what may give the source away, or say for each why it stays: %(places)s.",
            places=named[:300],
        )
        self.flags = found


def cleaned(subject: Subject, *, at: datetime) -> Subject:
    """The description without spaces around, names once each. Raises BadInput."""
    names = tuple(
        dict.fromkeys(" ".join(name.replace("\x00", "").split()) for name in subject.names if name.strip())
    )
    facts = {
        name: getattr(subject, name).replace("\x00", "").strip()
        for name in ("document", "phone", "account", "plate", "address")
    }
    if len(names) > _MOST_NAMES:
        raise BadInput("At most %(most)s names and spellings: leave out the least likely.", most=_MOST_NAMES)
    if any(len(text) > _LONGEST_FACT for text in (*names, *facts.values())):
        raise BadInput(
            "A name, number or address is longer than %(longest)s characters: shorten it.",
            longest=_LONGEST_FACT,
        )
    if subject.born and subject.born > at.date():
        raise BadInput("The birth date lies in the future: correct it.")
    return replace(subject, names=names, **facts)


def answered(text: str, *, site: str | None, answers: Mapping[str, str]) -> dict[str, str]:
    """The reasons why flagged words stay. Raises Flagged with those that have none."""
    found = flags_in(text, site=site)
    reasons = {flag.key: answers.get(flag.key, "").strip()[:_REASON] for flag in found}
    if still := tuple(flag for flag in found if not reasons[flag.key]):
        raise Flagged(still)
    return reasons


def flags_in(text: str, *, site: str | None) -> tuple[Flag, ...]:
    """What in a text may show its source; names of staff are those who hold a duty at the establishment."""
    staff = User.objects.filter(duties__sites__contains=[site]) if site else User.objects.none()
    return flags(text, staff=staff.order_by("name").values_list("name", flat=True).distinct())
