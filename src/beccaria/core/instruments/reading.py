"""Make an instrument of plain values, as YAML or JSON gives them; its sense is judged by `faults`."""

from collections.abc import Mapping
from typing import Any

from beccaria.core.instruments.model import Band, Instrument, Item, ItemKind, Level, Node, Rule, RuleKind


def instrument_from(said: Mapping[str, Any]) -> Instrument:
    """The instrument these values describe. Raises KeyError, ValueError or TypeError for another shape."""
    scoring = said["scoring"]
    return Instrument(
        id=said["id"],
        version=int(said["version"]),
        title=said["title"],
        purpose=said["purpose"],
        items=tuple(_item(one) for one in said["items"]),
        rule=Rule(
            kind=RuleKind(scoring["rule"]),
            axes={name: _bands(bands) for name, bands in scoring.get("axes", {}).items()},
            cells=tuple(tuple(row) for row in scoring.get("cells", ())),
            root=scoring.get("root", ""),
            nodes={
                name: Node(node["item"], dict(node["leads"]))
                for name, node in scoring.get("nodes", {}).items()
            },
        ),
        bands=_bands(said["bands"]),
        users=tuple(said["users"]),
        training=said["training"],
        validity=said["validity"],
        review_days=int(said["review_days"]),
        sources=tuple(said["sources"]),
        compartment=said.get("compartment", ""),
        decided_by=tuple(said.get("decided_by", ())),
        second_from=said.get("second_from", ""),
        later=tuple(said.get("later", ())),
    )


def _item(said: Mapping[str, Any]) -> Item:
    return Item(
        id=said["id"],
        question=said["question"],
        kind=ItemKind(said["kind"]),
        evidence=said["evidence"],
        levels=tuple(
            Level(one["name"], float(one["points"]), one.get("anchor", "")) for one in said["levels"]
        ),
        weight=float(said.get("weight", 1)),
        cost=float(said.get("cost", 1)),
        axis=said.get("axis", ""),
        uses=frozenset(said.get("uses", ())),
        ask=said.get("ask", ""),
    )


def _bands(said: list[Mapping[str, Any]]) -> tuple[Band, ...]:
    return tuple(Band(one["name"], float(one["from"]), one.get("words", "")) for one in said)
