"""Conditions that the tables of placement share."""

from typing import Final

from beccaria.core.handling import LIMITS, Limit

MARKING: Final = ("site", "level", "compartments", "handling")
# Handling that says "not elsewhere" keeps a row at the prison that wrote it (rule 2).
HELD_BACK: Final = sorted(code for code, limits in LIMITS.items() if Limit.NOT_ELSEWHERE in limits)
MAY_GO: Final = f"NOT ({{row}}.handling && ARRAY{HELD_BACK}::text[])"
_MINE: Final = "held.site = ANY ((SELECT app_list('sites'))::text[])"
# Who must be kept apart from whom, both prisons must know that hold one of the two now.
HOLDS_EITHER: Final = (
    f"{MAY_GO} AND EXISTS (SELECT 1 FROM people_person held"  # noqa: S608  constants
    f" WHERE held.id IN ({{row}}.one_id, {{row}}.other_id) AND {_MINE})"
)
# An order is known where he comes from and where he goes.
GOES_THERE: Final = "{row}.to_establishment = ANY ((SELECT app_list('sites'))::text[])"
# What somebody can do follows him to the prison that holds him.
HELD_HERE: Final = (
    f"{MAY_GO} AND EXISTS (SELECT 1 FROM people_person held"  # noqa: S608  constants
    f" WHERE held.id = {{row}}.person_id AND {_MINE})"
)
# A pack is known where he goes once it was sent there.
SENT_THERE: Final = f"{MAY_GO} AND {{row}}.sent_at IS NOT NULL AND {GOES_THERE}"
