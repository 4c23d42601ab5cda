"""Conditions of row policies that many tables share: what handling keeps at its prison, whom a prison holds now."""

from typing import Final

from beccaria.core.handling import HELD_BACK

ME: Final = "(SELECT app_text('actor'))"
MY_PRISONS: Final = "(SELECT app_list('sites'))::text[]"
# Handling that says "not elsewhere" keeps a row at the prison that wrote it (rule 2).
MAY_GO: Final = f"NOT ({{row}}.handling && ARRAY{HELD_BACK}::text[])"
# What is thought and decided of somebody follows him: the prison that holds him now must know.
_HERE: Final = f"held.id = {{row}}.person_id AND held.site = ANY ({MY_PRISONS})"
HELD_NOW: Final = f"EXISTS (SELECT 1 FROM people_person held WHERE {_HERE})"  # noqa: S608  constants
HELD_HERE: Final = f"{MAY_GO} AND {HELD_NOW}"
