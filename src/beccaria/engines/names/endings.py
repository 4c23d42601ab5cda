"""Beginnings and endings that make another name of one, another sex of a surname, or nothing at all."""

from typing import Final

_VOWELS: Final = frozenset("aeiouy")
_SHORTEST, _SHORTEST_STEM = 4, 3
_SEXES: Final = ({"a", "o"}, {"a", "i"}, {"o", "e"})
_FEMALE: Final = frozenset("a e ne te le na ia ina ine ette ella elle".split())  # noqa: SIM905  easier to read
_OTHER: Final = frozenset(
    """
    ic ich vic sky ski skiy skii ska skaya enko ov ev yan ian son sen dze shvili escu opoulos ovic evic ovich evich
    chuk uk ez zadeh oglu
    """.split()  # noqa: SIM905  easier to read
)
# Left out in daily use, in West Africa.
LEFT_OUT: Final = tuple(
    "oluwa chukwu chukw baba olu ade ayo nwa ife ola omo chi temi".split()  # noqa: SIM905  easier to read
)
_POLISH: Final = [
    (hers, his) for hers in ("ska", "skaya", "skaia") for his in ("ski", "sky", "skij", "skiy", "skii")
]
_RUSSIAN: Final = [
    (hers, his) for hers in ("cka", "ckaya", "tskaya") for his in ("cki", "cky", "tsky", "tskiy")
]
_GREEK: Final = [("poulou", "poulos"), ("idou", "idis"), ("aki", "akis")]
_BALTIC: Final = [("aite", "as"), ("iene", "as"), ("iene", "is"), ("ene", "as"), ("yte", "is"), ("ute", "us")]
_HERS_AND_HIS: Final = (*_POLISH, *_RUSSIAN, ("ova", ""), *_GREEK, *_BALTIC)


def left_out(one: str, other: str) -> bool:
    """Whether one is the other without a beginning that is left out in daily use: Seun, Oluwaseun."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    return len(shorter) >= _SHORTEST and longer.endswith(shorter) and longer[: -len(shorter)] in LEFT_OUT


def other_ending(one: str, other: str) -> bool:
    """Whether only an ending keeps them apart that makes another name: Louis, Louise; Jovanov, Jovanović."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) == len(longer):
        return shorter[:-1] == longer[:-1] and {shorter[-1], longer[-1]} in _SEXES
    if not longer.startswith(shorter):
        return False
    more = longer[len(shorter) :]
    return more in _OTHER or (more in _FEMALE and shorter[-1] not in _VOWELS)


def gendered(one: str, other: str) -> bool:
    """Whether they are the male and the female form of one surname; given names (Ivan, Ivana) are not."""
    if one[-1] == other[-1] or min(len(one), len(other)) < _SHORTEST:
        return False
    return _hers_and_his(one, other) or _hers_and_his(other, one)


def _hers_and_his(hers: str, his: str) -> bool:
    if hers[:-1] == his and hers.endswith(("ova", "eva", "yna", "ina")):
        return True
    for female, male in _HERS_AND_HIS:
        if hers.endswith(female) and his.endswith(male):
            stem = hers[: -len(female)]
            if len(stem) >= _SHORTEST_STEM and stem == his[: len(his) - len(male)]:
                return True
    return False
