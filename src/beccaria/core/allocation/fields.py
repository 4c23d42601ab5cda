"""Take values out of a document that somebody else wrote, and say in one sentence what is wrong with one."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from beccaria.core.refusal import BadInput

_MOST: Final = 10**9


def rows(said: Mapping[str, Any], name: str, *, of: str = "The instance") -> Iterator[Mapping[str, Any]]:
    """The objects of a list; none if it is not there."""
    found = said.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise BadInput("%(of)s: “%(name)s” must be a list of objects.", of=of, name=name)
    yield from found


def text(said: Mapping[str, Any], name: str, *, of: str, default: str | None = None) -> str:
    """A text that is not empty, or the default."""
    found = said.get(name)
    if found is None and default is not None:
        return default
    if not isinstance(found, str) or not found:
        raise BadInput("%(of)s has no %(name)s: write one.", of=of, name=name)
    return found


def whole(
    said: Mapping[str, Any],
    name: str,
    *,
    of: str,
    default: int | None = None,
    most: int = _MOST,
    least: int = 0,
) -> int:
    """A whole number from 0 to `most`."""
    found = said.get(name, default)
    if isinstance(found, bool) or not isinstance(found, int):
        raise BadInput("%(of)s: “%(name)s” must be a whole number.", of=of, name=name)
    if not least <= found <= most:
        raise BadInput(
            "%(of)s: “%(name)s” must lie between %(least)s and %(most)s.",
            of=of,
            name=name,
            least=least,
            most=most,
        )
    return found


def texts(said: Mapping[str, Any], name: str, *, of: str) -> frozenset[str]:
    """A list of texts as a set; empty if it is not there."""
    return frozenset(listed(said, name, of=of))


def listed(said: Mapping[str, Any], name: str, *, of: str) -> tuple[str, ...]:
    """A list of texts in its order."""
    found = said.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
        raise BadInput("%(of)s: “%(name)s” must be a list of words.", of=of, name=name)
    return tuple(found)


def point(said: Mapping[str, Any], name: str, *, of: str) -> tuple[int, int] | None:
    """Two whole kilometres, or nothing where nothing is known."""
    found = said.get(name)
    if found is None:
        return None
    within = 100_000
    if (
        not isinstance(found, list)
        or len(found) != 2  # noqa: PLR2004  east and north
        or not all(isinstance(one, int) and not isinstance(one, bool) and abs(one) <= within for one in found)
    ):
        raise BadInput("%(of)s: “%(name)s” must be two whole kilometres, east and north.", of=of, name=name)
    return found[0], found[1]


def day(said: Mapping[str, Any], name: str, *, of: str) -> date:
    """A date such as 2026-11-21."""
    try:
        return date.fromisoformat(text(said, name, of=of))
    except ValueError as bad:
        raise BadInput("%(of)s: “%(name)s” must be a date such as 2026-11-21.", of=of, name=name) from bad
