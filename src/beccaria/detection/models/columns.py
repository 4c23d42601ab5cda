"""Conditions that the tables of detection share."""

from typing import Final

from beccaria.core.handling import HELD_BACK

MARKING: Final = ("site", "level", "compartments", "handling")
SENT_HERE: Final = (
    f"NOT ({{row}}.handling && ARRAY{HELD_BACK}::text[])"
    " AND {row}.reaches && (SELECT app_list('sites'))::text[]"
)
_HERE: Final = "held.id = {row}.person_id AND held.site = ANY ((SELECT app_list('sites'))::text[])"
# What is asked about somebody reaches the prison that holds him now.
HELD_HERE: Final = (
    f"NOT ({{row}}.handling && ARRAY{HELD_BACK}::text[])"  # noqa: S608  constants
    f" AND EXISTS (SELECT 1 FROM people_person held WHERE {_HERE})"
)
# What hangs on an alert is there for those who see the alert, if the row is for them too.
OF_ALERT: Final = "EXISTS (SELECT 1 FROM detection_alert parent WHERE parent.id = {row}.alert_id)"
OF_RULE: Final = "EXISTS (SELECT 1 FROM detection_rule parent WHERE parent.id = {row}.rule_id)"
OF_CHANGE: Final = "EXISTS (SELECT 1 FROM detection_rulechange parent WHERE parent.id = {row}.change_id)"
