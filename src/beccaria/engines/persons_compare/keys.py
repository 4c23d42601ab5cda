"""Make the keys by which records that could be one person are brought together, before they are compared.

Every key is kept as a whole number of 64 bits, so that the table of keys holds nothing that could be read. A record is
kept under `holding_keys`; who asks looks under `asking_keys`, which also holds the slips that a date invites. Only what
is more than a name can lead a rule to a judgement: it looks under `identifier_keys` and `birth_keys`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import combinations
from typing import Final

from beccaria.engines.persons_compare.births import is_weak
from beccaria.engines.persons_compare.described import Described
from beccaria.engines.persons_compare.naming import name_keys

# To be raised whenever other keys come of the same record: the service then writes all keys anew.
_WAY: Final = 2
_MOST_NAMES: Final = 12
_LONG_WORD: Final = 4
_HALF: Final = 6
_YEARS: Final = (-10, -1, 1, 10)


def number_of(key: str) -> int:
    """The whole number under which a key is kept."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


MARK: Final = number_of(f"made:{_WAY}")


def holding_keys(known: Described) -> frozenset[int]:
    """Under which keys a record is kept; the last says by which way of making keys."""
    return _found_by(known) | {MARK}


def _found_by(known: Described) -> frozenset[int]:
    return frozenset(number_of(key) for key in (*_name_keys(known), *_number_keys(known), *_born_keys(known)))


def asking_keys(known: Described) -> frozenset[int]:
    """Under which keys to look for records that could be meant."""
    slips = _slips(known.born) if known.born else ()
    born = (f"b:{one.isoformat()}" for one in slips)
    return _found_by(known) | {number_of(key) for key in born}


def identifier_keys(known: Described) -> frozenset[int]:
    """The keys made of numbers and addresses."""
    return frozenset(number_of(key) for key in _number_keys(known))


def birth_keys(known: Described) -> frozenset[int]:
    """The keys made of the birth date, with the slips that it invites. They mean something beside a name only."""
    slips = [f"b:{one.isoformat()}" for one in _slips(known.born)] if known.born else []
    return frozenset(number_of(key) for key in (*_born_keys(known), *slips))


def naming_keys(known: Described) -> frozenset[str]:
    """The keys made of names, in letters: to see quickly whether two records have any name in common."""
    return frozenset(_name_keys(known))


def _name_keys(known: Described) -> Iterator[str]:
    for name in known.names[:_MOST_NAMES]:
        yield from (f"n:{key}" for key in name_keys(name))


def _number_keys(known: Described) -> Iterator[str]:
    yield from (f"p:{one}" for one in known.phones)
    yield from (f"a:{one}" for one in known.accounts)
    for one in known.documents:
        yield f"d:{one}"
        if len(one) >= _HALF:
            # A document with one wrong letter keeps one of its halves.
            middle = len(one) // 2
            yield f"dl:{len(one)}:{one[:middle]}"
            yield f"dr:{one[middle:]}"
    for one in known.addresses:
        yield from _address_keys(one)


def _address_keys(address: str) -> Iterable[str]:
    """The words of an address in any order, and each pair of its longest words beside the number of the house."""
    found = address.split()
    numbers = [word for word in found if any(mark.isdigit() for mark in word)]
    long = sorted({word for word in found if len(word) >= _LONG_WORD and word.isalpha()}, key=len)[-3:]
    yield "h:" + " ".join(sorted(found))
    if numbers:
        yield from (f"h:{numbers[0]}:{' '.join(sorted(pair))}" for pair in combinations(long, 2))


def _born_keys(known: Described) -> list[str]:
    return [f"b:{known.born.isoformat()}"] if known.born and not is_weak(known.born) else []


def _slips(born: date) -> list[date]:
    """The dates that one slip of the pen could have made of this one, the likeliest only."""
    if is_weak(born):
        return []
    parts = [(born.year, born.day, born.month), *((born.year + off, born.month, born.day) for off in _YEARS)]
    parts += [(born.year, born.month, born.day + off) for off in (-1, 1)]
    parts += [(born.year, born.month + off, born.day) for off in (-1, 1)]
    return [one for one in (_day(*each) for each in parts) if one is not None and one != born]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
