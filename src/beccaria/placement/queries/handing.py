"""Say what is decided of somebody in sentences that can be handed over with him."""

from collections.abc import Iterator, Mapping
from typing import Final

from beccaria.core.countries import StatusKind
from beccaria.core.refusal import Phrase
from beccaria.core.working_places import SKILL_WORDS
from beccaria.placement.queries.known import Judged

_STATUS: Final[Mapping[str, Phrase]] = {
    StatusKind.ORGANISED_CRIME: Phrase("organised crime"),
    StatusKind.HIGH_RISK: Phrase("high risk"),
    StatusKind.EXTREMIST: Phrase("extremist"),
}


def sentences(judged: Judged, *, near: int = 0) -> tuple[Phrase, ...]:
    """What whoever receives him must know; what nobody has judged is said as well."""
    return tuple(_sentences(judged, near))


def _sentences(judged: Judged, near: int) -> Iterator[Phrase]:
    if judged.escape:
        yield Phrase("Risk of escape: %(band)s.", {"band": judged.escape})
    else:
        yield Phrase("Risk of escape: nobody has judged it.")
    if judged.violence:
        yield Phrase("Risk of violence: %(band)s.", {"band": judged.violence})
    else:
        yield Phrase("Risk of violence: nobody has judged it.")
    for one in judged.status:
        yield Phrase("Status in force: %(status)s.", {"status": _STATUS.get(one, one)})
    if judged.tried:
        yield Phrase("He has escaped or tried to.")
    for skill in sorted({one.skill for one in judged.skills if one.skill}):
        yield Phrase("He %(skill)s.", {"skill": SKILL_WORDS[skill]})
    if near:
        yield Phrase("People of his are known near the way or the goal: %(count)s.", {"count": near})
