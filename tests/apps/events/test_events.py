"""What happened is told to those with a duty there, in one order; what they may not see leaves no gap and no count."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from beccaria.access.api import acting
from beccaria.core.happenings import Family, Item, Outcome, Part
from beccaria.core.ids import PersonId, new_id
from beccaria.core.refusal import BadInput, Hidden, Refused
from beccaria.events import api as events
from beccaria.events.models import Find, Incident, IncidentPart, Visit
from beccaria.lib import clock
from tests import seed_people as seed

pytestmark = pytest.mark.django_db
Lane = events.Lane
Planted = Callable[[str], str]
Named = Callable[..., Any]


def test_a_timeline_is_in_order_and_counts_its_lanes(planted: Planted, actor_named: Named) -> None:
    bo = actor_named("bo")
    with acting(bo):
        told = events.timeline(planted(seed.MTS), by=bo)
    assert [one.lane for one in told.happenings] == [Lane.INCIDENTS, Lane.VISITS, Lane.VISITS, Lane.MOVES]
    counts = {lane: count for lane, count in told.counts.items() if count}
    assert counts == {Lane.MOVES: 1, Lane.VISITS: 2, Lane.INCIDENTS: 1}
    assert sorted(told.happenings[0].parts) == ["assailant", "fighter"]


def test_pages_of_a_timeline_skip_nothing(planted: Planted, actor_named: Named) -> None:
    bo, person = actor_named("bo"), planted(seed.MTS)
    with acting(bo):
        whole = [one.id for one in events.timeline(person, by=bo).happenings]
        shown, cursor = [], None
        for _turn in whole:
            told = events.timeline(person, by=bo, cursor=cursor, at_most=1)
            shown += [one.id for one in told.happenings]
            cursor = told.earlier
    assert shown == whole
    assert cursor is None


def test_a_lane_and_a_period_narrow(planted: Planted, actor_named: Named) -> None:
    bo, person = actor_named("bo"), planted(seed.MTS)
    today = timezone.localtime(clock.now()).date()
    month = events.Period(since=today - timedelta(days=35), until=today)
    with acting(bo):
        visits = events.timeline(person, by=bo, lanes=frozenset({Lane.VISITS}), period=month)
    assert [one.code for one in visits.happenings] == ["refused"]
    assert visits.counts[Lane.INCIDENTS] == 1
    assert visits.counts[Lane.MOVES] == 0


def test_what_happened_to_the_hidden_is_not_counted(planted: Planted, actor_named: Named) -> None:
    bo, cy, visitor = actor_named("bo"), actor_named("cy"), planted(seed.VISITOR)
    with acting(bo):
        assert events.timeline(visitor, by=bo).counts[Lane.VISITS] == 2
        assert len(events.with_whom(visitor, by=bo)) == 2
    with acting(cy):
        assert events.timeline(visitor, by=cy).counts[Lane.VISITS] == 3


def test_two_roles_are_two_links(planted: Planted, actor_named: Named) -> None:
    bo, father = actor_named("bo"), planted(seed.FATHER)
    with acting(bo):
        met = [one for one in events.with_whom(planted(seed.MTS), by=bo) if one.other.id == father]
    assert sorted((one.mine, one.theirs) for one in met) == [("assailant", "victim"), ("fighter", "victim")]


def test_a_hidden_witness_is_not_in_the_incident(actor_named: Named) -> None:
    bo, cy = actor_named("bo"), actor_named("cy")
    with acting(bo):
        row = Incident.objects.get(key="fight")
        assert {part for _person, part in events.incident(row.pk, by=bo).parts} == {
            "assailant",
            "fighter",
            "victim",
        }
    with acting(cy):
        assert "witness" in {part for _person, part in events.incident(row.pk, by=cy).parts}


def test_elsewhere_there_is_nothing(
    planted: Planted, actor_named: Named, sign_in: Callable[[str], Any]
) -> None:
    bo, eve, person = actor_named("bo"), actor_named("eve"), planted(seed.MTS)
    with acting(bo):
        fight = Incident.objects.get(key="fight").pk
    with acting(eve):
        assert Incident.objects.filter(pk=fight).count() == 0
        assert IncidentPart.objects.filter(incident_id=fight).count() == 0
        assert Visit.objects.count() == Find.objects.count() == 0
        assert events.at_place("NORTH", by=eve).counts == dict.fromkeys(Lane, 0)
        for ask in (events.timeline, events.with_whom, events.about_person):
            with pytest.raises(Hidden):
                ask(person, by=eve)
    client = sign_in("eve")
    addresses = (f"/incidents/{fight}/", f"/people/{person}/happened/", f"/people/{person}/with/")
    for address in (*addresses, "/places/NORTH/happened/", f"/incidents/{new_id()}/"):
        assert client.get(address).status_code == 404
    hidden, never = client.get(addresses[0]), client.get(f"/incidents/{new_id()}/")
    assert len(hidden.content) == len(never.content)


def test_in_sql_without_an_actor_there_is_nothing(db: None) -> None:
    del db
    with transaction.atomic(), connection.cursor() as cursor:
        for name in ("movement", "visit", "incident", "incidentpart", "find"):
            cursor.execute(f"SELECT count(*) FROM events_{name}")
            assert cursor.fetchone() == (0,)


def test_the_pages_say_what_happened(planted: Planted, sign_in: Callable[[str], Any]) -> None:
    bo, person = sign_in("bo"), planted(seed.MTS)
    page = bo.get(f"/people/{person}/happened/").content.decode()
    for words in ("Assault, serious", "as assailant, fighter", "Visit of Zoe Kovac: refused", "Received"):
        assert words in page
    piece = bo.get(f"/people/{person}/happened/", HTTP_HX_REQUEST="true").content.decode()
    assert "Assault, serious" in piece
    assert "<h1" not in piece
    narrow = bo.get(f"/people/{person}/happened/?lane=visits").content.decode()
    assert "Assault, serious" not in narrow
    for period in ("until=9999-12-31", "since=0001-01-01"):
        assert "Assault, serious" in bo.get(f"/people/{person}/happened/?{period}").content.decode()
    assert "Marco Bassi" in bo.get(f"/people/{person}/with/").content.decode()
    place = bo.get("/places/NORTH/happened/?wing=NORTH-C").content.decode()
    assert "Mobile telephone, 1 pieces" in place
    assert "Visit of" not in place


def test_an_officer_writes_an_incident_down(planted: Planted, sign_in: Callable[[str], Any]) -> None:
    ana = sign_in("ana")
    ana.get("/incidents/new/?site=NORTH")
    typed = {"csrfmiddlewaretoken": ana.cookies["csrftoken"].value, "site": "NORTH", "family": "threat"}
    typed |= {"occurred_at": "2026-05-03T10:00", "who1": "bassi", "part1": "victim"}
    unclear = ana.post("/incidents/new/", typed)
    assert unclear.status_code == 422
    assert "write the number instead" in unclear.content.decode()
    named = typed | {"who1": "A1004", "who2": "chosen", "id_of_who2": planted(seed.MTS), "part2": "suspect"}
    saved = ana.post("/incidents/new/", named)
    assert saved.status_code == 302
    page = ana.get(saved["Location"]).content.decode()
    assert "Marco Bassi" in page
    assert "Marek Tibor Sandor" in page
    assert sign_in("oli").get(saved["Location"]).status_code == 404


def test_a_find_is_written_down(sign_in: Callable[[str], Any]) -> None:
    ana = sign_in("ana")
    ana.get("/finds/new/")
    typed = {"csrfmiddlewaretoken": ana.cookies["csrftoken"].value, "site": "NORTH", "item": "weapon"}
    typed |= {"occurred_at": "2026-05-03T10:00", "quantity": "1", "unit": "pieces", "who": "A1005"}
    assert ana.post("/finds/new/", typed).status_code == 302
    assert ana.post("/finds/new/", typed | {"quantity": "0"}).status_code == 422
    assert ana.post("/finds/new/", typed | {"site": "SOUTH"}).status_code == 422
    assert "Weapon, 1 pieces" in ana.get("/places/NORTH/happened/").content.decode()


def test_nobody_writes_of_the_hidden_or_the_future_or_elsewhere(planted: Planted, actor_named: Named) -> None:
    bo, at = actor_named("bo"), clock.now()
    elsewhere, invented = PersonId(planted(seed.ELSEWHERE)), PersonId(new_id())
    here = events.Happened(site="NORTH", occurred_at=at)
    later = events.Happened(site="NORTH", occurred_at=at + timedelta(days=1))
    south = events.Happened(site="SOUTH", occurred_at=at)
    of_hidden, of_invented = (
        events.NewIncident(happened=here, family=Family.FIRE, parts=((person, Part.VICTIM),))
        for person in (elsewhere, invented)
    )
    mts = PersonId(planted(seed.MTS))
    silent = events.NewVisit(happened=here, prisoner=mts, visitor_name="X", outcome=Outcome.REFUSED)
    with acting(bo):
        with pytest.raises(BadInput) as hidden:
            events.add_incident(of_hidden, by=bo, at=at)
        with pytest.raises(BadInput) as never:
            events.add_incident(of_invented, by=bo, at=at)
        with pytest.raises(BadInput, match="future"):
            events.add_find(events.NewFind(happened=later, item=Item.SIM), by=bo, at=at)
        with pytest.raises(Refused):
            events.add_find(events.NewFind(happened=south, item=Item.SIM), by=bo, at=at)
        with pytest.raises(BadInput, match="reason"):
            events.add_visit(silent, by=bo, at=at)
    assert str(hidden.value) == str(never.value)


def test_the_database_refuses_unknown_words_and_changes(actor_named: Named) -> None:
    bo, at = actor_named("bo"), clock.now()
    plain = {"source": "x", "at": at, "recorded_at": at}
    refused: tuple[Callable[[], Any], ...] = (
        lambda: Incident.objects.create(**plain, key="1", site="NORTH", family="mischief"),
        lambda: Incident.objects.create(**plain, key="2", site="SOUTH", family="fire"),
        lambda: Find.objects.create(**plain, key="3", site="NORTH", item="phone", quantity=-1),
        lambda: Incident.objects.create(**plain, key="4", site="NORTH", family="fire", level=3),
        lambda: Incident.objects.filter(key="fight").delete(),
    )
    for change in refused:
        with acting(bo):
            try:
                with transaction.atomic():
                    change()
            except DatabaseError:
                continue
            pytest.fail("the database let it pass")
    with acting(bo):
        assert Incident.objects.filter(key="fight").update(text="nothing") == 0
