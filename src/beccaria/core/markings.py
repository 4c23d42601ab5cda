"""Mark a record with what decides who may see it; nothing here knows what kind of record it is."""

from dataclasses import dataclass, field

from beccaria.core.actors import Level
from beccaria.core.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Site, level, compartments, handling and author of a record.

    `site` None means the record belongs to the national service. `author` is filled only for the judgement of
    the author's own acts: a table never carries it (rule 12). `audiences` are organisations it was given to,
    `reaches` the establishments it was sent to. `closed` says that the acting user may not see it yet: another's draft.
    """

    site: str | None = None
    level: Level = Level.OFFICIAL
    compartments: frozenset[str] = field(default_factory=frozenset)
    handling: frozenset[str] = field(default_factory=frozenset)
    author: UserId | None = None
    audiences: frozenset[str] = field(default_factory=frozenset)
    closed: bool = False
    reaches: frozenset[str] = field(default_factory=frozenset)


NOTHING_MARKED = Marking()


def derived(*sources: Marking) -> Marking:
    """Mark what is made from several records: the strictest of everything (rule 2).

    Two different sites make a national record, which local duties do not see. The author is not inherited.
    """
    if not sources:
        return NOTHING_MARKED
    sites = {source.site for source in sources}
    return Marking(
        site=sites.pop() if len(sites) == 1 else None,
        level=max(source.level for source in sources),
        compartments=frozenset().union(*(source.compartments for source in sources)),
        handling=frozenset().union(*(source.handling for source in sources)),
    )


def inherited(site: str | None, level: Level, *sources: Marking | None) -> Marking:
    """Mark what `site` writes down: the strictest of its own level and of everything it rests on (rule 2)."""
    own = Marking(site=site, level=level)
    strict = derived(own, *(one for one in sources if one is not None))
    return Marking(site=site, level=strict.level, compartments=strict.compartments, handling=strict.handling)


def columns(marking: Marking) -> dict[str, object]:
    """A marking as the columns of a row."""
    return {
        "site": marking.site,
        "level": marking.level,
        "compartments": sorted(marking.compartments),
        "handling": sorted(marking.handling),
    }
