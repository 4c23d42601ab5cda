"""Collects ties while a file is walked, in little memory: identifiers become numbers, repairs become sentences."""

from __future__ import annotations

import math
import unicodedata
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from beccaria.core.refusal import BadInput
from beccaria.engines.network.graph import Ties, counted
from beccaria.engines.network.ids import id_order

MOST_TIES: Final = 20_000_000
_REPAIRED: Final = {
    "end": "no second name: left out",
    "weight": "no weight: counted as 1",
    "zero": "weight 0: no tie, left out",
    "negative": "a negative weight: left out, for hostility is not contact",
}
_MISSING: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "."})


@dataclass(slots=True)
class Collector:
    """What has been read so far; `rows` is what a person calls a row of what is walked."""

    numbers: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    rows: str = "line"
    _sources: array[int] = field(default_factory=lambda: array("i"))
    _targets: array[int] = field(default_factory=lambda: array("i"))
    _weights: array[float] = field(default_factory=lambda: array("d"))
    _faults: Counter[str] = field(default_factory=Counter)
    _first: dict[str, str] = field(default_factory=dict)

    def person(self, text: str, label: str = "") -> int:
        """The number of somebody by identifier: blanks around it do not count, everything else does."""
        name = text.strip()
        if not name.isascii():
            name = unicodedata.normalize("NFC", name)
        if label.strip():
            self.labels[name] = label.strip()
        return self.numbers.setdefault(name, len(self.numbers))

    def tie(self, one: str, other: str, weight: float | str | None, place: str | int) -> None:
        """Add a tie, or count why not. Raises BadInput for a weight that is no number, and for too many ties.

        `place` is the row as a person calls it, or its number in what is walked.
        """
        first, second = self.numbers.get(one), self.numbers.get(other)
        if weight is None and first is not None and second is not None and len(self._sources) < MOST_TIES:
            # The way of nearly every row of a large file.
            self._sources.append(first)
            self._targets.append(second)
            self._weights.append(1.0)
            return
        if not one.strip() or not other.strip():
            self._fault("end", place)
            return
        worth = 1.0 if weight is None else self._number(weight, place)
        if worth <= 0:
            # Somebody without contact is somebody all the same.
            self.person(one)
            self.person(other)
            self._fault("zero" if worth == 0 else "negative", place)
            return
        if len(self._sources) >= MOST_TIES:
            raise BadInput(
                f"The file has more than {MOST_TIES:,} ties: give a part of it, by period or by group."
            )
        self._sources.append(self.person(one))
        self._targets.append(self.person(other))
        self._weights.append(worth)

    def ties(self, *, directed: bool | None = None, notes: tuple[str, ...] = ()) -> Ties:
        """Everything collected, people in id order."""
        ids = sorted(self.numbers, key=id_order)
        rank = np.empty(len(ids), dtype=np.int32)
        rank[np.fromiter((self.numbers[one] for one in ids), dtype=np.int64, count=len(ids))] = np.arange(
            len(ids), dtype=np.int32
        )
        said = tuple(
            f"{counted(self._faults[kind], 'row')} with {_REPAIRED[kind]} (first at {self._first[kind]})."
            for kind in _REPAIRED
            if self._faults[kind]
        )
        return Ties(
            ids,
            rank[np.frombuffer(self._sources, dtype=np.int32)] if self._sources else rank[:0],
            rank[np.frombuffer(self._targets, dtype=np.int32)] if self._targets else rank[:0],
            np.array(self._weights, dtype=np.float64),
            directed,
            self.labels,
            (*self.notes, *notes, *said),
        )

    def _number(self, weight: float | str, place: str | int) -> float:
        if isinstance(weight, str):
            text = weight.strip()
            if text.casefold() in _MISSING:
                self._fault("weight", place)
                return 1.0
            try:
                weight = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
            except ValueError as bad:
                raise BadInput(
                    f"The weight at {self._called(place)} is {text[:40]!r}, not a number: correct it."
                ) from bad
        if not math.isfinite(weight):
            raise BadInput(f"The weight at {self._called(place)} is not finite: correct it.")
        return weight

    def _fault(self, kind: str, place: str | int) -> None:
        self._faults[kind] += 1
        self._first.setdefault(kind, self._called(place))

    def _called(self, place: str | int) -> str:
        return place if isinstance(place, str) else f"{self.rows} {place}"
