"""Find what is wrong with the tree of an instrument: ways that lead nowhere, circles, questions nobody meets."""

from collections.abc import Iterator
from typing import Final

from beccaria.core.instruments.model import Instrument
from beccaria.core.refusal import Phrase

MOST_WAYS: Final = 10_000


def tree_faults(one: Instrument, *, most: int) -> Iterator[Phrase]:
    """Everything that is wrong with it; `most` is how many questions somebody can follow."""
    nodes, known = one.rule.nodes, {band.name for band in one.bands}
    if not one.rule.root:
        yield Phrase("The tree does not say where it begins: name its first question.")
        return
    if one.rule.root not in nodes:
        yield Phrase(
            "The tree begins at %(root)s, which is no question of it: name its first question.",
            {"root": one.rule.root},
        )
        return
    if len(nodes) > most:
        yield Phrase(
            "The tree has %(count)s questions: nobody follows more than %(most)s; split the instrument.",
            {"count": len(nodes), "most": most},
        )
        return
    if both := sorted(set(nodes) & known):
        yield Phrase(
            "%(names)s is a question and a band: give one of them another name.", {"names": ", ".join(both)}
        )
    yield from _questions(one, known)
    yield from _ways_through(one)


def _questions(one: Instrument, known: set[str]) -> Iterator[Phrase]:
    items = {item.id: item for item in one.items}
    for name, node in one.rule.nodes.items():
        if node.item not in items:
            yield Phrase(
                "%(question)s asks %(item)s, which is no item: name one.",
                {"question": name, "item": node.item},
            )
            continue
        answers = {level.name for level in items[node.item].levels}
        if missing := sorted(answers - set(node.leads)):
            yield Phrase(
                "%(question)s leads nowhere for %(answers)s: say where.",
                {"question": name, "answers": ", ".join(missing)},
            )
        if untold := sorted(set(node.leads) - answers):
            yield Phrase(
                "%(question)s says where %(answers)s leads, which is no answer of its item: correct it.",
                {"question": name, "answers": ", ".join(untold)},
            )
        if strange := sorted(set(node.leads.values()) - set(one.rule.nodes) - known):
            yield Phrase(
                "%(question)s leads to %(goals)s, which is neither a question nor a band.",
                {"question": name, "goals": ", ".join(strange)},
            )


def _ways_through(one: Instrument) -> Iterator[Phrase]:
    nodes, reached, path = one.rule.nodes, set[str](), list[str]()

    def walk(name: str) -> str | None:
        if name in path:
            return " → ".join([*path[path.index(name) :], name])
        if name not in nodes or name in reached:
            return None
        path.append(name)
        found = next((said for to in nodes[name].leads.values() if (said := walk(to))), None)
        path.pop()
        reached.add(name)
        return found

    if circle := walk(one.rule.root):
        yield Phrase(
            "The tree goes round in a circle (%(circle)s): let every way end in a band.", {"circle": circle}
        )
        return
    if lost := sorted(set(nodes) - reached):
        yield Phrase("Nothing leads to %(names)s: lead there, or take it out.", {"names": ", ".join(lost)})
    if (ways := _ways(one, one.rule.root, {})) > MOST_WAYS:
        # scoring.bounds goes through every way when answers are unknown: that stays quick for small trees only.
        yield Phrase(
            "The tree has %(count)s ways through it, more than anybody can explain: split the instrument.",
            {"count": ways},
        )


def _ways(one: Instrument, name: str, known: dict[str, int]) -> int:
    """How many ways lead from here to a band. Only for a tree without a circle."""
    if name not in one.rule.nodes:
        return 1
    if name not in known:
        known[name] = sum(_ways(one, to, known) for to in one.rule.nodes[name].leads.values())
    return known[name]
