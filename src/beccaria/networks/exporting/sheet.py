"""Say what every file of a chart says of itself: what it shows, how it is handled, who took it, when and what for."""

from dataclasses import dataclass

from beccaria.networks.pages.drawn import Careful, Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A chart with its words: `banner` is how the whole must be handled, the strictest of everything on it.

    `levels` are the words of the levels, `lead` what the chart rests on, line by line.
    """

    what: Drawn
    title: str
    lead: tuple[str, ...]
    banner: str
    levels: tuple[str, ...]
    who: str
    when: str
    purpose: str

    @property
    def taken(self) -> str:
        """Who took it out, when and what for."""
        return f"{self.who} · {self.when} · {self.purpose}"

    def handling(self, careful: Careful) -> str:
        """How one thing on it must be handled."""
        return " · ".join((self.levels[careful.level], *careful.words))
