"""Show which words may give a source away, each with the place for why it stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from beccaria.engines.sanitising import WHY, Flag


@dataclass(frozen=True, slots=True)
class FlagShown:
    """Words that may give the source away, why, and what was answered."""

    key: str
    text: str
    why: str
    answer: str


@dataclass(frozen=True, slots=True)
class FlagsPage:
    """All of them; `problem` is said while one is not answered."""

    flags: tuple[FlagShown, ...]
    problem: str


def flags_page(found: Iterable[Flag], answers: Mapping[str, str]) -> FlagsPage:
    """Each once, in the order of the text."""
    once = {flag.key: flag for flag in found}
    flags = tuple(
        FlagShown(key, flag.text, gettext(WHY[flag.sign]), answers.get(key, "")) for key, flag in once.items()
    )
    still = sum(1 for flag in flags if not flag.answer)
    problem = (
        gettext("Some words may give the source away: change them, or say why they stay.") if still else ""
    )
    return FlagsPage(flags, problem)
