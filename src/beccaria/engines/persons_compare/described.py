"""Hold what is known of somebody in the form in which records are compared, and fold identifiers to that form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from beccaria.engines import names_fold
from beccaria.engines.folding import fold

_MARKS: Final = re.compile(r"[^0-9A-Z]+")
_SHORTEST_ACCOUNT: Final = 6
_LONGEST_NAME: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is known or asked: names as written, and folded identifiers; empty where nothing is known."""

    names: tuple[str, ...]
    born: date | None = None
    phones: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()

    @property
    def is_more_than_a_name(self) -> bool:
        """Whether anything but names is known. A name alone never identifies anybody."""
        return bool(self.born or self.phones or self.documents or self.addresses or self.accounts)


def describe(  # what is known of a person has that many facts
    names: Iterable[str],
    *,
    born: date | None = None,
    phones: Iterable[str] = (),
    documents: Iterable[str] = (),
    addresses: Iterable[str] = (),
    accounts: Iterable[str] = (),
) -> Described:
    """Fold what was written down, so that spellings of one number are equal. Names are cut after 300 letters."""
    return Described(
        names=tuple(dict.fromkeys(name.strip()[:_LONGEST_NAME] for name in names if name.strip())),
        born=born,
        phones=_folded(names_fold.phone_key(one) for one in phones),
        documents=_folded(names_fold.document_key(one) for one in documents),
        addresses=_folded(map(_address, addresses)),
        accounts=_folded(account_key(one) for one in accounts),
    )


def account_key(account: str) -> str:
    """What accounts are compared by: capital letters and digits; empty when there are fewer than six."""
    plain = _MARKS.sub("", account.upper())
    return plain if len(plain) >= _SHORTEST_ACCOUNT else ""


@lru_cache(maxsize=50_000)
def _address(address: str) -> str:
    return fold(address)


def _folded(found: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one in found if one)
