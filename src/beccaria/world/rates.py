"""Hold the rates of the simulated service, each with its unit and its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: what it is worth, in which unit, and where it comes from."""

    name: str
    value: float
    unit: str
    source: str


@cache
def table(name: str) -> Any:
    """A YAML table of the world's data folder."""
    return yaml.safe_load((files("beccaria.world.data") / name).read_text(encoding="utf-8"))


@cache
def all_rates() -> Mapping[str, Rate]:
    """Every rate by name, in the order of the file."""
    rows = table("rates.yaml")
    return {name: Rate(name, float(row["value"]), row["unit"], row["source"]) for name, row in rows.items()}


def rate(name: str) -> float:
    """The value of one rate."""
    return all_rates()[name].value
