"""A hidden record makes the database do the same work as one that never was: what takes no longer tells nothing.

The suite asserts no times (`beccaria bench timing` measures them); statements can be counted anywhere.
"""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.attacks.hidden import Hidden
from tests.attacks.test_every_door import _filled, _with_records

pytestmark = pytest.mark.django_db

# What differs between any two requests: identifiers, moments, digests of sessions, names of savepoints.
_VALUES = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[ T][\d:.+]+|[0-9a-f]{16,}|s\d+_x\d+"
)


def work(ask: Callable[[], Any]) -> list[str]:
    """The statements that answering takes, without the values."""
    with CaptureQueriesContext(connection) as seen:
        ask()
    return [_VALUES.sub("*", one["sql"]) for one in seen.captured_queries]


def told(ask: Callable[[str], Any], addresses: list[str], hidden: Hidden) -> list[str]:
    """The addresses at which a hidden record takes other statements than one that never was."""
    found = []
    for address in addresses:
        # Once beforehand: what is asked for the first time in a session or process may take more.
        ask(_filled(address, str(uuid.uuid4())))
        for record in hidden.at(address):
            # Once a minute a session writes down that it is in use: what differs twice in a row is no such chance.
            pairs = (_pair(ask, address, record) for _turn in range(2))
            if all(seen != never for never, seen in pairs):
                found.append(f"{address}: other statements for a record that is hidden")
                break
    return found


def _pair(ask: Callable[[str], Any], address: str, record: str) -> tuple[list[str], list[str]]:
    """The statements for a record that never was, and those for the hidden one."""
    never = work(lambda: ask(_filled(address, str(uuid.uuid4()))))
    return never, work(lambda: ask(_filled(address, record)))


@pytest.mark.parametrize("username", ["eve", "oli"])
def test_pages(username: str, sign_in: Callable[[str], Client], hidden: Hidden) -> None:
    client = sign_in(username)
    addresses = [one for one in _with_records() if not one.startswith("api/")]
    assert len(addresses) > 20
    assert not told(client.get, addresses, hidden)


def test_rest(token: Callable[[str], str], hidden: Hidden) -> None:
    client, bearer = Client(HTTP_HOST="127.0.0.1"), {"Authorization": f"Bearer {token('eve')}"}
    addresses = [one for one in _with_records() if one.startswith("api/")]
    assert len(addresses) >= 3
    assert not told(lambda address: client.get(address, headers=bearer), addresses, hidden)


def test_names_over_rest(token: Callable[[str], str], hidden: Hidden) -> None:
    del hidden
    client, bearer = Client(HTTP_HOST="127.0.0.1"), {"Authorization": f"Bearer {token('eve')}"}

    def match(name: str) -> list[str]:
        def ask() -> Any:
            return client.post(
                "/api/v1/persons/match", {"name": name}, content_type="application/json", headers=bearer
            )

        return [re.sub(r"'[^']*'", "'…'", one) for one in work(ask)]

    match("Somebody Else")
    assert match("Marek Tibor Sandor") == match("Nobody Whoever Neverwas")
