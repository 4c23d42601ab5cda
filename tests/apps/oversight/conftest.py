"""What the pages of oversight are tested with: entries written by the real actions, read over HTTP as the dpo."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from beccaria.core.acts import Act
from beccaria.ledger import api as ledger
from beccaria.lib import clock

Did = Callable[..., datetime]


@pytest.fixture
def did(actor_named: Callable[..., Any]) -> Did:
    """Write one entry: `did("bo", Act.PERSON_READ, "person:x", ago=timedelta(days=2))`."""

    def write(who: str, act: Act, *subjects: str, ago: timedelta = timedelta(0), **more: Any) -> datetime:
        at = clock.now() - ago
        ledger.record(act, by=actor_named(who), subjects=list(subjects), at=at, **more)
        return at

    return write


@pytest.fixture
def see(sign_in: Callable[[str], Any]) -> Callable[[str], str]:
    """The page at an address, as Dee sees it."""
    client = sign_in("dee")

    def get(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, answer
        return str(answer.content.decode())

    return get
