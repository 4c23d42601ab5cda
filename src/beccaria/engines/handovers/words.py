"""Says in a sentence or two why one phone is held to have replaced another."""

from datetime import UTC, datetime
from typing import Any

from beccaria.engines.handovers.replacing import Handover

_DAY = 86_400
_MANY = 1_000_000


def why(found: Handover) -> str:
    """What speaks for it, in figures that can be looked up in the calls."""
    day = datetime.fromtimestamp(found.moment * _DAY, tz=UTC)
    parts = [
        f"{found.new} came into use on {day.day} {day:%B %Y}{_tried(found)}",
        f"{found.shared} of its {found.new_contacts} contacts were among the {found.old_contacts} of"
        f" {found.old} before",
        _moved(found),
        f"contacts, directions, hours and places so alike are {_times(found.times)} likelier of one person's"
        f" phones than of two people's",
    ]
    sentence = "; ".join(parts) + "."
    if found.together:
        sentence += " It shows only when the changes of others in the circle are known."
    return sentence


def _tried(found: Handover) -> str:
    if not found.tried:
        return ""
    return " (one call before)" if found.tried == 1 else f" ({found.tried} calls before)"


def _moved(found: Handover) -> str:
    expected = max(1, round(found.expected))
    return (
        f"about {expected:,} calls between {found.old} and them were to be expected afterwards,"
        f" there {'was' if found.stayed == 1 else 'were'} {found.stayed:,}"
    )


def _times(times: float) -> str:
    if times >= _MANY:
        return "more than a million times"
    return f"{times:,.0f} times" if times >= 10 else f"{times:.1f} times"  # noqa: PLR2004  a digit more


def document(found: Handover) -> dict[str, Any]:
    """One row as `network handovers --json` prints it."""
    return {
        "old": found.old,
        "new": found.new,
        "confidence": found.confidence,
        "why": why(found),
        "since": datetime.fromtimestamp(found.moment * _DAY, tz=UTC).isoformat(timespec="minutes"),
        "shared_contacts": found.shared,
        "calls_stayed": found.stayed,
        "calls_expected": found.expected,
    }
