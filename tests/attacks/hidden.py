"""What must stay hidden: records of North, with a word that stands nowhere else."""

import re
from dataclasses import dataclass

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+?)(?:_id)?>")
# What names no row of a table but a word of a list that everybody may read: any record is one unknown word there.
_WORDS = frozenset({"site", "code", "pack", "instrument"})


@dataclass(frozen=True, slots=True)
class Hidden:
    """Records of North by what addresses call them ("report", "person" …), and how to recognise that they leaked."""

    kinds: dict[str, tuple[str, ...]]
    word: str
    reference: str
    reporter_id: str
    reporter_name: str
    may_see: frozenset[str]

    @property
    def records(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(one for records in self.kinds.values() for one in records)

    def at(self, address: str) -> tuple[str, ...]:
        """What to ask this address for: the records it is made for, and one that is something else.

        An address made for records of which none is hidden is asked for one of every kind, one made for the words of a
        list for a word that is not in it.
        """
        named = _PARAMETER.findall(address)
        own = [self.kinds[name] for name in named if name in self.kinds]
        if not own and _WORDS.issuperset(named):
            return self.records[:1]
        if not own:
            return tuple(records[0] for records in self.kinds.values())
        other = next(records[0] for records in self.kinds.values() if records not in own)
        return (*(one for records in own for one in records), other)
