"""Hand many identifiers to the database as one text: an array of texts is escaped one by one, each time.

The statement takes them apart again with `string_to_array(%(records)s, chr(31))`.
"""

from collections.abc import Iterable
from typing import Final

_BETWEEN: Final = "\x1f"
_MANY: Final = 16


def as_text(ids: Iterable[str]) -> str:
    """Identifiers as one text. None of ours holds the sign between them; whatever does is nobody's."""
    return _BETWEEN.join(one for one in ids if _BETWEEN not in one)


def are_many(value: object) -> bool:
    """Whether a value asks about more than PostgreSQL takes for granted of a list it does not know: ten or so."""
    several = (
        value.count(_BETWEEN) if isinstance(value, str) else len(value) if isinstance(value, list) else 0
    )
    return several > _MANY
