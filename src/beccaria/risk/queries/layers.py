"""Read an assessment by where its evidence comes from: what each layer alone would say, side by side."""

from dataclasses import dataclass

from beccaria.core.actors import Actor
from beccaria.core.layers import Seen, layers
from beccaria.risk.queries.assessments import assessment
from beccaria.risk.queries.shapes import Read


@dataclass(frozen=True, slots=True)
class Layered:
    """An assessment and its layers. `withheld`: some evidence is not the reader's to see, uncounted."""

    read: Read
    layers: tuple[Seen, ...]
    withheld: bool


def layered(assessment_id: str, *, by: Actor) -> Layered:
    """The layers of an assessment, of evidence that the reader may see himself. Raises Hidden, Refused."""
    read = assessment(assessment_id, by=by)
    levels = {item: rated.level for item, rated in read.ratings.items()}
    kinds = {item: [one.kind.value for one in rated.cited] for item, rated in read.ratings.items()}
    found = layers(read.by, levels, kinds) if read.by else ()
    return Layered(read, found, any(rated.withheld for rated in read.ratings.values()))
