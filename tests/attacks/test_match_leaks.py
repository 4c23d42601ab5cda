"""Asking who somebody could be tells nothing of other prisons: by no answer, entry or queue."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection

from beccaria.access.api import acting
from beccaria.core.refusal import Refused
from beccaria.engines.persons_compare import asking_keys, describe
from beccaria.events import actions as events
from beccaria.people import api as people
from beccaria.people.models import Appearance, PersonKey, Recognition
from tests import seed_people as seed
from tests.apps.events.test_arrivals import ZOE, person, visit, waiting, work
from tests.apps.people.town import NOW, Town, town

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["town"]


def _ask(client: Any, bearer: str, **known: str) -> Any:
    return client.post(
        "/api/v1/persons/match",
        json.dumps(known),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {bearer}",
    )


def _ledger(overseer: Any) -> tuple[Any, ...]:
    with acting(overseer), connection.cursor() as cursor:
        cursor.execute(
            "SELECT act, outcome, duty, subjects, detail FROM ledger_entry ORDER BY id DESC LIMIT 1"
        )
        return tuple(cursor.fetchone())


@pytest.mark.django_db
def test_hidden_and_never_written_are_answered_alike(
    client: Any, token: Callable[[str], str], actor_named: Callable[..., Any]
) -> None:
    """The answer is the same to the byte, and the ledger holds an entry of the same shape."""
    eve = token("eve")
    answers, entries = [], []
    for known in (
        {"name": "Zoë Kovač-Müller", "born": "1984-02-29", "document": "ZK77"},
        {"name": "Nemo Quillfeather", "born": "1984-02-28", "document": "QQ12"},
    ):
        answers.append(_ask(client, eve, **known).content)
        entries.append(_ledger(actor_named("dee")))
    assert answers[0] == answers[1] == b'{"candidates": []}'
    assert entries[0] == entries[1]


@pytest.mark.django_db
def test_the_search_for_candidates_gives_nobody_hidden(actor_named: Callable[..., Any]) -> None:
    """Asked as the web role with every key of hidden records: neither an identifier nor a weight comes out."""
    keys = sorted(asking_keys(describe(("Zoë Kovač-Müller",), born=date(1984, 2, 29), documents=("ZK77",))))
    secret = sorted(asking_keys(describe(("Osric Hidden",), born=date(1970, 1, 2))))
    for user, wanted, expected in (("eve", keys, 0), ("bo", keys, 1), ("bo", secret, 0)):
        with acting(actor_named(user)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM candidate_people(%s::bigint[], 100, 50)", [wanted])
            assert cursor.fetchone()[0] == expected, user


@pytest.mark.django_db
def test_keys_and_appearances_are_seen_with_their_record_only(actor_named: Callable[..., Any]) -> None:
    for user, sites in (("bo", {"NORTH"}), ("eve", {"SOUTH"})):
        with acting(actor_named(user)):
            assert set(PersonKey.objects.values_list("site", flat=True)) == sites
            assert set(Appearance.objects.values_list("person__site", flat=True)) <= sites


@pytest.mark.django_db
def test_with_nothing_set_nothing_is_found() -> None:
    keys = sorted(asking_keys(describe(("Zoë Kovač-Müller",))))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM candidate_people(%s::bigint[], 100, 50)", [keys])
        assert cursor.fetchone()[0] == 0


def test_who_writes_a_visit_down_learns_nothing(town: Town) -> None:
    """The same answer and the same traces for a visitor known elsewhere and for one nobody knows."""
    unknown: dict[str, Any] = {
        "visitor_name": "Nemo Quill",
        "born": date(1984, 2, 28),
        "phone": "0039 333 555 9999",
    }
    shapes = []
    for said in (ZOE, unknown):
        visit(town, "SOUTH", **said)
        entry = town.rows("SELECT act, outcome, detail FROM ledger_entry ORDER BY id DESC LIMIT 1")[0]
        shapes.append((entry, sorted(waiting(town)[-1])))
    assert shapes[0] == shapes[1]
    work(town)
    with town.as_web("oli"):
        assert not Recognition.objects.exists(), "an officer is told nothing"
    with town.as_web("eve") as eve:
        assert not Recognition.objects.exists(), "the recognition belongs to North"
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_judgement")
            assert cursor.fetchone()[0] == 0, "a pair of two prisons is national"
        mine = people.match(people.Sought(name="Zoe Kovacs"), by=eve)
        assert {one.person.site for one in mine} == {"SOUTH"}
    with town.as_web("bo"):
        told = Recognition.objects.get()
        assert (told.site, told.person_id) == ("NORTH", person(town, seed.VISITOR))
        assert "SOUTH" not in json.dumps(str(told.__dict__))


def test_what_waits_in_the_queue_says_nothing_of_people(town: Town) -> None:
    visit(town, "SOUTH", **ZOE)
    queued = town.rows(
        "SELECT args::text, coalesce(lock, ''), coalesce(queueing_lock, '') FROM procrastinate_jobs"
    )
    for args, *locks in queued:
        # Identifiers are random, and hold any three figures now and then.
        said = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", f"{args}{locks}")
        assert not any(word in said for word in ("Kovac", "1984", "555", "SOUTH"))


def test_nobody_but_the_service_compares_or_tells(town: Town) -> None:
    event = visit(town, "SOUTH", **ZOE)
    with pytest.raises(Refused), town.as_web("eve") as eve:
        people.arrive([], by=eve, at=NOW)
    with pytest.raises(Refused), town.as_web("nan") as nan:
        events.take_in("visit", [event], by=nan, at=NOW)
    with pytest.raises(DatabaseError), town.as_web("eve"):
        Recognition.objects.create(
            person_id=person(town, seed.VISITOR), site="NORTH", prompt="visit", certainty="possible",
            occurred_at=NOW - timedelta(days=1), recorded_at=NOW,
        )  # fmt: skip
