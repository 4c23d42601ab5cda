"""Says in a sentence or two why one phone is held to have replaced another."""

from datetime import UTC, datetime
from typing import Any

from beccaria.engines.handovers.replacing import Handover

_DAY = 86_400
_ROUND = 10
_TELLING = 2.0


def why(found: Handover) -> str:
    """What speaks for it, in figures that can be looked up in the calls."""
    day = datetime.fromtimestamp(found.moment * _DAY, tz=UTC)
    contacts = (
        f"{found.shared} of its {found.new_contacts} contacts were among the {found.old_contacts} of"
        f" {found.old} before"
    )
    alike = (
        f"contacts, directions, hours and places so alike are {_times(found)} likelier of one person's"
        " phones than of two people's"
    )
    began = f"{found.new} came into use on {day.day} {day:%B %Y}{_tried(found)}"
    parts = [began, contacts, _moved(found), *([alike] if found.times >= _TELLING else [])]
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


def _times(found: Handover) -> str:
    """No file bears more than its own comparisons: at their bound it is said to be at least so much."""
    shown = f"{found.times:,.0f}" if found.times >= _ROUND else f"{found.times:.1f}"
    return f"{'at least ' if found.at_bound else ''}{shown} times"


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
