"""Keep events of doors, from a file or a batch: what is particular to them, and the statements over rows that came in.

The statements are over `incoming`, whose columns are those of a file of doors, and `made_person`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.core.clocks import Company

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.lib.tables import Value

REGISTER: Final = "'register'"
"""SQL of the source of what the service loads from files."""
OF_PRISON: Final = "'register:' || incoming.establishment"
"""The same of what a prison sends: a register of its own, so that it changes nobody else's rows."""

_VALUES: Final = (
    "incoming.establishment, incoming.made_person, incoming.at, incoming.way, incoming.company,"
    " coalesce(incoming.wing, ''), coalesce(incoming.cell, '')"
)
# What is known of a door is as protected as the person it is of, also when it turns out to be another's.
CHANGE: Final = f"""
UPDATE measures_doorevent known
SET (site, person_id, at, way, company, wing, cell) = ROW({_VALUES}), level = his.level, handling = his.handling
FROM incoming JOIN people_person his ON his.id = incoming.made_person
WHERE known.source = {{source}} AND known.key = incoming.door_id
  AND (known.site, known.person_id, known.at, known.way, known.company, known.wing, known.cell)
    IS DISTINCT FROM ({_VALUES})
"""  # noqa: S608  constants
"""Take corrections over."""
# An identifier that is taken by what the sender may not see says nothing: nothing is written, and nothing is told.
ADD: Final = f"""
INSERT INTO measures_doorevent
  (id, source, key, recorded_at, level, compartments, handling, stated_by,
   site, person_id, at, way, company, wing, cell)
SELECT gen_random_uuid()::text, {{source}}, incoming.door_id, %(at)s, his.level, '{{{{}}}}', his.handling, '', {_VALUES}
FROM incoming JOIN people_person his ON his.id = incoming.made_person
ON CONFLICT (source, key) DO NOTHING
"""  # noqa: S608  constants
"""Write down what is not known yet."""


def judge(site_of: Callable[[str], tuple[str | None, bool]]) -> Callable[[dict[str, Value]], str | None]:
    """What is particular to doors: the prison is known; with whom he was is no contact unless it is said.

    `site_of` says the code of an establishment as it is written, and whether its rows may come in.
    """

    def said(values: dict[str, Value]) -> str | None:
        values["company"] = str(values["company"] or Company.OTHER.value)
        written = str(values["establishment"])
        code, may = site_of(written)
        if code is None:
            return f"establishment: there is no establishment {written}: load the estate first."
        if not may:
            return f"establishment: the row is of another prison ({code}): whoever works there brings it in."
        values["establishment"] = code
        return None

    return said
