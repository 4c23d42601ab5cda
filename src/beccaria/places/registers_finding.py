"""Find the code of an Italian institute by its name and kind, for lists that give no codes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from beccaria.places.registers_base import Known, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    "CC": "Casa circondariale",
    "CCF": "Casa circondariale femminile",
    "CR": "Casa di reclusione",
    "CRF": "Casa di reclusione femminile",
    "ICAM": "Istituto custodia attenuata per madri",
    "CL": "Casa di lavoro",
    "IP": "Istituti di pena",
}


class Finder:
    """Finds the code of an institute that is known by name and kind; says nothing when it is not certain."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_kind: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for place in known:
            base, kind = _base(place.name, place.kind)
            self._by_kind[base, kind].add(place.code)
            self._by_name[base].add(place.code)

    def code(self, name: str, kinds: Iterable[str], *, alone: bool) -> str | None:
        """The one code for this name and any of these kinds, or by name when both sides have it only once."""
        for kind in kinds:
            found = self._by_kind.get(_base(name, kind), set())
            if len(found) == 1:
                return next(iter(found))
        by_name = self._by_name.get(plain(name), set())
        return next(iter(by_name)) if alone and len(by_name) == 1 else None


def _base(name: str, kind: str) -> tuple[str, str]:
    """Name and kind without the words that lists put now in the one, now in the other."""
    short = next((code for code, words in KINDS.items() if plain(kind).startswith(plain(words))), kind)
    short = kind if kind in KINDS else short
    female = "femminile" in plain(name) or "femminile" in plain(kind) or short in ("CCF", "CRF")
    base = plain(name).replace("femminile", "").replace("nuovo complesso", "")
    return " ".join(base.split()), short.removesuffix("F") + ("F" if female else "")
