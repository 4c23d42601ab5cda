"""Keep a sentence with its values apart: no language is stored, and each page says it in its reader's."""

from collections.abc import Mapping
from typing import Any

from beccaria.core.refusal import Phrase, Spoken


def as_kept(said: Spoken | Phrase) -> dict[str, Any]:
    """The sentence and its values as they are stored, phrases inside it too."""
    values = {
        name: as_kept(value) if isinstance(value, Phrase) else value for name, value in said.values.items()
    }
    return {"sentence": said.sentence, "values": values}


def as_phrase(kept: Mapping[str, Any]) -> Phrase:
    """What `as_kept` made, to be said again. Raises KeyError for what it did not make."""
    values = {
        name: as_phrase(value) if isinstance(value, Mapping) else value
        for name, value in kept["values"].items()
    }
    return Phrase(kept["sentence"], values)
