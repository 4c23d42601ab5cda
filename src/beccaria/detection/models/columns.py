"""Conditions that the tables of detection share."""

from typing import Final

from beccaria.core.handling import LIMITS, Limit

MARKING: Final = ("site", "level", "compartments", "handling")
# Handling that says "not elsewhere" keeps a row at the prison that wrote it (rule 2).
HELD_BACK: Final = sorted(code for code, limits in LIMITS.items() if Limit.NOT_ELSEWHERE in limits)
SENT_HERE: Final = (
    f"NOT ({{row}}.handling && ARRAY{HELD_BACK}::text[])"
    " AND {row}.reaches && (SELECT app_list('sites'))::text[]"
)
# What hangs on an alert is there for those who see the alert, if the row is for them too.
OF_ALERT: Final = "EXISTS (SELECT 1 FROM detection_alert parent WHERE parent.id = {row}.alert_id)"
OF_RULE: Final = "EXISTS (SELECT 1 FROM detection_rule parent WHERE parent.id = {row}.rule_id)"
OF_CHANGE: Final = "EXISTS (SELECT 1 FROM detection_rulechange parent WHERE parent.id = {row}.change_id)"
