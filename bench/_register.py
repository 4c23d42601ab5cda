"""A made-up register of persons, a third of them more than once, with the errors clerks make; the same for one seed."""

import numpy as np
import pyarrow as pa

_SYLLABLES = tuple(
    "ma re lo vi an de ko sta ni el bra mi ro san tu pe zo li fer gu hol ber ja ka dra wo sch mar ti no".split()  # noqa: SIM905  thirty in quotes are harder to read
)
_LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyz"))
_TIMES = (0.65, 0.22, 0.09, 0.04)  # how many stand once, twice, three and four times
SURNAMES, GIVEN, CITIES = 40_000, 3_000, 2_500


def _names(count: int, lengths: tuple[int, ...], rng: np.random.Generator) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        found.add("".join(rng.choice(_SYLLABLES, rng.choice(lengths))).capitalize())
    return sorted(found)


def _common_first(count: int, power: float, size: int, rng: np.random.Generator) -> np.ndarray:
    weights = np.cumsum(1 / np.arange(1, count + 1) ** power)
    found: np.ndarray = np.searchsorted(weights, rng.random(size) * weights[-1])
    return found


def _slip(word: str, rng: np.random.Generator) -> str:
    """A letter lost, mistaken, swapped with the next, or added; never the first or the last."""
    if len(word) < 3:
        return word
    at, kind, letter = int(rng.integers(1, len(word) - 1)), rng.random(), str(rng.choice(_LETTERS))
    if kind < 0.3:
        return word[:at] + word[at + 1 :]
    if kind < 0.6:
        return word[:at] + letter + word[at + 1 :]
    if kind < 0.8:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + letter + word[at:]


def _cities(size: int, rng: np.random.Generator) -> np.ndarray:
    return np.minimum((1 - rng.random(size)) ** (-1 / 0.6), 1e15).astype(np.int64) % CITIES


def _phones(size: int, rng: np.random.Generator) -> list[str | None]:
    return [f"+{number}" for number in rng.integers(10**10, 10**11, size)]


def register(records: int, seed: int = 42) -> pa.Table:
    """`records` rows: unique_id, first_name, surname, dob, city, phone, and the truth in cluster."""
    rng = np.random.default_rng(seed)
    surnames, given = _names(SURNAMES, (2, 3, 3, 4), rng), _names(GIVEN, (2, 2, 3), rng)
    times = rng.choice(np.arange(1, 5), size=records, p=_TIMES)
    people = int(np.searchsorted(np.cumsum(times), records)) + 1
    who = np.repeat(np.arange(people), times[:people])[:records]
    again = np.append(False, who[1:] == who[:-1])
    first = [given[place] for place in _common_first(GIVEN, 0.95, people, rng)[who]]
    last = [surnames[place] for place in _common_first(SURNAMES, 0.9, people, rng)[who]]
    year, month, day = (rng.integers(*span, people)[who] for span in ((1945, 2008), (1, 13), (1, 29)))
    city, phone = _cities(people, rng)[who], np.array(_phones(people, rng), dtype=object)[who]
    slip = rng.random(records)
    for row in np.flatnonzero(again & (slip < 0.62)).tolist():
        if slip[row] < 0.35:
            last[row] = _slip(last[row], rng)
        elif slip[row] < 0.55:
            first[row] = _slip(first[row], rng)
        else:
            first[row], last[row] = last[row], first[row]
    wrong_day = again & (rng.random(records) < 0.12)
    day = np.where(wrong_day, rng.integers(1, 29, records), day)
    no_birth = again & ~wrong_day & (rng.random(records) < 0.06)
    city = np.where(again & (rng.random(records) < 0.35), _cities(records, rng), city)
    moved = again & (rng.random(records) < 0.6)
    phone[moved] = _phones(int(moved.sum()), rng)
    phone[moved & (rng.random(records) < 0.5)] = None
    born = [
        None if gone else f"{y:04}-{m:02}-{d:02}"
        for gone, y, m, d in zip(no_birth, year, month, day, strict=True)
    ]
    table = pa.table(
        {
            "first_name": first,
            "surname": last,
            "dob": born,
            "city": [f"C{place}" for place in city],
            "phone": pa.array(phone.tolist(), pa.string()),
            "cluster": who,
        }
    ).take(rng.permutation(records))
    return table.add_column(0, "unique_id", pa.array([str(number) for number in range(records)]))
