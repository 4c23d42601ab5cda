"""Conditions that the tables of placement share."""

from typing import Final

from beccaria.access.api import MAY_GO, MY_PRISONS

# Who must be kept apart from whom, both prisons must know that hold one of the two now.
HOLDS_EITHER: Final = (
    f"{MAY_GO} AND EXISTS (SELECT 1 FROM people_person held"  # noqa: S608  constants
    f" WHERE held.id IN ({{row}}.one_id, {{row}}.other_id) AND held.site = ANY ({MY_PRISONS}))"
)
# An order is known where he comes from and where he goes.
GOES_THERE: Final = f"{{row}}.to_establishment = ANY ({MY_PRISONS})"
# A pack is known where he goes once it was sent there.
SENT_THERE: Final = f"{MAY_GO} AND {{row}}.sent_at IS NOT NULL AND {GOES_THERE}"
