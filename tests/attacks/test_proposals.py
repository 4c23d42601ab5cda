"""Attacks on proposals: innocents are never named, and what rests on hidden records is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection

from beccaria.core.persons import Role
from beccaria.core.refusal import Hidden, Refused
from beccaria.networks import actions
from beccaria.networks.actions.deciding import Accepted
from beccaria.networks.queries import proposals as reads
from tests.apps.networks.circle import Circle, circle
from tests.apps.networks.conftest import links, town  # noqa: F401  fixtures
from tests.apps.people.town import NOW
from tests.grouping import GOOD

if TYPE_CHECKING:
    from tests.apps.networks.linking import Links


@pytest.fixture
def known(links: Links) -> Circle:  # noqa: F811  the fixture
    """A circle at North."""
    return circle(links)


def test_elsewhere_and_other_duties_find_none(known: Circle) -> None:
    known.propose()
    one = known.read()[0]
    for who in ("eve", "ana", "gil", "pia", "asa", "dee"):
        assert known.read(who) == (), who
        with pytest.raises(Hidden):
            known.does(who, reads.proposal, one.id)
        with pytest.raises((Hidden, Refused)):
            known.does(who, actions.reject_proposal, one.id, why="Because", at=NOW)
    assert len(known.read("nan")) == 3


def test_what_two_prisons_show_together_only_the_national_duty_sees(links: Links) -> None:  # noqa: F811  the fixture
    north = circle(links)
    links.change("DELETE FROM events_payment")
    south = links.town.add("s1", site="SOUTH", role=Role.PRISONER, surname="Dorn", given_names="Man")[0]
    for man in (*north.men, str(south)):
        for days in (6, 16):
            links.payment(man, north.payer, days=days, site="SOUTH" if man == south else "NORTH")
    links.change("DELETE FROM events_visit WHERE site = 'NORTH'")
    for man in north.men[1:]:
        for days in (7, 17):
            links.visit(man, north.visitor, days=days)
    for days in (8, 18):
        links.visit(str(south), north.visitor, days=days, site="SOUTH")
    north.propose()
    assert str(south) in {one.person.id for one in north.read("nan")}
    assert north.read("eve") == ()
    assert str(south) not in {one.person.id for one in north.read("bo")}


@pytest.mark.parametrize("said", [{"level": 3}, {"compartments": ["exits"]}, {"handling": ["3x5x2:C"]}])
def test_what_rests_on_stricter_records_is_as_strict(links: Links, said: dict[str, Any]) -> None:  # noqa: F811  the fixture
    planted = circle(links, **said)
    planted.propose()
    row = planted.town.rows("SELECT level, compartments, handling FROM networks_proposal")[0]
    for name, value in zip(("level", "compartments", "handling"), row, strict=True):
        if name in said:
            assert value == said[name]
    if said != {"handling": ["3x5x2:C"]}:
        assert planted.read("bo") == ()


def test_evidence_that_became_hidden_takes_the_proposal_away(known: Circle) -> None:
    known.propose()
    assert len(known.read()) == 3
    known.links.change("UPDATE events_payment SET level = 3")
    assert known.read() == ()
    assert len(known.read("nan")) == 0


def test_a_hidden_visitor_takes_the_evidence_away(known: Circle) -> None:
    known.propose()
    ids = [one.id for one in known.read()]
    known.links.change("UPDATE people_person SET level = 3 WHERE id = %s", known.visitor)
    assert known.read() == ()
    with pytest.raises(Hidden):
        known.does("bo", reads.proposal, ids[0])
    with pytest.raises(Hidden):
        known.does("bo", actions.accept_proposal, ids[0], Accepted(group="x", grade=GOOD), at=NOW)


def _outside(known: Circle, who: str) -> tuple[Any, ...]:
    return tuple(known.does(who, lambda by: reads.leads_outside(reads.proposals(by=by), by=by)))


def test_who_may_lead_from_outside_is_told_only_to_who_reads_contacts_of_two(known: Circle) -> None:
    known.propose()
    first = _outside(known, "bo")[0]
    for who in ("eve", "ana", "gil", "pia", "asa", "dee", "oli"):
        assert _outside(known, who) == (), who
        assert _tries(known, who, "SELECT id FROM networks_outsidelead") == 0, who
    kind = "visit" if first.person.id == known.visitor else "payment"
    # He may read the contacts of one man only: that somebody is shared is what he must not learn.
    known.links.change(f"UPDATE events_{kind} SET level = 3 WHERE prisoner_id <> %s", known.men[0])
    assert first.person.id not in {one.person.id for one in _outside(known, "bo")}


def test_a_hidden_person_outside_leads_nothing(known: Circle) -> None:
    known.propose()
    first = _outside(known, "bo")[0]
    known.links.change("UPDATE people_person SET level = 3 WHERE id = %s", first.person.id)
    assert first.person.id not in {one.person.id for one in _outside(known, "bo")}


def test_only_the_service_proposes(known: Circle) -> None:
    with pytest.raises(Refused):
        known.does("bo", actions.propose_memberships, at=NOW)


def _tries(known: Circle, who: str, statement: str, *values: str) -> int:
    """How many rows somebody reaches as the web role; a refusal is none."""
    try:
        with known.town.as_web(who), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def test_the_database_itself_lets_no_user_plant_or_delete_a_proposal(known: Circle) -> None:
    known.propose()
    planted = (
        "INSERT INTO networks_proposal (id, circle, person_id, bases, because, against, lead_because, lead_against,"
        " proposed_at, decided_by, why, site, level, compartments, handling)"
        " VALUES ('x', 'c', %s, 2, '{}', '{}', '', '', now(), '', '', 'NORTH', 0, '{}', '{}')"
    )
    decided = "UPDATE networks_proposal SET accepted = false, decided_by = 'x', decided_at = now(), why = 'y'"
    assert _tries(known, "bo", planted, known.men[0]) == 0
    assert _tries(known, "bo", "DELETE FROM networks_proposal") == 0
    assert _tries(known, "bo", "DELETE FROM networks_proposalevidence") == 0
    assert _tries(known, "bo", "DELETE FROM networks_outsidelead") == 0
    assert _tries(known, "bo", "UPDATE networks_outsidelead SET because = 'x'") == 0
    assert _tries(known, "eve", decided) == 0
    assert _tries(known, "gil", decided) == 0
    assert known.town.rows("SELECT count(*) FROM networks_proposal WHERE accepted IS NULL") == [(3,)]
    assert known.town.rows("SELECT count(*) FROM networks_proposal") == [(3,)]


@pytest.mark.parametrize("relationship", ["mother", "cousin", "wife"])
def test_family_is_never_evidence(links: Links, relationship: str) -> None:  # noqa: F811  the fixture
    planted = circle(links)
    links.change("UPDATE events_visit SET relationship = %s", relationship)
    assert planted.propose() == 0


def test_men_of_one_name_whom_two_women_tie_may_be_brothers(links: Links) -> None:  # noqa: F811  the fixture
    planted = circle(links)
    links.change("UPDATE people_person SET sorts = 'abels ' || id WHERE role = 'prisoner'")
    assert planted.propose() == 0


def test_a_choir_a_prayer_group_and_a_shared_cell_name_nobody(links: Links) -> None:  # noqa: F811  the fixture
    """Weekly together in song, in prayer and in one cell, and one friend outside whom all know."""
    planted = circle(links)
    links.change("DELETE FROM events_payment")
    texts = ("They sang together in the choir.", "Praying together on Friday.", "Together in the cell.")
    for week in range(10):
        for place, text in enumerate(texts):
            links.insert(
                "reports_observation", site="NORTH", level=0, compartments=[], handling=[], text=text, kind="other",
                reference=f"26-T{week}{place}", pseudonym=f"p{week}{place}", place="", people=planted.men,
                occurred_at=NOW, received_at=NOW, stage="submitted", folded="",
            )  # fmt: skip
    for man in planted.men:
        links.insert(
            "people_custodyperiod", person_id=man, source="test", key=f"c{man}", establishment="NORTH", wing="C",
            cell="C-9", status="", category="", starts_at=NOW, recorded_at=NOW,
        )  # fmt: skip
    assert planted.propose() == 0


def test_nationality_and_faith_are_not_read_at_all() -> None:
    from pathlib import Path

    import beccaria.engines.membership as engine
    from beccaria.networks.queries import traces

    folder = Path(engine.__file__).parent
    for path in (*folder.glob("*.py"), Path(traces.__file__)):
        code = "\n".join(line for line in path.read_text().splitlines() if '"""' not in line)
        for word in (".nationality", ".ethnic", ".religion", ".languages"):
            assert word not in code, path
