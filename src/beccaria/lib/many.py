"""Hand many identifiers to the database as one text, or so many at a time: an array is escaped one by one, each time.

The statement takes them apart again with `string_to_array(%(records)s, chr(31))`.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

Value = TypeVar("Value")

_BETWEEN: Final = "\x1f"
_MANY: Final = 16


def as_text(ids: Iterable[str]) -> str:
    """Identifiers as one text. None of ours holds the sign between them; whatever does is nobody's."""
    return _BETWEEN.join(one for one in ids if _BETWEEN not in one)


def batches(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """These values in their order, so many at a time."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def are_many(value: object) -> bool:
    """Whether a value asks about more than PostgreSQL takes for granted of a list it does not know: ten or so."""
    several = (
        value.count(_BETWEEN) if isinstance(value, str) else len(value) if isinstance(value, list) else 0
    )
    return several > _MANY
