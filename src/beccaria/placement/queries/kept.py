"""Keep sentences with their values, so that what was said once is read in the language of a later reader."""

from collections.abc import Mapping
from typing import Any

from beccaria.core.refusal import Phrase


def as_phrase(said: Mapping[str, Any]) -> Phrase:
    """A sentence as it was kept, with its values, so that it is read in the language of today's reader."""
    values = {
        name: as_phrase(value) if isinstance(value, Mapping) else value
        for name, value in said["values"].items()
    }
    return Phrase(said["sentence"], values)


def as_kept(said: Phrase) -> dict[str, Any]:
    """The same the other way round."""
    values = {
        name: as_kept(value) if isinstance(value, Phrase) else value for name, value in said.values.items()
    }
    return {"sentence": said.sentence, "values": values}
