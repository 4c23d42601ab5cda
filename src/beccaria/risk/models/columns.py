"""Conditions that the tables of risk share."""

from typing import Final

OF_ASSESSMENT: Final = "EXISTS (SELECT 1 FROM risk_assessment parent WHERE parent.id = {row}.assessment_id)"
