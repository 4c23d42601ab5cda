"""Which duties go together, and the rows of rules that many acts share."""

from typing import Final

from beccaria.core.actors import Duty
from beccaria.core.policy.rules import (
    Row,
    at_site,
    is_cleared,
    is_in_compartment,
    is_open,
    is_reached,
    on_duty,
)

_D = Duty
EVERYBODY: Final = on_duty(*(duty for duty in Duty if duty is not Duty.SYSTEM))
STAFF: Final = on_duty(*(duty for duty in Duty if duty not in {Duty.SYSTEM, Duty.LIAISON}))
SYSTEM: Final = on_duty(Duty.SYSTEM)
UNIT: Final = on_duty(_D.PIO, _D.HEAD)
INTELLIGENCE: Final = on_duty(_D.PIO, _D.HEAD, _D.ANALYST)
WRITERS: Final = on_duty(_D.OFFICER, _D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT, _D.ASSESSOR)
CUSTODY: Final = on_duty(_D.OFFICER, _D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT, _D.ASSESSOR, _D.ANALYST)
OVERSEERS: Final = on_duty(_D.DPO)
CUSTODIANS: Final = on_duty(_D.CUSTODIAN, _D.DPO)
# Whoever may stand at the gate, or answers for it.
GATE: Final = on_duty(_D.OFFICER, _D.PIO, _D.HEAD, _D.GOVERNOR)
WARNERS: Final = on_duty(_D.PIO, _D.HEAD, _D.GOVERNOR, _D.ANALYST)
DECIDERS: Final = on_duty(_D.GOVERNOR, _D.HEAD)
# Whoever decides where people live or what they are held to be must know of groups; a landing need not.
GROUP_READERS: Final = on_duty(_D.PIO, _D.HEAD, _D.ANALYST, _D.GOVERNOR, _D.PLACEMENT, _D.ASSESSOR)
GROUP_REVIEWERS: Final = on_duty(_D.HEAD, _D.ANALYST)
# Who judges risk, and who answers for it. A landing reports what it sees and never reads assessments.
RATERS: Final = on_duty(_D.ASSESSOR, _D.PIO, _D.HEAD, _D.GOVERNOR, _D.PLACEMENT)
JUDGES: Final = on_duty(_D.ASSESSOR, _D.PIO, _D.HEAD)
# Who sees how instruments do: figures over many, nobody's own assessment.
MONITORS: Final = on_duty(_D.DPO, _D.HEAD, _D.GOVERNOR, _D.ANALYST, _D.ASSESSOR)

ANYONE: Final[tuple[Row, ...]] = ((EVERYBODY,), (SYSTEM,))
READ_SITE: Final[tuple[Row, ...]] = ((CUSTODY, at_site, is_cleared), (SYSTEM,))
UNIT_SITE: Final[tuple[Row, ...]] = ((UNIT, at_site, is_cleared), (SYSTEM,))
INTEL_SITE: Final[tuple[Row, ...]] = ((INTELLIGENCE, at_site, is_cleared), (SYSTEM,))
GROUPS: Final[tuple[Row, ...]] = (
    (GROUP_READERS, at_site, is_cleared),
    (GROUP_READERS, is_reached, is_cleared),
    (SYSTEM,),
)
# What is thought of somebody's risk: where it was written and where he is now, but nobody's draft.
RISK: Final[tuple[Row, ...]] = (
    (GROUP_READERS, at_site, is_cleared, is_open),
    (GROUP_READERS, is_reached, is_cleared, is_open),
    (SYSTEM,),
)
RISK_DECIDED: Final[tuple[Row, ...]] = (
    (on_duty(_D.ASSESSOR, _D.HEAD, _D.GOVERNOR), at_site, is_cleared, is_open),
    (on_duty(_D.ASSESSOR, _D.HEAD, _D.GOVERNOR), is_reached, is_cleared, is_open),
    (SYSTEM,),
)
# The integrity duty sees what lies in its compartment and nothing else of the intelligence units.
INTEGRITY: Final = on_duty(_D.INTEGRITY)
ALERTS: Final[tuple[Row, ...]] = (
    (INTELLIGENCE, at_site, is_cleared, is_open),
    (INTEGRITY, at_site, is_cleared, is_in_compartment, is_open),
    (SYSTEM,),
)
# Whoever decides where people live must be told who may not share; a landing is told what it may read itself.
PLACERS: Final = on_duty(_D.PLACEMENT, _D.GOVERNOR, _D.HEAD, _D.PIO)
PROPOSERS: Final = on_duty(_D.PLACEMENT, _D.GOVERNOR, _D.HEAD)
PLACING: Final = on_duty(_D.PLACEMENT, _D.GOVERNOR)
MOVERS: Final = on_duty(_D.OFFICER, _D.PLACEMENT, _D.GOVERNOR, _D.HEAD, _D.PIO)
COMPARTMENTS: Final = on_duty(_D.HANDLER, _D.EXITS)
# What is restricted is known to whoever carries it out; why, only to whoever judges it, and to who oversees.
MEASURES: Final[tuple[Row, ...]] = (
    (CUSTODY, at_site, is_cleared, is_open),
    (CUSTODY, is_reached, is_cleared, is_open),
    (OVERSEERS, at_site, is_cleared),
    (SYSTEM,),
)
MEASURES_DECIDED: Final[tuple[Row, ...]] = (
    (DECIDERS, at_site, is_cleared, is_open),
    (DECIDERS, is_reached, is_cleared, is_open),
    (SYSTEM,),
)
DOORS: Final[tuple[Row, ...]] = (
    (CUSTODY, at_site, is_cleared),
    (CUSTODY, is_reached, is_cleared),
    (OVERSEERS, at_site, is_cleared),
    (SYSTEM,),
)
INTEL_REACHED: Final[tuple[Row, ...]] = (*INTEL_SITE, (INTELLIGENCE, is_reached, is_cleared))
