"""Judge every value of a feed against the register: it never enters, a person must look, or it may come in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from beccaria.core.feeds import Near
from beccaria.engines.privilege.accounts import Accounts
from beccaria.engines.privilege.naming import Names
from beccaria.engines.privilege.numbers import Numbers

# Digits as somebody writes a number into a sentence.
_IN_TEXT: Final = re.compile(r"\+?\d(?:[ \-./()]?\d){6,17}")


class Sort(StrEnum):
    """What a value is."""

    NUMBER = "number"
    ACCOUNT = "account"
    NAME = "name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register, opened."""

    id: str
    name: str = ""
    number: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a value has to do with the register: `near` says how nearly; none means that it is the entry's own."""

    entry: str | None
    near: Near | None = None


class Guard:
    """The register, ready to judge. `regions` are the countries in which a number without one may have been dialled."""

    def __init__(self, entries: Iterable[Entry], *, regions: Iterable[str]) -> None:
        self._numbers, self._accounts, self._names = Numbers(regions), Accounts(), Names()
        for entry in entries:
            if entry.number:
                self._numbers.add(entry.number, entry.id)
            if entry.account:
                self._accounts.add(entry.account, entry.id)
            if entry.name:
                self._names.add(entry.name, entry.id)
        self._judges: dict[Sort, Callable[[str], Finding | None]] = {
            Sort.NUMBER: self._number,
            Sort.ACCOUNT: self._account,
            Sort.NAME: self._name,
            Sort.TEXT: self._text,
        }

    def judge(self, sort: Sort, value: str) -> Finding | None:
        """What this value has to do with the register; None when nothing."""
        return self._judges[sort](value)

    def _number(self, value: str) -> Finding | None:
        found = self._numbers.judge(value)
        return Finding(*found) if found else None

    def _account(self, value: str) -> Finding | None:
        if entry := self._accounts.exactly(value):
            return Finding(entry)
        entry = self._accounts.nearly(value)
        return Finding(entry, Near.ACCOUNT) if entry else None

    def _name(self, value: str) -> Finding | None:
        if entry := self._names.exactly(value):
            return Finding(entry)
        entry = self._names.nearly(value)
        return Finding(entry, Near.NAME) if entry else None

    def _text(self, value: str) -> Finding | None:
        """A number or account inside any other text: only what is exactly the register's."""
        for written in _IN_TEXT.findall(value):
            if entry := self._numbers.exactly(written):
                return Finding(entry)
        entry = self._accounts.exactly(value)
        return Finding(entry) if entry else None
