"""Conditions that the tables of detection share."""

from typing import Final

from beccaria.access.api import MAY_GO, MY_PRISONS

SENT_HERE: Final = f"{MAY_GO} AND {{row}}.reaches && {MY_PRISONS}"
# What hangs on an alert is there for those who see the alert, if the row is for them too.
OF_ALERT: Final = "EXISTS (SELECT 1 FROM detection_alert parent WHERE parent.id = {row}.alert_id)"
OF_RULE: Final = "EXISTS (SELECT 1 FROM detection_rule parent WHERE parent.id = {row}.rule_id)"
OF_CHANGE: Final = "EXISTS (SELECT 1 FROM detection_rulechange parent WHERE parent.id = {row}.change_id)"
