"""Go through every fact of a pack in the order of reading, so that pages, documents and checks miss none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from beccaria.core.countries.model import Fact, Pack, Regime


class Section(StrEnum):
    """The parts of a pack, in the order of reading."""

    COUNTRY = "country"
    DETERMINED = "determined"
    CATEGORIES = "categories"
    STATUSES = "statuses"
    REGIMES = "regimes"
    CLOCKS = "clocks"
    ISOLATION = "isolation"
    NOTICE = "notice"
    DECIDES = "decides"
    SHARING = "sharing"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact with its place: section, subject (a regime, a category; else empty) and the name of what it says."""

    section: Section
    subject: str
    label: str
    fact: Fact

    @property
    def where(self) -> str:
        """The place in words, for a sentence about it."""
        return " of ".join(part for part in (self.label.replace("_", " "), self.subject) if part)


def entries(pack: Pack) -> Iterator[Entry]:
    """Every fact of the pack, in the order of reading."""
    country = ("english_name", "own_names", "languages", "currency", "time_zone")
    yield from (Entry(Section.COUNTRY, "", name, getattr(pack, name)) for name in country)
    determined = ("determined_by", "determined_how", "definition")
    yield from (Entry(Section.DETERMINED, "", name, getattr(pack, name)) for name in determined)
    yield Entry(Section.CATEGORIES, "", "scheme", pack.categories_known)
    yield Entry(Section.CATEGORIES, "", "given_to", pack.given_to)
    for one in pack.categories:
        yield Entry(Section.CATEGORIES, one.code, "describes", one.describes)
        yield Entry(Section.CATEGORIES, one.code, "crosswalk", one.crosswalk)
        if one.decided_by:
            yield Entry(Section.CATEGORIES, one.code, "decided_by", one.decided_by)
    for status in pack.statuses:
        for name in ("called", "for_whom", "told"):
            yield Entry(Section.STATUSES, status.kind.value, name, getattr(status, name))
    for regime in pack.regimes:
        yield from _regime(regime)
    yield from (Entry(Section.CLOCKS, "", name.value, fact) for name, fact in pack.clocks.items())
    yield Entry(Section.ISOLATION, "", "hours_a_day", pack.isolation_hours)
    yield Entry(Section.ISOLATION, "", "days", pack.isolation_days)
    yield Entry(Section.NOTICE, "", "notice", pack.notice)
    yield Entry(Section.NOTICE, "", "appeal", pack.appeal)
    yield from (Entry(Section.DECIDES, "", name.value, fact) for name, fact in pack.decides.items())
    yield from (Entry(Section.SHARING, "", name.value, fact) for name, fact in pack.sharing.items())
    yield from (Entry(Section.MORE, about, "", fact) for about, fact in pack.more)


def _regime(one: Regime) -> Iterator[Entry]:
    for name in ("for_whom", "legal_ground", "authority", "longest_first", "renewal"):
        yield Entry(Section.REGIMES, one.name, name, getattr(one, name))
    yield from (Entry(Section.REGIMES, one.name, "restrictions", fact) for fact in one.restrictions)
    yield from (Entry(Section.REGIMES, one.name, "safeguards", fact) for fact in one.safeguards)
    yield Entry(Section.REGIMES, one.name, "remedy", one.remedy)
