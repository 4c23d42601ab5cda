"""Know names of the register, and names that may be the same person's (engines.names)."""

from collections import defaultdict

from beccaria.engines.folding import fold
from beccaria.engines.names import THRESHOLD, Prepared, compare, keys, prepare


class Names:
    """The names of the register, of people and of offices."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._known: list[tuple[Prepared, str]] = []

    def add(self, name: str, entry: str) -> None:
        """Know a name of an entry."""
        folded = fold(name)
        if not folded:
            return
        self._exact[folded] = entry
        prepared = prepare(name)
        self._known.append((prepared, entry))
        for key in keys(prepared):
            self._by_key[key].append(len(self._known) - 1)

    def exactly(self, name: str) -> str | None:
        """The entry that is written so, but for case, accents and punctuation."""
        return self._exact.get(fold(name))

    def nearly(self, name: str) -> str | None:
        """The entry of somebody who may have this name: at the score from which two names may be one person's."""
        prepared = prepare(name)
        candidates = {place for key in keys(prepared) for place in self._by_key.get(key, ())}
        for place in sorted(candidates):
            known, entry = self._known[place]
            if compare(prepared, known).score >= THRESHOLD:
                return entry
        return None
