"""Decisions by rules that people wrote: packs of trees, gone through with every test told and unknowns laid open."""

from beccaria.core.decisions.deciding import Decision, Outcome, Step, decide
from beccaria.core.decisions.model import UNKNOWN, Fact, FactKind, Op, Pack, Rule, Some, Test, Tree
from beccaria.core.decisions.reading import pack_faults, pack_from

__all__ = [
    "UNKNOWN",
    "Decision",
    "Fact",
    "FactKind",
    "Op",
    "Outcome",
    "Pack",
    "Rule",
    "Some",
    "Step",
    "Test",
    "Tree",
    "decide",
    "pack_faults",
    "pack_from",
]
