"""What other apps may ask of detection."""

from beccaria.detection.actions.answering import answer, put_aside
from beccaria.detection.actions.changing import decide_change, propose_change
from beccaria.detection.actions.comparing import compare
from beccaria.detection.actions.keeping import suspend_below_floor
from beccaria.detection.actions.pieces import pieces
from beccaria.detection.actions.receiving import Received, receive
from beccaria.detection.actions.running import InForce, in_force, run_rules, take
from beccaria.detection.queries.alerts import about, queue, waiting
from beccaria.detection.queries.found import FoundShown, found
from beccaria.detection.queries.kept_back import KeptBack, kept_back
from beccaria.detection.queries.summaries import KEPT_KINDS, changed_since
from beccaria.detection.queries.summaries import folder as state_folder
from beccaria.detection.queries.tables import Sources, sources, tables

__all__ = [
    "KEPT_KINDS",
    "FoundShown",
    "InForce",
    "KeptBack",
    "Received",
    "Sources",
    "about",
    "answer",
    "changed_since",
    "compare",
    "decide_change",
    "found",
    "in_force",
    "kept_back",
    "pieces",
    "propose_change",
    "put_aside",
    "queue",
    "receive",
    "run_rules",
    "sources",
    "state_folder",
    "suspend_below_floor",
    "tables",
    "take",
    "waiting",
]
