"""Monitoring of instruments in use: what stays unknown, whether they come true, for whom they err. Never scored."""

from beccaria.engines.monitoring.alarm import Alarm
from beccaria.engines.monitoring.limits import Limits
from beccaria.engines.monitoring.report import Monitored, monitor
from beccaria.engines.monitoring.values import Assessed, Watched, watched

__all__ = ["Alarm", "Assessed", "Limits", "Monitored", "Watched", "monitor", "watched"]
