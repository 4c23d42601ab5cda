"""How far apart two sounds are: each difference costs what it is worth, by where and between which letters it stands.

The costs were fitted (logistic regression) on published pairs of one name in two scripts against the nearest other
names, then rounded; for Latin against Latin they were set stricter, because there a consonant more is another name.
"""

from math import exp
from typing import Final

from rapidfuzz.distance import Levenshtein

_VOWELS: Final = frozenset("aeiou")
LATIN, CYRILLIC, VOWELLESS = range(3)

# kind of difference: its cost between Latin spellings, between Cyrillic and Latin, and where vowels are not written.
_COSTS: Final = {
    kind: tuple(map(float, costs.split()))
    for kind, costs in {
        "consonant": "3.6 3.5 3.2",
        "consonant more": "3.0 1.6 1.6",
        "consonant more at start": "3.4 2.6 3.0",
        "consonant more at end": "2.8 1.7 2.0",
        "h more": "0.4 1.2 1.2",
        "j more": "0.1 0.2 0.6",
        "vowel for consonant": "2.2 1.8 1.4",
        "first": "0.8 0.6 0.5",
        "vowel more": "0.6 1.2 0.2",
        "vowel more i": "0.6 2.0 1.3",
        "vowel more o": "0.7 2.0 2.1",
        "vowel more u": "0.4 0.4 1.0",
        "vowel more at end": "3.4 2.2 1.6",
        "vowel more at start": "3.4 3.0 0.4",
        "end vowel": "3.2 2.6 0.6",
        "end vowel ae": "1.0 0.9 0.2",
        "end vowel ei": "1.0 0.9 0.2",
        "vowel ai": "4.2 4.2 1.8",
        "vowel io": "4.0 4.6 4.2",
        "vowel iu": "3.6 3.3 2.0",
        "vowel eo": "2.4 2.2 2.2",
        "vowel au": "1.8 1.7 1.4",
        "vowel ao": "1.4 1.9 2.2",
        "vowel eu": "1.2 2.4 2.8",
        "vowel ae": "0.8 0.7 1.0",
        "vowel ei": "0.5 0.5 0.1",
        "vowel ou": "0.3 0.1 0.0",
        "ij": "0.1 0.1 0.1",
        "uv": "0.2 0.1 0.1",
        "dt": "2.6 4.5 3.2",
        "bp": "2.2 3.6 1.2",
        "gk": "1.4 4.0 2.2",
        "lr": "4.0 4.4 2.9",
        "mn": "2.4 2.3 2.4",
        "bv": "2.2 3.2 0.4",
        "fv": "0.8 1.6 0.4",
        "fp": "2.6 1.2 0.1",
        "sz": "0.2 0.1 0.1",
        "Ss": "0.3 0.1 0.1",
        "Cs": "0.8 2.0 1.5",
        "cs": "0.6 0.5 0.1",
        "cz": "0.4 0.3 0.1",
        "Zz": "0.8 0.1 0.6",
        "Cc": "0.6 0.1 0.5",
        "CS": "0.4 0.1 0.1",
        "Ck": "0.3 0.1 0.1",
        "CZ": "1.4 1.4 1.6",
        "SZ": "1.6 1.8 0.6",
        "Zj": "0.2 0.1 0.1",
        "Zg": "0.4 0.1 0.1",
        "Hh": "0.1 0.1 0.1",
        "Hk": "0.6 3.0 0.8",
        "Hg": "1.0 1.7 0.5",
        "HZ": "1.8 1.8 1.8",
        "Hj": "0.8 0.1 0.1",
        "CH": "0.3 0.1 0.1",
        "gh": "0.6 0.2 1.4",
        "hk": "1.8 3.6 2.8",
        "hj": "0.8 0.8 0.8",
        "gj": "0.6 2.0 1.0",
        "ck": "1.0 0.1 0.6",
    }.items()
}
_START: Final = 2.2  # the log-odds of being one name that two equal sounds have
_EQUAL: Final = 1 / (1 + exp(-_START))


