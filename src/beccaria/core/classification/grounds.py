"""What a category or status may rest on: a closed list of what somebody did or what was found, never what he is.

Sources: Directive (EU) 2016/680, Articles 10 and 11(3); DESIGN rule 9; DRIVE (2022) on labels and false positives.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from beccaria.core.refusal import BadInput, Phrase


class Ground(StrEnum):
    """The kinds of fact that a decision may name. Nothing outside this list counts."""

    CONVICTION = "conviction"
    COURT_FINDING = "court_finding"
    CONDUCT = "conduct"
    ESCAPE = "escape"
    FOUND = "found"
    INTELLIGENCE = "intelligence"
    ASSESSMENT = "assessment"
    MEMBERSHIP = "membership"
    POLICE_MAPPING = "police_mapping"
    SAFETY = "safety"


# What people offer as a ground and what is none, each with the sentence that refuses it (rules 8 and 9).
NOT_GROUNDS: Final[dict[str, str]] = {
    "nationality": "Nationality is never a ground.",
    "ethnicity": "Ethnic origin is never a ground.",
    "faith": "A faith is never a ground.",
    "language": "A language is never a ground.",
    "health": "Health is never a ground.",
    "family": "Kinship is never a ground.",
    "group": "What a group did is never a ground: say what he did.",
    "score": "A score alone is never a ground: say what it rests on.",
}
_SAME_AS: Final[dict[str, str]] = {
    **dict.fromkeys(("religion", "belief", "worship", "prayer", "conversion"), "faith"),
    **dict.fromkeys(("citizenship", "country", "passport", "foreigner"), "nationality"),
    **dict.fromkeys(("race", "origin", "ethnic_origin", "skin_colour", "ethnic"), "ethnicity"),
    **dict.fromkeys(("kinship", "relative", "surname", "marriage"), "family"),
    **dict.fromkeys(("illness", "diagnosis", "disability", "mental_health"), "health"),
    **dict.fromkeys(("band", "points", "instrument"), "score"),
}
# Words of English and Italian that name a faith, an origin or a nationality. A help to the writer and no proof: names
# of countries and other languages are not here, and the closed list above is what holds.
_TRAIT: Final = re.compile(
    r"\b(nationalit\w*|nazionalit\w*|citizenship|cittadinanza|foreign national\w*|stranier\w*|ethnic\w*|etni[ac]\w*"
    r"|racial|razza|skin colou?r|religio\w*|islam\w*|muslim\w*|musulman\w*|moslem\w*|jew(?:s|ish)?\b"
    r"|ebre[oaie]\b|ebrai\w*|catholic\w*|cattolic\w*|protestant\w*|hindu\w*|buddhis\w*|sikh\w*|mosque\w*|moschea"
    r"|prays|praying|prega\b"
    r"|converted to|conversione|quran|koran|corano|roma (?:origin|community|people)|gyps(?:y|ies)|zingar\w*|sinti)",
    re.IGNORECASE,
)


def ground(text: str) -> Ground:
    """Read the name of a kind of ground. Raises BadInput, with the reason for what is never one."""
    name = text.strip().lower().replace("-", "_").replace(" ", "_")
    name = _SAME_AS.get(name, name)
    if name in NOT_GROUNDS:
        raise BadInput("%(why)s Record what he did or what was found instead.", why=Phrase(NOT_GROUNDS[name]))
    try:
        return Ground(name)
    except ValueError:
        raise BadInput(
            "“%(text)s” is no ground: write one of %(choices)s.", text=text[:40], choices=", ".join(Ground)
        ) from None


def naming_a_trait(text: str) -> str:
    """The first word that names a faith, an origin or a nationality; empty when none is seen."""
    found = _TRAIT.search(text)
    return found[0] if found else ""


def check_ground(text: str, *, conduct: bool) -> bool:
    """Whether the words name a trait, which is let in only when the writer says it tells what he did, not what he is.

    Somebody who threatens people for their faith must be describable; a second person then always reads it. Raises
    BadInput.
    """
    word = naming_a_trait(text)
    if word and not conduct:
        raise BadInput(
            "“%(word)s” names what somebody is, which is never a ground: write what he did, "
            "or confirm that this is it.",
            word=word,
        )
    return bool(word)
