"""Names that are known: how they are written elsewhere, whose they are, and what people of that name are called."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from beccaria.engines.names.letters import latin, tidy

_DATA: Final = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A name in Latin letters: `kinds` of m(ale), f(emale), s(urname), and its sound in Arabic, Russian, Hebrew."""

    kinds: str
    elsewhere: tuple[str, ...]

    def other_than(self, other: "Known") -> bool:
        """Whether some language writes both and every one that does keeps them apart."""
        both = [(a, b) for a, b in zip(self.elsewhere, other.elsewhere, strict=True) if a and b]
        return bool(both) and all(a != b for a, b in both)

    def same_as(self, other: "Known") -> bool:
        """Whether some language writes both alike and none keeps them apart."""
        both = [(a, b) for a, b in zip(self.elsewhere, other.elsewhere, strict=True) if a and b]
        return any(a == b for a, b in both) and sum(a != b for a, b in both) <= 1

    def surely_other_than(self, other: "Known") -> bool:
        """Whether two languages write both, and keep them apart: Jung and Young."""
        both = [(a, b) for a, b in zip(self.elsewhere, other.elsewhere, strict=True) if a and b]
        return len(both) > 1 and all(a != b for a, b in both)

    @property
    def sex(self) -> str:
        """`m` or `f` for a name of one sex only, else nothing."""
        return (
            "m" if "m" in self.kinds and "f" not in self.kinds else "f" if self.kinds in ("f", "fs") else ""
        )


@lru_cache(maxsize=1 << 16)
def known(text: str) -> Known | None:
    """What is known of a name in plain Latin letters."""
    line = _known().get(text)
    if line is None:
        return None
    kinds, *forms = line.split("\t")
    return Known(kinds, (*forms, *("",) * (3 - len(forms))))


@cache
def _known() -> dict[str, str]:
    """The lines as they stand: 17,000 small objects would be looked through by every round of the collector."""
    lines = (_DATA / "known.tsv").read_text(encoding="utf-8").splitlines()
    return {word: rest for word, _, rest in (line.partition("\t") for line in lines)}


def related(text: str) -> bool:
    """Whether a name has pet names, is one, or has forms in other languages."""
    return text in _called() or text in _formal() or text in _groups()


def called(one: str, other: str) -> bool:
    """Whether one is a pet name of the other."""
    names = _called()
    return other in names.get(one, ()) or one in names.get(other, ())


def both_called(one: str, other: str) -> bool:
    """Whether both are pet names of one name: Bob and Rob."""
    formal = _formal()
    return not formal.get(one, frozenset()).isdisjoint(formal.get(other, ()))


def pets_of(name: str) -> frozenset[str]:
    """What people of that name are called."""
    return _called().get(name, frozenset())


def formal(pet: str) -> frozenset[str]:
    """The names somebody may have who is called so."""
    return _formal().get(pet, frozenset())


def one_name(one: str, other: str) -> bool:
    """Whether they are one name in two languages: Giuseppe, Joseph, Yusuf."""
    groups = _groups()
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, ()))


def _lines(file: str) -> list[str]:
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _called() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in (*_lines("nicknames.txt"), *_lines("diminutives.txt")):
        name, _, pets = line.partition(":")
        plain = (each[0] for pet in pets.split() if (each := latin(tidy(pet))))
        found.setdefault(name.strip(), set()).update(plain)
    return {name: frozenset(pets) for name, pets in found.items()}


@cache
def _formal() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, pets in _called().items():
        for pet in pets:
            found.setdefault(pet, set()).add(name)
    return {pet: frozenset(names) for pet, names in found.items()}


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("one_name.txt")):
        for name in line.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
