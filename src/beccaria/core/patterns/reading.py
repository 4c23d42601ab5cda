"""Make a pattern of plain values, as YAML gives them after its schema was checked."""

from collections.abc import Mapping
from typing import Any

from beccaria.core.patterns.model import Case, Kind, Parameter, Pattern, Stage


def pattern_from(said: Mapping[str, Any]) -> Pattern:
    """The pattern these values describe. Raises KeyError, ValueError or TypeError for another shape."""
    return Pattern(
        id=said["id"],
        version=int(said["version"]),
        title=said["title"],
        purpose=said["purpose"],
        ground=said["ground"],
        flags=said["flags"],
        must_not=tuple(said["must_not"]),
        sentence=said["sentence"],
        unusual=said["unusual"],
        against=said["against"],
        values=dict(said["values"]),
        reads=tuple(said["reads"]),
        stage=Stage(said["stage"]),
        base_rate=float(said["base_rate"]),
        floor=float(said["floor"]),
        innocent_if=tuple(said["innocent_if"]),
        check_next=tuple(said["check_next"]),
        parameters=tuple(_parameter(name, one) for name, one in said.get("parameters", {}).items()),
        cases=tuple(_case(one) for one in said["cases"]),
        sources=tuple(said["sources"]),
        basis=said.get("basis", "intelligence"),
        compartment=said.get("compartment", ""),
        needs=tuple(said.get("needs", ())),
        phrases={name: dict(words) for name, words in said.get("phrases", {}).items()},
    )


def _parameter(name: str, said: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=name,
        means=said["means"],
        kind=Kind(said["kind"]),
        default=said["default"],
        least=said.get("least"),
        most=said.get("most"),
        countries=dict(said.get("countries", {})),
    )


def _case(said: Mapping[str, Any]) -> Case:
    return Case(
        name=said["name"],
        until=str(said["until"]),
        tables={kind: tuple(rows) for kind, rows in said["tables"].items()},
        found=tuple(str(key) for key in said["found"]),
        parameters=dict(said.get("parameters", {})),
    )
