"""Make a pack of decisions of plain values, as YAML gives them, and say what is wrong with one."""

from collections.abc import Iterator, Mapping
from typing import Any

from beccaria.core.decisions.model import Condition, Fact, FactKind, Op, Pack, Rule, Some, Test, Tree


def pack_from(said: Mapping[str, Any]) -> Pack:
    """The pack these values describe. Raises KeyError, ValueError or TypeError for another shape."""
    return Pack(
        id=said["id"],
        version=int(said["version"]),
        title=said["title"],
        purpose=said["purpose"],
        sources=tuple(said["sources"]),
        categories=tuple(said["categories"]),
        facts=tuple(_fact(one) for one in said["facts"]),
        trees=tuple(_tree(one) for one in said["decisions"]),
    )


def _fact(said: Mapping[str, Any]) -> Fact:
    return Fact(
        name=said["name"],
        kind=FactKind(said["kind"]),
        question=said["question"],
        unknown_as=said.get("unknown_as"),
        possible=tuple(said.get("possible", ())),
        of=tuple(_fact(one) for one in said.get("of", ())),
    )


def _tree(said: Mapping[str, Any]) -> Tree:
    return Tree(
        id=said["id"],
        title=said["title"],
        each=said.get("each", ""),
        rules=tuple(
            Rule(
                id=one["id"],
                when=tuple(_condition(each) for each in one.get("when", ())),
                category=one["category"],
                notify=tuple(one.get("notify", ())),
                say=one["say"],
                described=one.get("described", True),
            )
            for one in said["rules"]
        ),
    )


def _condition(said: Mapping[str, Any]) -> Condition:
    if "some" in said:
        return Some(said["some"], tuple(_test(one) for one in said["with"]))
    return _test(said)


def _test(said: Mapping[str, Any]) -> Test:
    op = next(Op(key) for key in said if key in set(Op))
    value = said[op.value]
    return Test(said["fact"], op, tuple(value) if isinstance(value, list) else (value,))


def pack_faults(pack: Pack) -> list[str]:
    """Everything that is wrong with a pack, one sentence each; nothing when it can be used."""
    return [fault for tree in pack.trees for fault in _tree_faults(pack, tree)]


def _tree_faults(pack: Pack, tree: Tree) -> Iterator[str]:
    facts = {one.name: one for one in pack.facts}
    if tree.each and (tree.each not in facts or facts[tree.each].kind is not FactKind.LIST):
        yield f"{tree.id} goes through {tree.each}, which is no list: name a fact of the kind list."
        return
    own = {f"{tree.each}.{one.name}" for one in facts[tree.each].of} if tree.each else set()
    if not tree.rules or tree.rules[-1].when:
        yield f"{tree.id} can end without an outcome: let its last rule have no conditions."
    for rule in tree.rules:
        if rule.category not in pack.categories:
            yield f"{tree.id}, {rule.id}: {rule.category} is no category: write one of {', '.join(pack.categories)}."
        for condition in rule.when:
            if isinstance(condition, Some):
                known = facts.get(condition.list)
                names = {one.name for one in known.of} if known else set()
                missing = [test.fact for test in condition.tests if test.fact not in names]
            else:
                missing = [condition.fact] if condition.fact not in {*facts, *own} else []
            if missing:
                yield f"{tree.id}, {rule.id}: there is no fact {missing[0]}: name it among the facts first."
