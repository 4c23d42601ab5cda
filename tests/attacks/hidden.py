"""What must stay hidden: records of North, with a word that stands nowhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hidden:
    """Records of North and how to recognise that they leaked."""

    records: tuple[str, ...]
    word: str
    reference: str
    reporter_id: str
    reporter_name: str
    may_see: frozenset[str]
