"""Weigh what was found between two names into one score from 0 to 1, and say why; every number stands here."""

from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from beccaria.engines.names.aligning import Aligned, Beside, align
from beccaria.engines.names.likeness import given
from beccaria.engines.names.parts import Part
from beccaria.engines.names.preparing import Prepared
from beccaria.engines.names.reasons import Because, Why

THRESHOLD: Final = 0.7
_ROTATED, _SHUFFLED, _EITHER_WAY = 0.97, 0.93, 0.88
_AGAINST, _AGAINST_LIKE = 0.45, 0.35  # a part against another of a name of two; and how much likeness saves
_AGAINST_LONG, _AGAINST_LONG_LIKE = 0.6, 0.12  # of a longer name whose other parts agree
_MORE_INSIDE, _MORE_OUTSIDE, _MORE_FATHER, _MORE_OPTIONAL, _MORE_STILL = 0.92, 0.86, 0.95, 0.99, 0.95
_COMMON: Final = 0.84
_SINGLE: Final = 0.95
_ONE_OF_MANY: Final = 0.6
_OTHER_GENERATION, _ONE_GENERATION = 0.5, 0.86
_SAME_BIRTH, _OTHER_BIRTH = 0.4, 0.6
_HALF: Final = 0.5
_SCRIPTS: Final = 0.8  # what is alike across scripts is never equal, so that likeness counts for more


class Compared(NamedTuple):
    """A score from 0 to 1 (0.7 and more: taken for one name) and the reasons, the weightiest first."""

    score: float
    why: tuple[Why, ...]


_SAME_NAME: Final = Compared(1.0, (Why(Because.SAME),))
_NO_NAME: Final = Compared(0.0, (Why(Because.NOTHING),))


def compare(left: Prepared, right: Prepared, *, same_birth: bool | None = None) -> Compared:
    """Compare two names. `same_birth` is whether the dates of birth agree, None where that is not known.

    Same dates take away two fifths of the doubt of a score from 0.5; other dates take away two fifths of any score.
    """
    found = _compared(left, right)
    if same_birth is None or not found.score:
        return found
    if same_birth:
        more = (1 - found.score) * _SAME_BIRTH if found.score >= _HALF else 0
        return Compared(round(found.score + more, 3), (*found.why, Why(Because.SAME_BIRTH)))
    return Compared(round(found.score * _OTHER_BIRTH, 3), (Why(Because.OTHER_BIRTH), *found.why))


def _compared(left: Prepared, right: Prepared) -> Compared:
    if not left.parts or not right.parts:
        return _NO_NAME
    plain = left.generation == right.generation and not left.cut and not right.cut
    if left.line == right.line and plain and len(left.parts) > 1 and _one_script(left, right):
        return _SAME_NAME
    aligned = align(left.parts, right.parts, eastern=left.eastern and right.eastern)
    weigher = _Weigher(left, right)
    weigher.weigh(aligned)
    reasons = weigher.why
    if len(reasons) > 1:
        reasons.sort(key=_factor)
    return Compared(round(min(1.0, weigher.score), 3), tuple([why for _, why in reasons]))


def _one_script(left: Prepared, right: Prepared) -> bool:
    return left.parts[0].script == right.parts[0].script and not left.parts[0].vowelless


_factor = itemgetter(0)
_INEXACT: Final = frozenset({Because.SPELLING, Because.SLIP, Because.LANGUAGE})


