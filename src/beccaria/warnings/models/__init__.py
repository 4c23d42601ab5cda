"""The tables of warnings, bans and the gate."""

from beccaria.warnings.models.banning import Ban, BanOrigin
from beccaria.warnings.models.gate import GateDecision
from beccaria.warnings.models.warning import Delivery, Origin, Version, WarningRecord

__all__ = ["Ban", "BanOrigin", "Delivery", "GateDecision", "Origin", "Version", "WarningRecord"]
