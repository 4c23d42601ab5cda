"""Lay what is known beside each other by where it comes from: psychological, behavioural, intelligence. Never summed.

The Handbook (5.2) asks for psychological, behavioural and intelligence data in one profile. A layer here is where
the evidence of a rating comes from, not what it is about; a rating with evidence of two kinds stands in both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from beccaria.core.assessing import Evidence
from beccaria.core.instruments import UNKNOWN, Instrument, Scored, score


class Layer(StrEnum):
    """Where evidence comes from."""

    PSYCHOLOGICAL = "psychological"
    """Papers about him: interviews, opinions of those who examined him, judgments, files of earlier sentences."""
    BEHAVIOURAL = "behavioural"
    """Something happened and is on record: incidents, finds, movements, visits, payments."""
    INTELLIGENCE = "intelligence"
    """Somebody observed, told or mapped it: reports, observations, memberships, warnings."""


_OF_KIND: Final[Mapping[str, Layer]] = {
    Evidence.REPORT_ITEM: Layer.INTELLIGENCE,
    Evidence.MEMBERSHIP: Layer.INTELLIGENCE,
    Evidence.WARNING: Layer.INTELLIGENCE,
    Evidence.EVENT: Layer.BEHAVIOURAL,
    Evidence.DOSSIER: Layer.PSYCHOLOGICAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one layer alone would say: its ratings, and the range when everything else were unknown."""

    layer: Layer
    items: tuple[str, ...]
    alone: Scored


def layer_of(kind: str) -> Layer | None:
    """The layer of a kind of evidence, such as “event”; None for a kind that no layer claims."""
    return _OF_KIND.get(kind)


def layers(
    one: Instrument, ratings: Mapping[str, str], evidence: Mapping[str, Iterable[str]]
) -> tuple[Seen, ...]:
    """Each layer alone: `ratings` (item to level or unknown), `evidence` (item to the kinds of records it rests on).

    Ratings whose evidence no layer claims are in none of them. Nothing is added up across layers. Raises BadInput.
    """
    of = {item: {layer_of(kind) for kind in kinds} for item, kinds in evidence.items()}
    found = []
    for layer in Layer:
        mine = tuple(
            item.id
            for item in one.items
            if layer in of.get(item.id, set()) and ratings.get(item.id, UNKNOWN) != UNKNOWN
        )
        found.append(Seen(layer=layer, items=mine, alone=score(one, {item: ratings[item] for item in mine})))
    return tuple(found)
