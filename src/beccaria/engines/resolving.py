"""Resolve what is judged of pairs into groups of records that are one person, and say what could not be joined.

The outcome is a pure function of the judgements that hold: nothing of earlier outcomes enters, so that a judgement
which is taken back leaves no trace. Four steps, each in an order that does not depend on the order of the input:

1. Humans who say "same" join, unless other humans say "not the same" of two records that would then be together: all
   joins by which the two hang together are suspended and told (the graph's biconnected component of the two, with an
   edge between them added: Hopcroft and Tarjan, Algorithm 447, 1973).
2. Rules join in order of their scores, the strongest first (Kruskal's maximum spanning forest, 1956), except where
   two records judged not the same would come together: thus the weakest joins are cut.
3. A rule's "not the same" binds rules only; a human's "same" outranks it.
4. Two groups of two or more records that hang together by one weak join of a rule alone are parted again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import rustworkx

from beccaria.core.judging import STRONG, Verdict

Pair = tuple[str, str]
_GROUP: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held of two records now. `score` matters for rules only."""

    left: str
    right: str
    verdict: Verdict
    by_human: bool
    score: float = 1.0

    @property
    def pair(self) -> Pair:
        """The two records in the order of their names."""
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The groups, each sorted, and the pairs that are judged the same and yet not joined, by reason.

    `cut`           a rule's join that would bring together what is judged not the same
    `weak`          a rule's join that alone held two groups together
    `contradicted`  a human's join that other humans contradict
    """

    groups: tuple[tuple[str, ...], ...]
    cut: frozenset[Pair]
    weak: frozenset[Pair]
    contradicted: frozenset[Pair]

    @property
    def apart(self) -> frozenset[Pair]:
        """Everything judged the same and not joined."""
        return self.cut | self.weak | self.contradicted


def resolve(records: Iterable[str], held: Iterable[Held], *, strong: float = STRONG) -> Resolved:
    """Resolve the judgements that hold now; records without any stand alone.

    Raises ValueError when two judgements are given of one pair: at most one holds at a time.
    """
    said = sorted(held, key=lambda one: one.pair)
    if len({one.pair for one in said}) < len(said):
        raise ValueError("Two judgements of one pair are said to hold: end one of them first.")
    names = sorted({*records, *(name for one in said for name in one.pair)})
    human = [one.pair for one in said if one.by_human and one.verdict is Verdict.SAME]
    never = [one.pair for one in said if one.by_human and one.verdict is Verdict.NOT_SAME]
    contradicted = _contradicted(human, never)
    joined = _Groups(names)
    for pair in human:
        if pair not in contradicted:
            joined.join(*pair)
    for one in said:
        if one.verdict is Verdict.NOT_SAME and not joined.are_together(*one.pair):
            joined.part(*one.pair)
    kept, cut = _join_rules(joined, said)
    weak = _weak(joined.groups(), [pair for pair in human if pair not in contradicted], kept, strong)
    groups = _Groups(names)
    for pair in (*human, *kept):
        if pair not in contradicted and pair not in weak:
            groups.join(*pair)
    return Resolved(groups.groups(), frozenset(cut), frozenset(weak), frozenset(contradicted))


def _join_rules(joined: "_Groups", said: Sequence[Held]) -> tuple[dict[Pair, float], set[Pair]]:
    kept, cut = {}, set()
    rules = [one for one in said if not one.by_human and one.verdict is Verdict.SAME]
    for one in sorted(rules, key=lambda one: (-one.score, one.pair)):
        if joined.may_meet(*one.pair):
            joined.join(*one.pair)
            kept[one.pair] = one.score
        else:
            cut.add(one.pair)
    return kept, cut


def _contradicted(same: Sequence[Pair], never: Sequence[Pair]) -> set[Pair]:
    """The joins on any simple path between two records that a human holds apart."""
    together = _Groups(sorted({name for pair in (*same, *never) for name in pair}))
    for pair in same:
        together.join(*pair)
    found: set[Pair] = set()
    for apart in never:
        if together.are_together(*apart):
            home = together.of(apart[0])
            near = [pair for pair in same if together.of(pair[0]) == home]
            graph, number = _graph([*near, apart])
            block = {frozenset(ends): of for ends, of in rustworkx.biconnected_components(graph).items()}
            blocks = {pair: block[frozenset((number[pair[0]], number[pair[1]]))] for pair in (*near, apart)}
            found |= {pair for pair in near if blocks[pair] == blocks[apart]}
    return found


def _weak(
    groups: Sequence[Sequence[str]], human: Sequence[Pair], kept: dict[Pair, float], strong: float
) -> set[Pair]:
    """The rules' joins that alone hold two groups of two or more records together."""
    home = {name: number for number, group in enumerate(groups) for name in group}
    edges: dict[int, list[Pair]] = defaultdict(list)
    for pair in (*human, *kept):
        edges[home[pair[0]]].append(pair)
    return {
        pair
        for number, pairs in edges.items()
        if len(groups[number]) >= 2 * _GROUP and any(kept.get(pair, 1.0) < strong for pair in pairs)
        for pair in _chains(pairs)
        if kept.get(pair, 1.0) < strong
    }


