"""Walks from somebody along the ties a reader may see: who is how far, and what ties whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import log1p
from operator import attrgetter

from beccaria.core.actors import Actor
from beccaria.networks.queries.chart_shapes import Edge, Shown, TieEvidence
from beccaria.networks.queries.ties import Tied, ties
from beccaria.people import api as people

Pair = tuple[str, str]
_Told = tuple[str, str, str, datetime, str, str]


@dataclass(slots=True)
class Walk:
    """What has been found so far. People are named by the leading record of those of theirs that the reader may see.

    `step` holds everybody drawn and how far he is; `left_out` counts who did not fit.
    """

    shown: Shown
    by: Actor
    at: datetime
    step: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    _records: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _leads: dict[str, str] = field(default_factory=dict)
    _told: dict[Pair, dict[_Told, TieEvidence]] = field(default_factory=lambda: defaultdict(dict))

    def go(self, centre: Collection[str]) -> None:
        """Walk from these people (any of their records) as far as is shown, or until the chart is full."""
        self._learn(centre)
        about = list(dict.fromkeys(self._leads[one] for one in centre if one in self._leads))
        self.left_out = len(about[self.shown.at_most :])
        ring = about[: self.shown.at_most]
        self.step = dict.fromkeys(ring, 0)
        wings_of = self.records_of(ring)
        for step in range(1, self.shown.steps + 1):
            if not ring or self.left_out:
                break
            found = self._ties(ring, wings_of=wings_of)
            ring = self._next(set(ring), found)
            self.step |= dict.fromkeys(ring, step)
        # What ties the outermost to each other has not been looked for yet.
        if ring:
            self._ties(ring, among=True, wings_of=wings_of)

    def edges(self) -> tuple[Edge, ...]:
        """What ties those who are drawn, in order of their names."""
        return tuple(
            Edge(*pair, tuple(sorted(told.values(), key=attrgetter("at", "reference"), reverse=True)))
            for pair, told in sorted(self._told.items())
            if pair[0] in self.step and pair[1] in self.step
        )

    def records_of(self, some: Iterable[str]) -> list[str]:
        """All records of these people that the reader may see."""
        return [record for one in some for record in self._records[one]]

    def between(self, one: str, other: str) -> tuple[TieEvidence, ...]:
        """Everything that ties two people, each record by itself, newest first; nothing where one is hidden."""
        self._learn([one, other])
        if one not in self._leads or other not in self._leads:
            return ()
        both = sorted((self._leads[one], self._leads[other]))
        records = self.records_of(both)
        self._ties(both, among=True, each=True, wings_of=records)
        self.step = dict.fromkeys(both, 0)
        return next((edge.evidence for edge in self.edges()), ())

    def _ties(
        self, ring: Collection[str], *, wings_of: Collection[str], among: bool = False, each: bool = False
    ) -> dict[Pair, float]:
        """Read what ties these people, keep it, and say how much ties each pair."""
        records = self.records_of(ring)
        found = list(
            ties(records, self.shown, by=self.by, at=self.at, among=among, each=each, wings_of=wings_of)
        )
        self._learn({record for one in found for record in (one.person, one.other)})
        touched = {pair for one in found if (pair := self._keep(one))}
        return {pair: sum(log1p(one.weight) for one in self._told[pair].values()) for pair in touched}

    def _keep(self, tied: Tied) -> Pair | None:
        """Keep what ties two people both of whom the reader may see; not what ties somebody to himself."""
        mine, theirs = self._leads.get(tied.person), self._leads.get(tied.other)
        if mine is None or theirs is None or mine == theirs:
            return None
        pair, turned = ((mine, theirs), False) if mine < theirs else ((theirs, mine), True)
        evidence = tied.evidence
        if tied.mine:
            parts = (tied.theirs, tied.mine) if turned else (tied.mine, tied.theirs)
            evidence = replace(evidence, what=f"{parts[0]} / {parts[1]}")
        records = (tied.other, tied.person) if turned else (tied.person, tied.other)
        told = (
            evidence.kind,
            evidence.reference,
            evidence.what,
            evidence.at,
            evidence.item,
            "|".join(records),
        )
        self._told[pair][told] = evidence
        return pair

    def _next(self, ring: set[str], found: dict[Pair, float]) -> list[str]:
        """Who is tied to these and not drawn yet, the most strongly tied first, as many as there is room for."""
        strength: dict[str, float] = defaultdict(float)
        for pair, weight in found.items():
            for one, other in (pair, pair[::-1]):
                if one in ring and other not in self.step:
                    strength[other] += weight
        ordered = sorted(strength, key=lambda one: (-strength[one], one))
        room = self.shown.at_most - len(self.step)
        self.left_out += len(ordered[room:])
        return ordered[:room]

    def _learn(self, records: Collection[str]) -> None:
        """Whose records these are, of those the reader may see; the others stay unknown, and tie nobody."""
        new = [one for one in records if one not in self._leads]
        for record, all_his in people.fellows(new, self.by).items():
            self._leads[record] = all_his[0]
            self._leads |= dict.fromkeys(all_his, all_his[0])
            self._records[all_his[0]] = all_his
