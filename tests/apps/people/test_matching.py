"""Records are found by keys whatever the spelling, and odd input is answered plainly."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.core.actors import system_actor
from beccaria.core.persons import Role
from beccaria.engines.persons_compare import (
    Because,
    Related,
    asking_keys,
    compare,
    describe,
    holding_keys,
    identifier_keys,
)
from beccaria.people import api, beside
from tests.apps.people.town import NOW, Town, town

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["town"]
BORN = date(1985, 4, 12)
ODD = [
    "X",
    "x" * 300,
    "🦊🦊",
    "\u202eآدم\u202c",
    "ZOË KOVAČ-MÜLLER",
    "1234 5678",
    "Dr.",
    "O'",
    "Петров",
    "   ?   ",
]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_answered(name: str) -> None:
    odd, plain = describe((name,), born=date(1900, 1, 1)), describe(("Ana Rossi",), born=date(1985, 1, 1))
    for asked, held in ((odd, plain), (plain, odd), (odd, odd)):
        assert 0 <= compare(asked, held).score <= 1
    assert len(asking_keys(odd)) < 200


@given(st.text(max_size=80), st.text(max_size=80), st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_any_two_are_compared_both_ways_alike(one: str, other: str, born: date) -> None:
    left, right = describe((one,), born=born, phones=(other,)), describe((other,), documents=(one,))
    forth, back = compare(left, right), compare(right, left)
    assert forth.score == pytest.approx(back.score, abs=0.06)
    assert 0 <= forth.score <= 1


def test_who_asks_with_a_slip_shares_a_key() -> None:
    held = holding_keys(describe(("Giovanni Bianchi",), born=BORN, documents=("CA1234567",)))
    for asked in (
        describe(("Bianchi Giovani",)),
        describe(("somebody else",), born=date(1985, 12, 4)),
        describe(("somebody else",), documents=("CA1234560",)),
    ):
        assert asking_keys(asked) & held
    assert not identifier_keys(describe(("Giovanni Bianchi",))), "a name identifies nobody"


def test_days_that_mean_unknown_are_worth_little() -> None:
    year = compare(describe(("Ana Rossi",), born=date(1985, 1, 1)), describe(("Ana Rossi",), born=BORN))
    never = compare(describe(("Ana Rossi",), born=date(1900, 1, 1)), describe(("Ana Rossi",), born=BORN))
    both = compare(
        describe(("Ana Rossi",), born=date(1985, 1, 1)), describe(("Ana Rossi",), born=date(1985, 1, 1))
    )
    assert Because.SAME_BIRTH_YEAR in year.because
    assert Because.UNKNOWN_BIRTH in never.because
    assert Because.SAME_BIRTH not in both.because
    assert not any(one.may_be_joined for one in (year, never, both))


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        (("Luca Ferri", BORN), ("Lino Ferri", BORN), Related.TWINS),
        (("Marco Bassi", BORN), ("Marco Bassi", date(1958, 4, 1)), Related.PARENT_AND_CHILD),
        (("Ivan Petrov", BORN), ("Ivan Petrov", date(1983, 6, 30)), Related.NAMESAKES),
        (("Maria Conti", date(1955, 3, 2)), ("Paolo Conti", BORN), Related.FAMILY),
    ],
)
def test_those_who_belong_together_are_said_to_and_never_joined(
    left: tuple[str, date], right: tuple[str, date], how: Related
) -> None:
    one, other = (
        describe((name,), born=born, addresses=("Via Roma 7, Lodi",), phones=("+39 333 1234567",))
        for name, born in (left, right)
    )
    found = compare(one, other)
    assert found.related is how
    assert not found.may_be_joined
    assert any("may" in sentence for sentence in found.sentences)


def test_a_name_and_a_birth_date_are_not_enough_to_join() -> None:
    same = describe(("Ana Rossi",), born=BORN)
    assert not compare(same, same).may_be_joined
    more = describe(("Ana Rossi",), born=BORN, phones=("+39 333 1234567",))
    assert compare(more, more).may_be_joined


def test_former_names_and_new_ones_find_her(town: Town) -> None:
    (made,) = town.add("one", given_names="Zora", surname="Quillfeather", document="QQ 9")
    with town.as_worker() as worker:
        identity = town.rows("SELECT id FROM people_identity WHERE person_id = %s", made)[0][0]
        said = api.Said(role=Role.VISITOR, given_names="Zora", surname="Abernathy")
        api.change_identity(identity, said, by=worker, at=worker_time(town))
    for name in ("Quilfeather Zora", "Zora Abernathey"):
        with town.as_web("bo") as bo:
            assert made in [one.person.id for one in api.match(api.Sought(name=name), by=bo)]


def worker_time(town: Town) -> Any:
    return town.rows("SELECT now()")[0][0]


def test_who_moves_is_found_where_he_is(town: Town) -> None:
    (made,) = town.add("one", given_names="Zora", surname="Quillfeather", role=Role.PRISONER)
    with town.as_worker() as worker:
        api.move(
            made, api.Place(establishment="SOUTH"), since=worker_time(town), by=worker, at=worker_time(town)
        )
    for user, found in (("eve", True), ("bo", False)):
        with town.as_web(user) as actor:
            ids = [one.person.id for one in api.match(api.Sought(name="Zora Quillfeather"), by=actor)]
            assert (made in ids) is found


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*ODD, "x" * 200])
def test_rest_answers_odd_names(client: Any, token: Callable[[str], str], name: str) -> None:
    answer = client.post(
        "/api/v1/persons/match",
        json.dumps({"name": name[:200], "born": "1900-01-01"}),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {token('bo')}",
    )
    assert answer.status_code == 200
    for one in answer.json()["candidates"]:
        assert 0 <= one["score"] <= 1


def test_what_higher_apps_know_stands_beside_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_asked", [])
    beside.on_candidates(lambda ids, **_who: {one: [{"of": one}] for one in ids if one != "c"})
    beside.on_candidates(lambda ids, **_who: {"a": [{"more": len(ids)}]})
    told = beside.beside_candidates(["a", "b", "c"], by=system_actor("test"), at=NOW)
    assert told == {"a": [{"of": "a"}, {"more": 3}], "b": [{"of": "b"}]}