def _chains(pairs: Sequence[Pair]) -> list[Pair]:
    """The edges without which two parts of two or more records each fall asunder."""
    graph, number = _graph(pairs)
    bridges = {frozenset(ends) for ends in rustworkx.bridges(graph)}
    ends = {pair: (number[pair[0]], number[pair[1]]) for pair in pairs}
    # Where an end has no other edge, one record alone hangs on the bridge: that is no chain.
    return [
        pair for pair in pairs if frozenset(ends[pair]) in bridges and min(map(graph.degree, ends[pair])) > 1
    ]


def _graph(pairs: Sequence[Pair]) -> "tuple[rustworkx.PyGraph[str, None], dict[str, int]]":
    graph: rustworkx.PyGraph[str, None] = rustworkx.PyGraph(multigraph=False)
    names = sorted({name for pair in pairs for name in pair})
    number = dict(zip(names, graph.add_nodes_from(names), strict=True))
    graph.add_edges_from([(number[left], number[right], None) for left, right in pairs])
    return graph, number


class _Groups:
    """Disjoint sets of records, some of which must never meet (union by size with path halving)."""

    def __init__(self, names: Sequence[str]) -> None:
        self._above = {name: name for name in names}
        self._members = {name: [name] for name in names}
        self._enemies: dict[str, set[str]] = defaultdict(set)

    def of(self, name: str) -> str:
        """The record that stands for the group of this one."""
        while self._above[name] != name:
            self._above[name] = name = self._above[self._above[name]]
        return name

    def are_together(self, one: str, other: str) -> bool:
        """Whether two records are in one group."""
        return self.of(one) == self.of(other)

    def part(self, one: str, other: str) -> None:
        """From now on the groups of these two may not meet."""
        first, second = self.of(one), self.of(other)
        self._enemies[first].add(second)
        self._enemies[second].add(first)

    def may_meet(self, one: str, other: str) -> bool:
        """Whether nothing forbids joining the groups of these two."""
        return self.of(other) not in self._enemies[self.of(one)]

    def join(self, one: str, other: str) -> None:
        """Make one group of the groups of these two."""
        first, second = self.of(one), self.of(other)
        if first == second:
            return
        if len(self._members[first]) < len(self._members[second]):
            first, second = second, first
        self._above[second] = first
        self._members[first] += self._members.pop(second)
        for enemy in self._enemies.pop(second, set()):
            self._enemies[enemy].discard(second)
            self._enemies[enemy].add(first)
            self._enemies[first].add(enemy)

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """All groups, each sorted, in the order of their first records."""
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))
