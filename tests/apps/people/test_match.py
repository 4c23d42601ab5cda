"""Asked who could be meant, the service offers with reasons, forgives slips of the pen, and accuses nobody."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from beccaria.access.api import acting
from beccaria.engines.persons_compare import Because, Described, compare
from beccaria.people import queries

pytestmark = pytest.mark.django_db


def ask(client: Any, bearer: str, **known: str) -> Any:
    return client.post(
        "/api/v1/persons/match",
        json.dumps(known),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {bearer}",
    )


@pytest.mark.parametrize(
    "known",
    [
        {"name": "Zoe Kovac-Muller", "born": "1984-02-29"},
        {"name": "Kovač Zoë"},
        {"name": "Zoe Kovacs", "phone": "0039 333 555 0101"},
        {"name": "Z. Kovac Mueller", "document": "zk-77"},
        {"name": "somebody else", "document": "ZK77"},
        {"name": "Zoya Kovatch", "born": "1984-02-29"},
    ],
)
def test_she_is_offered_however_she_is_described(
    client: Any, token: Callable[[str], str], known: dict[str, str]
) -> None:
    best = ask(client, token("bo"), **known).json()["candidates"][0]
    assert best["name"] == "Zoë Kovač-Müller"
    assert 0 < best["score"] <= 1
    assert best["why"]
    assert best["warnings"] == []


def test_elsewhere_nobody_is_offered(client: Any, token: Callable[[str], str]) -> None:
    for known in (
        {"name": "Zoë Kovač-Müller", "document": "ZK77"},
        {"name": "Marek", "phone": "+39 06 5550 1234"},
    ):
        assert ask(client, token("eve"), **known).json() == {"candidates": []}


def test_father_and_son_are_told_apart(actor_named: Callable[..., Any]) -> None:
    bo = actor_named("bo")
    with acting(bo):
        found = queries.match(queries.Sought(name="Marco Bassi", born=date(1988, 11, 23)), by=bo)
    son, father = found[:2]
    assert son.person.number == "A1005"
    assert Because.OTHER_BIRTH in father.because
    assert son.score > 2 * father.score


def test_it_can_be_wrong_input(client: Any, token: Callable[[str], str]) -> None:
    bearer = token("bo")
    assert ask(client, bearer, name="  ").status_code == 422
    assert ask(client, bearer, name="X", born="tomorrow").status_code == 422
    assert ask(client, bearer).status_code == 422


def test_a_slip_in_the_birth_date_is_said_to_be_one() -> None:
    held = Described(names=("Ana Rossi",), born=date(1985, 4, 12))
    for written in (date(1984, 4, 12), date(1985, 12, 4), date(1985, 4, 21)):
        told = compare(Described(names=("Ana Rossi",), born=written), held)
        assert Because.NEAR_BIRTH in told.because
    far = compare(Described(names=("Ana Rossi",), born=date(1961, 7, 2)), held)
    assert Because.OTHER_BIRTH in far.because


def test_the_score_is_between_nothing_and_certain_and_falls_with_every_difference() -> None:
    held = Described(names=("Ana Rossi",), born=date(1985, 4, 12), documents=frozenset({"X1"}))
    same = compare(held, held).score
    name = compare(Described(names=("Ana Rossi",)), held).score
    other = compare(Described(names=("Bruno Neri",), born=date(1960, 1, 1)), held).score
    assert same == 1
    assert same > name > other == 0
