"""Say in sentences what shows that somebody belongs to a circle, and what speaks against it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from beccaria.engines.membership.shown import Shown
from beccaria.engines.membership.traces import TraceKind

_OLD: Final = 180
_WORDS: Final[dict[TraceKind, tuple[str, str]]] = {
    TraceKind.TOGETHER: (
        "Seen once in the company of others of this circle.",
        "Seen {n} times in the company of others of this circle.",
    ),
    TraceKind.CALL: (
        "One call with somebody with whom others of this circle are in touch.",
        "{n} calls with people with whom others of this circle are in touch.",
    ),
    TraceKind.VISIT: (
        "One visit by somebody with whom others of this circle are in touch.",
        "{n} visits by people with whom others of this circle are in touch.",
    ),
    TraceKind.PAYMENT: (
        "One payment from somebody with whom others of this circle are in touch.",
        "{n} payments from people with whom others of this circle are in touch.",
    ),
    TraceKind.SAME_SIDE: (
        "Once on one side with others of this circle in an incident.",
        "{n} times on one side with others of this circle in incidents.",
    ),
    TraceKind.SIGN: (
        "A sign of the group was seen on him once.",
        "A sign of the group was seen on him {n} times.",
    ),
    TraceKind.MATERIAL: (
        "Named with others of this circle in something that was found.",
        "Named with others of this circle in {n} things that were found.",
    ),
}


def because(evidence: Sequence[Shown]) -> Iterable[str]:
    """What speaks for it, one sentence a kind of trace."""
    for kind, (once, often) in _WORDS.items():
        if times := len({one.reference for one in evidence if one.kind is kind}):
            yield once if times == 1 else often.format(n=times)


def against(evidence: Sequence[Shown], innocent: Iterable[str], *, on: date) -> Iterable[str]:
    """What speaks against it. `innocent` are the reasons for which he is near others of the circle."""
    if reasons := sorted(set(innocent)):
        yield f"Something innocent brings him together with others of this circle: {', '.join(reasons)}."
    if len({one.reference for one in evidence if one.kind is TraceKind.TOGETHER}) == 1:
        yield "He was seen in their company only once: it may have been chance."
    if len({one.outsider for one in evidence if one.outsider}) == 1:
        yield "All contacts from outside go through one person, who may be a friend they have in common."
    newest = max((one.on for one in evidence), default=on)
    if (on - newest).days > _OLD:
        yield f"Nothing was seen for {(on - newest).days} days: he may have left."
    if len({other for one in evidence for other in one.others}) == 1:
        yield "He is tied to one person of the circle only: they may be friends, or family nobody told us of."
