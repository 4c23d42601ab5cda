"""A person is read by those with a duty there; nothing said of him is overwritten; a name is not a person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from beccaria.access.api import acting
from beccaria.core.ids import PersonId, new_id
from beccaria.core.persons import Role
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.ledger.models import Entry
from beccaria.lib import clock
from beccaria.people import actions, queries
from beccaria.people.models import CustodyPeriod, Identity, Person
from tests import seed_people as seed

pytestmark = pytest.mark.django_db
PLAIN = actions.Said(
    role=Role.PRISONER, given_names="Tomás", surname="Vega", number="A9", born=date(1990, 2, 3)
)


def test_bo_reads_and_eve_meets_nobody(planted: Callable[[str], str], sign_in: Callable[[str], Any]) -> None:
    person = planted(seed.MTS)
    page = sign_in("bo").get(f"/people/{person}/")
    assert page.status_code == 200
    assert "Marek Tibor Sandor" in page.content.decode()
    eve = sign_in("eve")
    hidden, never = eve.get(f"/people/{person}/"), eve.get(f"/people/{new_id()}/")
    assert hidden.status_code == never.status_code == 404
    assert len(hidden.content) == len(never.content)
    for more in ("records/", "move/", "records/0/", "records/?day=2026-05-03"):
        assert eve.get(f"/people/{person}/{more}").status_code == 404


def test_rest_gives_the_same_document_for_hidden_and_never(
    planted: Callable[[str], str], client: Any, token: Callable[[str], str]
) -> None:
    person = planted(seed.MTS)
    bo, eve = ({"HTTP_AUTHORIZATION": f"Bearer {token(name)}"} for name in ("bo", "eve"))
    told = client.get(f"/api/v1/persons/{person}", **bo).json()
    assert (told["name"], told["number"], told["establishment"]) == ("Marek Tibor Sandor", "A1001", "NORTH")
    assert told["identities"][0]["aliases"] == ["M.T.S.", "the Tall One"]
    assert told["custody"][0]["wing"] == "NORTH-C"
    hidden, never = client.get(f"/api/v1/persons/{person}", **eve), client.get("/api/v1/persons/no", **eve)
    assert hidden.status_code == 404
    assert hidden.content == never.content


def test_in_sql_nothing_is_there_without_an_actor_or_for_eve(actor_named: Callable[..., Any]) -> None:
    tables = ("people_person", "people_identity", "people_custodyperiod")
    everything = "SELECT count(*) FROM search_people('''mar'':*', '', '', '{}', 100)"
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)
        cursor.execute(everything)
        assert cursor.fetchone() == (0,)
    with acting(actor_named("eve")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person WHERE site = 'NORTH'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM people_identity WHERE surname = 'Sandor'")
        assert cursor.fetchone() == (0,)
        cursor.execute(everything)
        assert cursor.fetchone() == (0,)


def test_adding_a_namesake_merges_nobody(actor_named: Callable[..., Any]) -> None:
    bo, at = actor_named("bo"), clock.now()
    with acting(bo):
        made = {actions.add_person(PLAIN, site="NORTH", by=bo, at=at) for _twice in range(2)}
        found = queries.search("tomas vega", by=bo).items
        assert {one.id for one in found} == made
        assert [one.id for one in queries.taken_for(found[0], by=bo)] == [found[1].id]


def test_twins_are_warned_of_and_stay_two(
    planted: Callable[[str], str], sign_in: Callable[[str], Any]
) -> None:
    page = sign_in("bo").get(f"/people/{planted(seed.TWIN)}/").content.decode()
    assert "Not to be taken for" in page
    assert "Lino Ferri" in page
    alone = sign_in("bo").get(f"/people/{planted(seed.NAMESAKE)}/").content.decode()
    assert "Not to be taken for" not in alone


def test_a_changed_record_keeps_what_was_said_before(
    planted: Callable[[str], str], actor_named: Callable[..., Any]
) -> None:
    bo, at, person = actor_named("bo"), clock.now(), planted(seed.MTS)
    said = actions.Said(role=Role.PRISONER, given_names="Marek", surname="Kalman", born=date(1980, 4, 12))
    with acting(bo):
        old = queries.person(person, by=bo).now[0]
        actions.change_identity(old.id, said, by=bo, at=at)
        one = queries.person(person, by=bo)
        assert one.line.name == "Marek Kalman"
        assert [record.name for record in one.identities] == ["Marek Kalman", "Marek Tibor Sandor"]
        assert one.identities[1].until == at
        assert one.identities[0].asserted_by == bo.user
        for name in ("kalman", "sandor", "mts"):
            assert person in {found.id for found in queries.search(name, by=bo).items}
        before = queries.identities_on(person, known_at=at - timedelta(seconds=1), by=bo)
        assert [record.surname for record in before] == ["Sandor"]
        with pytest.raises(Cannot):
            actions.change_identity(old.id, said, by=bo, at=at)


def test_what_we_knew_on_a_day_is_what_was_recorded_by_then(
    planted: Callable[[str], str], actor_named: Callable[..., Any]
) -> None:
    bo, at, person = actor_named("bo"), clock.now(), planted(seed.MTS)
    moved, heard = at - timedelta(days=3), at
    place = actions.Place(establishment="NORTH", wing="NORTH-B", status="sentenced", category="A")
    with acting(bo):
        actions.move(PersonId(person), place, since=moved, by=bo, at=heard)
        day_after = moved + timedelta(days=1)
        truth = queries.custody_on(person, on=day_after, known_at=heard, by=bo)
        known = queries.custody_on(person, on=day_after, known_at=heard - timedelta(seconds=1), by=bo)
        assert truth is not None
        assert truth.wing == "NORTH-B"
        assert known is not None
        assert known.wing == "NORTH-C"
        assert queries.custody_on(person, on=at - timedelta(days=900), known_at=at, by=bo) is None
        held = queries.person(person, by=bo).custody
        assert [one.wing for one in held] == ["NORTH-B", "NORTH-C"]
        assert held[1].ends_at == moved


def test_nobody_is_moved_across_by_one_prison_alone(
    planted: Callable[[str], str], actor_named: Callable[..., Any]
) -> None:
    bo, person = actor_named("bo"), PersonId(planted(seed.MTS))
    with acting(bo), pytest.raises(Refused):
        actions.move(person, actions.Place(establishment="SOUTH"), since=clock.now(), by=bo, at=clock.now())


def test_the_database_refuses_too(planted: Callable[[str], str], actor_named: Callable[..., Any]) -> None:
    bo, at, person = actor_named("bo"), clock.now(), planted(seed.MTS)
    refused: tuple[Callable[[], Any], ...] = (
        lambda: Person.objects.filter(pk=person).update(site="SOUTH"),
        lambda: Person.objects.filter(pk=person).update(role="king"),
        lambda: Identity.objects.filter(person_id=person).update(until=at - timedelta(days=999)),
        lambda: CustodyPeriod.objects.filter(person_id=person).update(ends_at=at - timedelta(days=999)),
        lambda: CustodyPeriod.objects.filter(person_id=person).update(status="free"),
        lambda: Person.objects.filter(pk=person).delete(),
    )
    for change in refused:
        with acting(bo):
            try:
                with transaction.atomic():
                    change()
            except DatabaseError:
                continue
            pytest.fail("the database let it pass")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (actions.Said(role=Role.PRISONER), "needs a name"),
        (actions.Said(role=Role.PRISONER, surname="X", born=date(1850, 1, 1)), "birth date"),
        (actions.Said(role=Role.PRISONER, surname="X", born=date(2999, 1, 1)), "birth date"),
        (actions.Said(role=Role.PRISONER, surname="X", sex="both"), "sex"),
        (actions.Said(role=Role.PRISONER, surname="X", nationality="italian"), "nationality"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    actor_named: Callable[..., Any], said: actions.Said, words: str
) -> None:
    bo = actor_named("bo")
    with acting(bo), pytest.raises(BadInput, match=words):
        actions.add_person(said, site="NORTH", by=bo, at=clock.now())


@pytest.mark.parametrize("name", ["ana", "gil", "nan", "eve", "dee"])
def test_only_the_unit_of_that_prison_adds(actor_named: Callable[..., Any], name: str) -> None:
    actor = actor_named(name)
    with acting(actor), pytest.raises(Refused):
        actions.add_person(PLAIN, site="NORTH", by=actor, at=clock.now())


def test_adding_changing_and_moving_by_hand(sign_in: Callable[[str], Any]) -> None:
    bo = sign_in("bo")
    bo.get("/people/new/")
    csrf = {"csrfmiddlewaretoken": bo.cookies["csrftoken"].value}
    typed = {
        "given_names": "Ada",
        "surname": "Brill",
        "role": "prisoner",
        "site": "NORTH",
        "aliases": "Bee; B.",
    }
    wrong = bo.post("/people/new/", {**csrf, **typed, "born": "1801-01-01"})
    assert wrong.status_code == 422
    assert "look at the year" in wrong.content.decode()
    person = bo.post("/people/new/", {**csrf, **typed})["Location"]
    assert "Not in custody" in bo.get(person).content.decode()
    placed = {"wing": "NORTH-A", "category": "C", "status": "remand", "since": "2026-05-03T10:00"}
    assert bo.post(f"{person}move/", {**csrf, **placed}).status_code == 302
    page = bo.get(person).content.decode()
    assert "Northgate, wing A" in page
    assert "on remand" in page
    records = bo.get(f"{person}records/?day=2026-05-04").content.decode()
    assert "What we knew on" in records
    assert "Not known to be in custody" in records


def test_every_look_is_in_the_ledger_and_tells_no_contents(
    planted: Callable[[str], str], sign_in: Callable[[str], Any], actor_named: Callable[..., Any]
) -> None:
    person, bo, dee = planted(seed.SON), actor_named("bo"), actor_named("dee")
    client = sign_in("bo")
    client.get(f"/people/{person}/")
    client.get("/people/?q=bassi")
    with acting(dee):
        found = [one for one in Entry.objects.filter(actor=bo.user) if f"person:{person}" in one.subjects]
    assert {one.act for one in found} == {"person.read", "person.search"}
    assert "assi" not in str([one.detail for one in found])


def test_a_secret_person_is_shown_only_after_saying_what_for(
    sign_in: Callable[[str], Any], planted: Callable[[str], str]
) -> None:
    head, address = sign_in("cy"), f"/people/{planted(seed.SECRET)}/"
    asked = head.get(address)
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/access/purpose/?next=")
    form = {
        "purpose": "intelligence",
        "reason": "He is to be moved tonight and must be kept apart",
        "csrfmiddlewaretoken": head.cookies["csrftoken"].value,
        "next": address,
    }
    assert head.post("/access/purpose/", form).status_code == 302
    assert head.get(address).status_code == 200
