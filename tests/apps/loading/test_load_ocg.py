"""Police mapping from files: bands as written, one basis for members, names never matched, bad rows set aside."""

from __future__ import annotations

import csv
import random
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.actors import Duty, Level
from beccaria.core.refusal import Refused
from beccaria.lib.staging import Job
from beccaria.lib.tables import CannotRead
from beccaria.networks.loading import load_ocg, load_ocgm
from tests.apps.loading.conftest import NOW
from tests.apps.loading.test_estate import actor

if TYPE_CHECKING:
    from tests.apps.loading.conftest import Service

DATA = Path(__file__).resolve().parents[2] / "data" / "ocg"
TABLES = (
    *("networks_group", "networks_membership", "networks_evidence", "networks_rolehypothesis"),
    "networks_scorecard",
)


def everything(service: Service) -> list[list[tuple[Any, ...]]]:
    return [service.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in TABLES]


def copied(service: Service, name: str) -> Path:
    return service.write(name, (DATA / name).read_text(encoding="utf-8"))


def why(service: Service, name: str) -> dict[str, str]:
    with (service.folder / f"{name}.rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["row"]: row["why"] for row in csv.DictReader(file)}


@pytest.fixture
def both(service: Service) -> Service:
    service.load(load_ocg, copied(service, "OCG.csv"))
    service.load(load_ocgm, copied(service, "OCGM.csv"))
    return service


def test_groups_come_in_with_their_bands_and_bad_rows_do_not(service: Service) -> None:
    before = service.count("networks_group")
    outcome = service.load(load_ocg, copied(service, "OCG.csv"))
    assert (outcome.rows, outcome.new, outcome.rejected) == (6, 4, 2)
    assert service.count("networks_group") == before + 4
    said = why(service, "OCG.csv")
    assert "“9z” is no band" in said["5"]
    assert "formula" in said["6"]
    rows = service.rows(
        "SELECT name, kind, determined_by, definition, site, reaches, not_to_subject FROM networks_group"
        " WHERE source = 'police:ocg' AND key = 'NT101'"
    )
    assert rows == [("OCG NT101", "loose_network", "police", "national", None, ["*"], True)]
    bands = dict(
        service.rows(
            "SELECT known.key, card.answers FROM networks_scorecard card JOIN networks_group known"
            " ON known.id = card.group_id WHERE known.source = 'police:ocg'"
        )
    )
    assert bands["NT101"]["band"]["level"] == "band_2b"
    # A missing band is unknown, never the lowest; a word nobody knows is kept beside the unknown.
    assert bands["NT103"]["band"]["level"] == "unknown"
    assert bands["NT102"]["tactics"]["level"] == "unknown"
    assert bands["NT103"]["violence"]["level"] == "medium"
    assert bands["NT105"]["corruption"] == {"level": "unknown", "because": "Written as “Considerable”."}


def test_loading_both_twice_changes_nothing(both: Service) -> None:
    before = everything(both)
    for work, name in ((load_ocg, "OCG.csv"), (load_ocgm, "OCGM.csv")):
        outcome = both.load(work, copied(both, name), at=NOW + timedelta(days=200))
        assert (outcome.new, outcome.changed) == (0, 0)
    assert everything(both) == before


def test_a_dry_run_says_the_same_and_leaves_nothing(service: Service) -> None:
    before = everything(service)
    from django.db import connections, transaction

    from beccaria.access.api import acting
    from beccaria.core.actors import system_actor
    from tests.conftest import connect_as

    connect_as(service.cluster, "worker", service.name)
    with acting(system_actor("loader")) as by:
        job = Job(
            path=copied(service, "OCG.csv"), at=NOW, zone=actor_zone(), otherwise=service.folder, dry_run=True
        )
        outcome = load_ocg(job, by=by)
        transaction.set_rollback(True)
    connections["default"].close()
    assert outcome.new == 4
    assert everything(service) == before


def actor_zone() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Rome")


def test_members_rest_on_one_basis_and_are_found_by_number_alone(both: Service) -> None:
    said = why(both, "OCGM.csv")
    assert "not the birth date" in said["4"]
    assert "nobody known has the number Z9999" in said["5"]
    assert "Names are not matched" in said["5"]
    assert "there is no group NT999" in said["6"]
    assert "formula" in said["7"]
    assert "neither yes nor no" in said["10"]
    rows = both.rows(
        "SELECT person.number, member.position, member.handling, member.site, piece.basis, piece.scheme,"
        " piece.source_grade || piece.information_grade FROM networks_membership member"
        " JOIN networks_group known ON known.id = member.group_id AND known.source = 'police:ocg'"
        " JOIN people_person person ON person.id = member.person_id"
        " JOIN networks_evidence piece ON piece.membership_id = member.id ORDER BY 1"
    )
    listed = ("police_mapping", "4x4", "X4")
    assert rows == [
        ("A1001", "principal", [], "NORTH", *listed),
        # “No”, or nothing said: it stays at the prison that holds him.
        ("A1003", "peripheral", ["4x4:H2"], "NORTH", *listed),
        ("A1004", "significant", ["4x4:H2"], "NORTH", *listed),
        ("B2001", "principal", [], "SOUTH", *listed),
    ]
    roles = both.rows(
        "SELECT person.number, supposed.role, supposed.by_rule FROM networks_rolehypothesis supposed"
        " JOIN networks_membership member ON member.id = supposed.membership_id"
        " JOIN people_person person ON person.id = member.person_id WHERE supposed.by_rule <> ''"
    )
    assert roles == [("A1004", "facilitator", "load ocgm")]


def test_one_list_leaves_everybody_suspected(both: Service) -> None:
    from beccaria.networks import queries

    with both.as_web(actor(Duty.ANALYST, "*", level=Level.CONFIDENTIAL)) as by:
        person = both.rows("SELECT id FROM people_person WHERE number = 'A1001'")[0][0]
        (mark,) = queries.marks([person], by=by, at=NOW)[person]
    assert (mark.support, mark.bases, mark.position) == ("suspected", 1, "principal")


def test_what_may_not_go_on_is_seen_only_where_he_is_held(both: Service) -> None:
    from beccaria.networks import queries

    def seen(duty: Duty, site: str) -> set[str]:
        with both.as_web(actor(duty, site, level=Level.CONFIDENTIAL)) as by:
            return {
                one.person.number for each in queries.here("NORTH", by=by, at=NOW) for one in each.members
            }

    assert {"A1001", "A1003", "A1004"} <= seen(Duty.PIO, "NORTH")
    assert "A1001" in seen(Duty.ANALYST, "*")
    assert not {"A1003", "A1004"} & seen(Duty.ANALYST, "*")


def test_a_later_list_refreshes_once_a_quarter_and_moves_a_band(both: Service) -> None:
    later = NOW + timedelta(days=100)
    groups = both.write(
        "OCG.csv", (DATA / "OCG.csv").read_text(encoding="utf-8").replace("NT101,2b", "NT101,1a")
    )
    members = both.write("OCGM.csv", (DATA / "OCGM.csv").read_text(encoding="utf-8") + "\n")
    moved = both.load(load_ocg, groups, at=later)
    # The three others say the same in another quarter: kept, so that nobody takes an old word for a new one.
    assert (moved.new, moved.changed) == (0, 4)
    refreshed = both.load(load_ocgm, members, at=later)
    assert (refreshed.new, refreshed.changed) == (0, 4)
    assert both.load(load_ocgm, members, at=later + timedelta(days=2)).changed == 0
    pieces = both.rows(
        "SELECT count(*), count(DISTINCT piece.origin) FROM networks_evidence piece"
        " WHERE piece.basis = 'police_mapping' AND piece.origin = 'police mapping' GROUP BY piece.membership_id"
    )
    assert pieces == [(2, 1)] * 4


def test_what_somebody_ended_is_not_brought_back(both: Service) -> None:
    from django.db import connections

    with both.as_web(actor(Duty.HEAD, "NORTH", level=Level.SECRET)) as by:
        from beccaria.networks import actions
        from beccaria.networks.models import Membership

        row = Membership.objects.get(person__number="A1001", group__source="police:ocg")
        actions.end_membership(row.id, why="Mistaken for another.", by=by, at=NOW)
    connections["default"].close()
    members = both.write("OCGM.csv", (DATA / "OCGM.csv").read_text(encoding="utf-8") + "\n")
    outcome = both.load(load_ocgm, members, at=NOW + timedelta(days=100))
    assert "was ended here by a decision" in why(both, "OCGM.csv")["2"]
    assert outcome.new == 0


def test_columns_stand_in_any_order_and_may_be_profiled(service: Service) -> None:
    service.load(load_ocg, copied(service, "OCG.csv"))
    with (DATA / "OCGM.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    places = list(range(29))
    random.Random(5).shuffle(places)  # noqa: S311  any other order
    path = service.folder / "turned.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[row[place] for place in places] for row in rows])
    outcome = service.load(load_ocgm, path)
    assert (outcome.rows, outcome.new, outcome.rejected) == (9, 4, 5)
    assert any("Columns that mean nothing here were left out" in note for note in outcome.notes)
    other = service.write("profiled.csv", "Prisoner;Gang\nA1002;NT102\n")
    assert service.load(load_ocgm, other, profile={"number": "Prisoner", "group": "Gang"}).new == 1


def test_a_file_without_its_columns_is_refused_whole(service: Service) -> None:
    with pytest.raises(CannotRead, match="number"):
        service.load(load_ocgm, service.write("no.csv", "OCG ID Number\nNT101\n"))
    with pytest.raises(CannotRead, match="lacks"):
        service.load(load_ocg, service.write("no.csv", "OCGM: Band\n1a\n"))


def test_people_may_not_load(service: Service) -> None:
    path = copied(service, "OCG.csv")
    with service.as_web(actor(Duty.HEAD, "NORTH", level=Level.SECRET)) as by, pytest.raises(Refused):
        load_ocg(Job(path=path, at=NOW, zone=actor_zone(), otherwise=service.folder), by=by)
