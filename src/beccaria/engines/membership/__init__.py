"""Propose who may belong together, and on what: from what people did by their own choice, never from what they are.

Proposals only: nothing is a membership before a human accepted it (rule 6). Nationality, faith, language, family alone,
a cell the prison chose and a lawyer's other clients are no evidence (core.groups.NOT_BASES): they are read only as
explanations that speak against (docs/explanation/memberships.md).
"""

from beccaria.engines.membership.circles import Circle, circles
from beccaria.engines.membership.leading import Lead, leads
from beccaria.engines.membership.proposing import Named, Proposed, propose
from beccaria.engines.membership.reading import Company, company, signs
from beccaria.engines.membership.shown import Shown
from beccaria.engines.membership.traces import Explained, Trace, TraceKind

__all__ = [
    "Circle",
    "Company",
    "Explained",
    "Lead",
    "Named",
    "Proposed",
    "Shown",
    "Trace",
    "TraceKind",
    "circles",
    "company",
    "leads",
    "propose",
    "signs",
]
