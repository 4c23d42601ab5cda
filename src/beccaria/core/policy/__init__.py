"""Who may do what. Nothing here reads the database or the clock.

`rules` are the conditions, `whom` the duties and rows that acts share, `table` the one table. A test judges random
actors and markings by it and by the row policies that `access.rows` writes from it.
"""

from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.policy.rules import Rule, stepped_up
from beccaria.core.policy.table import POLICY
from beccaria.core.policy.whom import DECIDERS

__all__ = ["DECIDERS", "POLICY", "Rule", "duties_that_may", "refusal", "stepped_up"]


def refusal(act: Act, actor: Actor, marking: Marking) -> str | None:
    """Say why the actor may not do this, or None when it is allowed.

    Of several rows the one that fails latest is worded: it is the nearest to being allowed.
    """
    nearest, said = -1, "Nobody may do this."
    for row in POLICY.get(act, ()):
        failed = next((place for place, rule in enumerate(row) if not rule.holds(actor, marking)), None)
        if failed is None:
            return None
        if failed > nearest:
            nearest, said = failed, row[failed].otherwise
    return said


def duties_that_may(act: Act) -> frozenset[Duty]:
    """The duties that can ever do this: for navigation and for the printed matrix."""
    able: set[Duty] = set()
    for row in POLICY.get(act, ()):
        named = [rule.duties for rule in row if rule.name == "on_duty"]
        able |= frozenset.intersection(*named) if named else frozenset(Duty)
    return frozenset(able)
