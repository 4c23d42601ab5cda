"""Go through a pack's trees: the first rule that holds decides; every test is told, and what unknowns hide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from beccaria.core.decisions.facts import Known, Thing, World, read_facts, ways_of, worlds
from beccaria.core.decisions.model import Condition, Fact, Op, Pack, Rule, Some, Test, Tree, Value

_OP_WORDS: Final = {
    Op.IS: "is {}",
    Op.IS_ONE_OF: "is one of {}",
    Op.AT_LEAST: "is at least {}",
    Op.ABOVE: "is above {}",
    Op.BELOW: "is below {}",
}


@dataclass(frozen=True, slots=True, order=True)
class Outcome:
    """A category by its place among the pack's (the mildest 0), and who is told. The more, the stricter."""

    place: int
    told: int
    category: str
    notify: tuple[str, ...]

    @property
    def words(self) -> str:
        """Such as “B, tell safer_custody”."""
        told = f", tell {' and '.join(self.notify)}" if self.notify else ""
        return f"{self.category}{told}".replace("_", " ")


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that was looked at: every test in words, and whether it held. `about` names the thing of a list."""

    about: str
    rule: str
    tests: tuple[str, ...]
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one tree comes to: the outcome as the pack gives it, why, and what reading unknown as low hides.

    `possible` are the outcomes that could be if the unknowns were known, the mildest first.
    """

    tree: str
    title: str
    outcome: Outcome
    rule: str
    say: str
    described: bool
    trace: tuple[Step, ...]
    assumed: tuple[str, ...]
    possible: tuple[Outcome, ...]

    @property
    def warning(self) -> str:
        """What was read as low although nobody knows it, and what that hides; empty when everything was known."""
        if not self.assumed:
            return ""
        said = f"Treated unknown as low: {'; '.join(self.assumed)}."
        if len(self.possible) == 1:
            return f"{said} Knowing it would not change the outcome."
        return f"{said} If it were known, the outcome could be: {' | '.join(one.words for one in self.possible)}."


def decide(pack: Pack, said: Mapping[str, Any]) -> tuple[Decision, ...]:
    """What the pack decides on these facts (name -> value, “unknown” or left out). Raises BadInput.

    It prepares a decision by people and decides nothing itself.
    """
    given = read_facts(pack, said)
    return tuple(_decided(pack, tree, given) for tree in pack.trees)


def _decided(pack: Pack, tree: Tree, given: World) -> Decision:
    found: list[tuple[Outcome, Rule]] = []
    trace: list[Step] = []
    assumed: dict[str, None] = {}
    for thing, about in _things(pack, tree, given):
        rule, steps, unknown = _walk(pack, tree, given, thing, about)
        trace += steps
        assumed |= dict.fromkeys(unknown)
        found.append((_outcome(pack, rule), rule))
    if tree.each and given[tree.each] is None:
        assumed = {f"{pack.fact(tree.each).question}, read as none": None, **assumed}
    # The strictest of several wins; of equals the first.
    outcome, rule = max(found, key=lambda each: (each[0].place, each[0].told))
    return Decision(
        tree=tree.id,
        title=tree.title,
        outcome=outcome,
        rule=rule.id,
        say=rule.say,
        described=rule.described,
        trace=tuple(trace),
        assumed=tuple(assumed),
        possible=_possible(pack, tree, given),
    )


def _things(pack: Pack, tree: Tree, given: World) -> list[tuple[Thing | None, str]]:
    """What the rules are gone through for: each thing of the list, or once for nothing."""
    if not tree.each:
        return [(None, "")]
    several = given[tree.each]
    if not isinstance(several, tuple) or not several:
        return [(None, "")]
    fact = pack.fact(tree.each)
    return [(one, f"{fact.question} {number}") for number, one in enumerate(several, start=1)]


def _walk(
    pack: Pack, tree: Tree, given: World, thing: Thing | None, about: str
) -> tuple[Rule, list[Step], list[str]]:
    steps, unknown = [], list[str]()
    for rule in tree.rules:
        told = [_told(pack, tree, condition, given, thing) for condition in rule.when]
        holds = all(held for held, _, _ in told)
        steps.append(Step(about, rule.id, tuple(words for _, words, _ in told), holds))
        unknown += [one for _, _, assumed in told for one in assumed]
        if holds:
            return rule, steps, unknown
    raise ValueError(f"{tree.id} has no last rule without conditions.")  # pack_faults refuses such a pack


