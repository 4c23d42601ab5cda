"""Everything that changes warnings, bans, and what is decided at the gate."""

from beccaria.warnings.actions.banning import NewBan, end_ban, set_ban
from beccaria.warnings.actions.delivering import acknowledge, escalate_overdue, send_on
from beccaria.warnings.actions.gate import decide
from beccaria.warnings.actions.writing import NewWarning, Told, Written, correct, withdraw, write

__all__ = [
    "NewBan",
    "NewWarning",
    "Told",
    "Written",
    "acknowledge",
    "correct",
    "decide",
    "end_ban",
    "escalate_overdue",
    "send_on",
    "set_ban",
    "withdraw",
    "write",
]