def alike(one: str, other: str, regime: int) -> float:
    """From 0 (other names) to 1 (one name as far as can be heard)."""
    size_one, size_other = len(one), len(other)
    size = size_one + size_other
    if not size_one or not size_other or max(size_one, size_other) > size // 3 * 2 + 2:
        return 0.0
    if regime == VOWELLESS:
        return _likely(_least(one, other), size)
    replaced, more = _REPLACED[regime], _MORE[regime]
    ends = (size_one - 1, size_other - 1)
    cost = 0.0
    operations: list[tuple[str, int, int]] = Levenshtein.editops(one, other).as_list()  # type: ignore[assignment]  # they are
    for tag, i, j in operations:
        if tag == "replace":
            pair = one[i] + other[j]
            if (i, j) == ends and pair in _END_VOWELS:
                cost += _END_VOWELS[pair][regime]
            else:
                cost += replaced[pair]
                if i == j == 0:
                    cost += _COSTS["first"][regime]
        else:
            word, place = (one, i) if tag == "delete" else (other, j)
            where = 0 if place == 0 else 2 if place == len(word) - 1 else 1
            cost += more[word[place]][where]
    return _likely(cost, size)


def _likely(cost: float, size: int) -> float:
    return (1 / (1 + exp(min(50.0, 5 / (2 + 0.6 * size) * cost) - _START))) / _EQUAL


def _least(one: str, other: str) -> float:
    """The least cost of turning one into the other: where vowels are missing, fewest changes is not likeliest."""
    replaced, more = _REPLACED[VOWELLESS], _MORE[VOWELLESS]
    first = _COSTS["first"][VOWELLESS]
    last_one, last_other = len(one) - 1, len(other) - 1
    # What a letter of each costs when the other lacks it.
    lost_one = [more[c][0 if i == 0 else 2 if i == last_one else 1] for i, c in enumerate(one)]
    lost_other = [more[c][0 if j == 0 else 2 if j == last_other else 1] for j, c in enumerate(other)]
    row = [0.0]
    for lost in lost_other:
        row.append(row[-1] + lost)
    for i, a in enumerate(one):
        before, row = row, [row[0] + lost_one[i]]
        for j, b in enumerate(other):
            if a == b:
                turned = before[j]
            elif i == last_one and j == last_other and a + b in _END_VOWELS:
                turned = before[j] + _END_VOWELS[a + b][VOWELLESS]
            else:
                turned = before[j] + replaced[a + b] + (first if i == j == 0 else 0.0)
            row.append(min(turned, before[j + 1] + lost_one[i], row[j] + lost_other[j]))
    return row[-1]


def _replaced(a: str, b: str) -> str:
    pair = a + b if a < b else b + a
    if a in _VOWELS and b in _VOWELS:
        return f"vowel {pair}"
    if pair in _COSTS:
        return pair
    return "vowel for consonant" if a in _VOWELS or b in _VOWELS else "consonant"


def _more(letter: str) -> tuple[str, str, str]:
    """What a letter more is at the start, inside and at the end."""
    if letter in _VOWELS:
        inside = f"vowel more {letter}" if letter in "iou" else "vowel more"
        return "vowel more at start", inside, "vowel more at end"
    if letter in "hj":
        return (f"{letter} more",) * 3
    return "consonant more at start", "consonant more", "consonant more at end"


_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzSCZH0123456789"
_REPLACED: Final = [
    {a + b: _COSTS[_replaced(a, b)][regime] for a in _LETTERS for b in _LETTERS if a != b}
    for regime in range(3)
]
_MORE: Final = [
    {c: tuple(_COSTS[kind][regime] for kind in _more(c)) for c in _LETTERS} for regime in range(3)
]
_END_VOWELS: Final = {
    a + b: _COSTS[f"end vowel {min(a, b)}{max(a, b)}" if {a, b} in ({"a", "e"}, {"e", "i"}) else "end vowel"]
    for a in _VOWELS
    for b in _VOWELS
    if a != b
}
