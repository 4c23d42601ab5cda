"""Read signs in officers' remarks: lists of words by language, compared folded, as whole words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from ibis.expr.types import StringValue

from beccaria.engines.folding import fold

FOLDER: Final = Path(__file__).resolve().parents[2] / "reference" / "signs"
# Letters with marks and the plain ones they are searched by; folding decides in the end.
_MARKED: Final = "àáâäãåèéêëìíîïòóôöõùúûüçñßš"
_PLAIN: Final = "aaaaaaeeeeiiiiooooouuuucnss"


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sign means, and the words, folded, that tell it; all languages together. A plural tells it too."""

    id: str
    means: str
    must_not: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def roughly(self) -> str:
        """A regular expression that finds every text with the sign, and some without."""
        return "|".join("[^a-z0-9]+".join(phrase.split()) for phrase in self.words)

    def stands_in(self, text: str) -> str:
        """The words of the text that tell the sign; nothing when it is not there."""
        found = _whole(self.words).search(fold(text))
        return found[1] if found else ""


@cache
def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(longest_first)})[a-z]?\b")


@cache
def sign(name: str) -> Sign:
    """The sign of that name. Raises FileNotFoundError for one that no release has."""
    said: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    words = {word: None for language in sorted(said["words"]) for word in said["words"][language]}
    return Sign(said["id"], said["means"], tuple(said["must_not"]), tuple(words))


def maybe(text: StringValue, name: str) -> Any:
    """Whether a column of texts may hold the sign: what remains is read again by `stands_in`."""
    return text.lower().translate(_MARKED, _PLAIN).re_search(sign(name).roughly)
