"""Judge whether a wing, landing or cell of a file hangs where it can: under a place above it, in one establishment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beccaria.lib.tables import Value

_ABOVE = {"wing": ("establishment",), "landing": ("wing",), "cell": ("wing", "landing")}


class Tree:
    """The places already there and those of the file. First `add` every row, then `judge` each."""

    def __init__(
        self,
        kinds: dict[str, str],
        parents: dict[str, str | None],
        sites: dict[str, str | None],
        establishments: set[str],
    ) -> None:
        self._known = dict.fromkeys(establishments, "establishment") | kinds
        self._known_site: dict[str, str] = {code: site for code, site in sites.items() if site}
        self._known_site |= {code: code for code in establishments}
        self._kind = dict(self._known)
        self._parent: dict[str, str] = {code: parent for code, parent in parents.items() if parent}

    def add(self, values: dict[str, Value]) -> None:
        """Note where a row of the file says it hangs."""
        code, parent = str(values["code"]), values["parent"]
        self._kind.setdefault(code, str(values["level"]))
        if parent:
            self._parent[code] = str(parent)

    def judge(self, values: dict[str, Value]) -> str | None:
        """Say why the row cannot be loaded, or fill in its establishment and return None."""
        code, kind = str(values["code"]), str(values["level"])
        if self._known.get(code, kind) != kind or self._kind[code] != kind:
            return f"code: {code} is already {_a(self._known.get(code, self._kind[code]))}: give this one another code."
        if kind == "establishment":
            if values["parent"]:
                return f"parent: {code} is an establishment, so nothing is above it: leave the cell empty."
            values["site"] = code
            return None
        parent = values["parent"]
        if not parent:
            return f"parent: {code} is {_a(kind)}, so it needs the code of the place above it."
        above = self._kind.get(str(parent))
        if above is None:
            return f"parent: there is no place {parent}: load it first, or correct the code."
        if above not in _ABOVE[kind]:
            return f"parent: {parent} is {_a(above)}, which cannot hold {_a(kind)}: correct the code."
        site = self._site_of(str(parent))
        if self._known_site.get(code, site) != site:
            return f"code: {code} stands in {self._known_site[code]} and cannot move to {site}: give another code."
        values["site"] = site
        return None

    def _site_of(self, code: str) -> str:
        """Climb to the establishment; each step goes to a higher kind, so this ends."""
        while self._kind.get(code) != "establishment" and code in self._parent:
            code = self._parent[code]
        return code


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "establishment" else f"a {kind}"
