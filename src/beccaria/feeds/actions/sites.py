"""Which prisons the rows of an import may be of: those of whoever brings it in, and the one it is said to be of."""

from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput
from beccaria.places import api as places


class Sites:
    """Finds the code of an establishment as a source writes it, and whether its rows may come in with this import."""

    def __init__(self, *, by: Actor, only: str | None, allowed: frozenset[str] = frozenset()) -> None:
        """Read the estate once. Raises BadInput when the prison it should be of does not exist."""
        self._by = by
        self._allowed = allowed
        self._find = places.site_finder(by=by)
        self._only = self._find(only) if only else None
        if only and self._only is None:
            raise BadInput(
                "There is no prison “%(name)s”: write its name as in the list of places, or its code.",
                name=only[:60],
            )

    @property
    def own(self) -> str | None:
        """The prison for which the permission is asked: a local duty has it at home only."""
        return self._only or (None if self._by.everywhere else min(self._by.sites, default=None))

    def of(self, written: str) -> tuple[str | None, bool]:
        """The code, and whether rows of it may come in."""
        code = self._find(written) if written else None
        mine = (self._by.everywhere or code in self._by.sites) and (
            not self._allowed or code in self._allowed
        )
        return code, bool(code) and mine and (self._only is None or code == self._only)

    def marked(self, found: set[str]) -> str | None:
        """The prison to which the import belongs; none when it is of several."""
        if len(found) == 1:
            return next(iter(found))
        return self.own
