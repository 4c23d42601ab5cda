"""What other apps may ask of detection."""

from beccaria.detection.actions.answering import answer, put_aside
from beccaria.detection.actions.changing import decide_change, propose_change
from beccaria.detection.actions.comparing import compare
from beccaria.detection.actions.keeping import suspend_below_floor
from beccaria.detection.actions.receiving import Received, receive
from beccaria.detection.actions.running import InForce, in_force, run_rules, take
from beccaria.detection.queries.alerts import about, queue, waiting
from beccaria.detection.queries.found import FoundShown, found
from beccaria.detection.queries.tables import Sources, sources, tables

__all__ = [
    "FoundShown",
    "InForce",
    "Received",
    "Sources",
    "about",
    "answer",
    "compare",
    "decide_change",
    "found",
    "in_force",
    "propose_change",
    "put_aside",
    "queue",
    "receive",
    "run_rules",
    "sources",
    "suspend_below_floor",
    "tables",
    "take",
    "waiting",
]
