"""Hand many identifiers to the database as one text: an array of texts is escaped one by one, each time.

The statement takes them apart again with `string_to_array(%(records)s, chr(31))`.
"""

from collections.abc import Iterable
from typing import Final

_BETWEEN: Final = "\x1f"


def as_text(ids: Iterable[str]) -> str:
    """Identifiers as one text. None of ours holds the sign between them; whatever does is nobody's."""
    return _BETWEEN.join(one for one in ids if _BETWEEN not in one)