def _told(
    pack: Pack, tree: Tree, condition: Condition, given: World, thing: Thing | None
) -> tuple[bool, str, list[str]]:
    """Whether a condition holds, in words, and what was read as low because nobody knows it."""
    if isinstance(condition, Some):
        return _some(pack, condition, given[condition.list])
    own, _, name = condition.fact.rpartition(".")
    if own == tree.each and own:
        fact = pack.fact(own).part(name)
        # Without any thing in the list there is nothing unknown either: the pack reads it like an empty answer.
        return _test(fact, condition, thing[name] if thing else None, absent=thing is None)
    fact = pack.fact(condition.fact)
    value = given[condition.fact]
    return _test(fact, condition, None if isinstance(value, tuple) else value)


def _test(
    fact: Fact, test: Test, value: Value | None, *, absent: bool = False
) -> tuple[bool, str, list[str]]:
    read = fact.unknown_as if value is None else value
    holds = _compare(test, read)
    wanted = _OP_WORDS[test.op].format(", ".join(_said(one) for one in test.values))
    if value is not None:
        return holds, f"{fact.question} {wanted}: {_yes(holds)}, it is {_said(value)}", []
    if absent:
        return holds, f"{fact.question} {wanted}: {_yes(holds)}, there is none", []
    words = f"{fact.question} {wanted}: {_yes(holds)}, nobody knows it, read as {_said(read)}"
    return holds, words, [f"{fact.question}, read as {_said(read)}"]


def _some(pack: Pack, some: Some, several: Known) -> tuple[bool, str, list[str]]:
    fact = pack.fact(some.list)
    wanted = " and ".join(
        f"{fact.part(test.fact).question} {_OP_WORDS[test.op].format(', '.join(_said(v) for v in test.values))}"
        for test in some.tests
    )
    label = f"{fact.question}: one of which {wanted}"
    if not isinstance(several, tuple):
        return False, f"{label}: no, nobody knows, read as none", [f"{fact.question}, read as none"]
    assumed, passed = [], 0
    for number, thing in enumerate(several, start=1):
        held = [_test(fact.part(test.fact), test, thing[test.fact]) for test in some.tests]
        passed += all(each for each, _, _ in held)
        assumed += [f"{fact.question} {number}: {one}" for _, _, unknown in held for one in unknown]
    return passed > 0, f"{label}: {_yes(passed > 0)}, {passed} of {len(several)}", assumed


def _compare(test: Test, value: Value | None) -> bool:
    wanted = test.values[0]
    if test.op in (Op.IS, Op.IS_ONE_OF):
        return value is not None and value in test.values
    if not isinstance(value, int | float) or not isinstance(wanted, int | float):
        return False
    match test.op:
        case Op.AT_LEAST:
            return value >= wanted
        case Op.ABOVE:
            return value > wanted
        case _:
            return value < wanted


def _possible(pack: Pack, tree: Tree, given: World) -> tuple[Outcome, ...]:
    """Every outcome that is left open, exactly: all ways the unknowns could turn out are gone through."""
    shared = frozenset(
        condition.list if isinstance(condition, Some) else condition.fact
        for rule in tree.rules
        for condition in rule.when
        if isinstance(condition, Some) or "." not in condition.fact
    )
    found: set[Outcome] = set()
    for world in worlds(pack, given, shared):
        found |= _strictest(_of_things(pack, tree, world))
    return tuple(sorted(found))


def _of_things(pack: Pack, tree: Tree, world: World) -> list[set[Outcome]]:
    """For each thing of the list what it could come to in this world; an unknown list may be empty or hold one."""
    if not tree.each:
        return [{_came_to(pack, tree, world, None)}]
    fact, several = pack.fact(tree.each), world[tree.each]
    if not isinstance(several, tuple):
        nothing = dict.fromkeys((part.name for part in fact.of), None)
        ways: list[Thing | None] = [None, *ways_of(fact, nothing)]
        return [{_came_to(pack, tree, world, one) for one in ways}]
    if not several:
        return [{_came_to(pack, tree, world, None)}]
    return [{_came_to(pack, tree, world, one) for one in ways_of(fact, thing)} for thing in several]


def _strictest(each: Iterable[set[Outcome]]) -> set[Outcome]:
    """What the strictest of several can be when each can be any of its own."""
    several = list(each)
    most = max(min(one) for one in several)
    return {outcome for one in several for outcome in one if outcome >= most}


def _came_to(pack: Pack, tree: Tree, world: World, thing: Thing | None) -> Outcome:
    return _outcome(pack, _walk(pack, tree, world, thing, "")[0])


def _outcome(pack: Pack, rule: Rule) -> Outcome:
    return Outcome(pack.categories.index(rule.category), len(rule.notify), rule.category, rule.notify)


def _said(value: Value | None) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _yes(holds: bool) -> str:  # noqa: FBT001  a word for a truth
    return "yes" if holds else "no"
