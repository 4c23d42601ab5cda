"""Take down a description the same way everywhere: trimmed, bounded, checked."""

from dataclasses import replace
from datetime import datetime

from beccaria.core.refusal import BadInput
from beccaria.warnings.recognising import Subject

_LONGEST_FACT = 300
_MOST_NAMES = 12


def cleaned(subject: Subject, *, at: datetime) -> Subject:
    """The description without spaces around, names once each. Raises BadInput."""
    names = tuple(
        dict.fromkeys(" ".join(name.replace("\x00", "").split()) for name in subject.names if name.strip())
    )
    facts = {
        name: getattr(subject, name).replace("\x00", "").strip()
        for name in ("document", "phone", "account", "plate", "address")
    }
    if len(names) > _MOST_NAMES:
        raise BadInput("At most %(most)s names and spellings: leave out the least likely.", most=_MOST_NAMES)
    if any(len(text) > _LONGEST_FACT for text in (*names, *facts.values())):
        raise BadInput(
            "A name, number or address is longer than %(longest)s characters: shorten it.",
            longest=_LONGEST_FACT,
        )
    if subject.born and subject.born > at.date():
        raise BadInput("The birth date lies in the future: correct it.")
    return replace(subject, names=names, **facts)