class _Weigher:
    """Multiplies the factors and keeps the reason of each."""

    __slots__ = ("left", "right", "score", "why")

    def __init__(self, left: Prepared, right: Prepared) -> None:
        self.left, self.right = left, right
        self.score = 1.0
        self.why: list[tuple[float, Why]] = []

    def _times(self, factor: float, because: Because, left: str = "", right: str = "") -> None:
        self.score *= factor
        self.why.append((factor, Why(because, left, right)))

    def weigh(self, aligned: Aligned) -> None:
        longest = max(len(self.left.parts), len(self.right.parts))
        self._same(aligned.same, longest)
        if not aligned.same:
            self.score = 0.3
        if aligned.against or (aligned.only_left and aligned.only_right):
            self._against(aligned, longest)
        if aligned.only_left or aligned.only_right or longest == 1:
            self._only(aligned)
        if len(aligned.same) > 1:
            self._order(aligned)
        if self.left.generation != self.right.generation:
            self._generation()
        if self.left.cut or self.right.cut:
            self._times(0.95, Because.CUT)
        if not self.why:
            self.why.append((1.0, Why(Because.SAME)))

    def _same(self, same: list[Beside], longest: int) -> None:
        power = min(1.0, 2.4 / longest)
        for pair in same:
            if pair.because is not Because.SAME:
                less = power * _SCRIPTS if pair.because is Because.SCRIPT else power
                self._times(pair.value**less, pair.because, self._words(pair, 0), self._words(pair, 1))

    def _against(self, aligned: Aligned, longest: int) -> None:
        base, like = (_AGAINST, _AGAINST_LIKE) if longest <= 2 else (_AGAINST_LONG, _AGAINST_LONG_LIKE)  # noqa: PLR2004
        for pair in aligned.against:
            if self._optional(pair):
                self._times(_MORE_OPTIONAL, Because.OTHER, self._words(pair, 0), self._words(pair, 1))
            else:
                self._times(
                    base + like * pair.value, *self._differ(pair.left[0], pair.right[0], pair.because)
                )
        lefts = [i for i in aligned.only_left if i not in self.left.optional]
        rights = [j for j in aligned.only_right if j not in self.right.optional]
        for i, j in zip(lefts, rights, strict=False):
            aligned.only_left.remove(i)
            aligned.only_right.remove(j)
            self._times(base, *self._differ(i, j, Because.OTHER))

    def _optional(self, pair: Beside) -> bool:
        return pair.left[0] in self.left.optional or pair.right[0] in self.right.optional

    def _differ(self, i: int, j: int, because: Because) -> tuple[Because, str, str]:
        one, other = self.left.parts[i], self.right.parts[j]
        fathers = one.patronymic and other.patronymic
        return Because.OTHER_PATRONYMIC if fathers else because, one.written, other.written

    def _only(self, aligned: Aligned) -> None:
        shared = len(aligned.same)
        for side, (name, places) in enumerate(
            ((self.left, aligned.only_left), (self.right, aligned.only_right))
        ):
            must = [place for place in places if place not in name.optional]
            for place in places:
                if place in name.optional:
                    self._more(_MORE_OPTIONAL, name.parts[place], side)
            for number, place in enumerate(must):
                factor = _more_factor(name, place)
                self._more(factor if number == 0 else max(factor, _MORE_STILL), name.parts[place], side)
            if must:
                self._shared_few(aligned, shared, outside=must[-1] in (0, len(name.parts) - 1))
        if len(self.left.parts) == len(self.right.parts) == 1:
            self._times(_SINGLE, Because.FEW)

    def _shared_few(self, aligned: Aligned, shared: int, *, outside: bool) -> None:
        if shared <= 1 and not aligned.against:
            self._times(_ONE_OF_MANY, Because.FEW)
        elif outside and not aligned.against and self._all_common(aligned):
            self._times(_COMMON, Because.COMMON)
        elif outside and any(
            pair.because in _INEXACT and not given(self.left.parts[pair.left[0]]) for pair in aligned.same
        ):
            self._times(_COMMON, Because.LOOSE)

    def _more(self, factor: float, part: Part, side: int) -> None:
        because = Because.PATRONYMIC if part.patronymic else Because.MORE
        self._times(factor, because, *(("", part.written) if side else (part.written, "")))

    def _all_common(self, aligned: Aligned) -> bool:
        parts = [self.left.parts[pair.left[0]] for pair in aligned.same]
        return all(map(given, parts))

    def _order(self, aligned: Aligned) -> None:
        places = [right[0] for _, right, *_ in sorted(aligned.same)]
        falls = sum(a > b for a, b in pairwise(places))
        if not falls:
            return
        if falls == 1 and places[-1] < places[0]:
            if any(pair.because is Because.INITIAL for pair in aligned.same):
                return  # with initials the surname stands first as often as last
            both = len(places) == 2 and self._all_common(aligned)  # noqa: PLR2004  Ali Hassan and Hassan Ali
            self._times(_EITHER_WAY if both else _ROTATED, Because.OTHER_ORDER)
        else:
            self._times(_SHUFFLED, Because.OTHER_ORDER)

    def _generation(self) -> None:
        one, other = self.left.generation, self.right.generation
        if one and other:
            self._times(_OTHER_GENERATION, Because.OTHER_GENERATION, one, other)
        else:
            self._times(_ONE_GENERATION, Because.ONE_GENERATION, one, other)

    def _words(self, pair: Beside, side: int) -> str:
        name, places = (self.right, pair.right) if side else (self.left, pair.left)
        if len(places) == 1:
            return name.parts[places[0]].written
        return " ".join(name.parts[place].written for place in sorted(places))


def _more_factor(name: Prepared, place: int) -> float:
    if name.parts[place].patronymic:
        return _MORE_FATHER
    if name.parts[place].initial:
        return _MORE_FATHER
    return _MORE_INSIDE if 0 < place < len(name.parts) - 1 else _MORE_OUTSIDE
