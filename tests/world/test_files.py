"""The files hold what their columns say, and hang together: people are where they are said to be."""

from collections import Counter
from datetime import datetime

import pytest

from beccaria.core.feedfiles import SERVICE_FILES
from tests.world.conftest import PLAN, Service

NAMES = list(SERVICE_FILES)


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_that_load_takes(service: Service, name: str) -> None:
    assert service.table(name).column_names == [column.name for column in SERVICE_FILES[name].columns]
    assert service.table(name).num_rows > 0


@pytest.mark.parametrize("name", NAMES)
def test_required_cells_are_filled_and_keys_are_unique(service: Service, name: str) -> None:
    kind = SERVICE_FILES[name]
    for column in kind.required:
        assert None not in service.column(name, column), column
    keys = service.column(name, kind.key)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", NAMES)
def test_only_known_choices_occur(service: Service, name: str) -> None:
    for column in SERVICE_FILES[name].columns:
        if column.choices:
            found = {value for value in service.column(name, column.name) if value is not None}
            assert found <= set(column.choices), column.name


def test_people_named_in_files_are_in_the_register(service: Service) -> None:
    known = set(service.column("people", "person_id"))
    for name, column in (("movements", "person_id"), ("visits", "prisoner_id"), ("visits", "visitor_id"),
                         ("calls", "prisoner_id"), ("payments", "prisoner_id"), ("finds", "person_id"),
                         ("lookups", "person_id"), ("activities", "person_id")):  # fmt: skip
        found = {value for value in service.column(name, column) if value}
        assert found, name
        assert found <= known, name
    for text in service.column("observations", "people"):
        assert text is None or set(text.split(";")) <= known
    for text in service.column("incidents", "people"):
        assert {pair.split(":")[0] for pair in text.split(";")} <= known


def test_places_named_in_files_are_in_the_estate(service: Service) -> None:
    known = set(service.column("estate", "code"))
    parents = dict(zip(service.column("estate", "code"), service.column("estate", "parent"), strict=True))
    assert {parent for parent in parents.values() if parent} <= known
    for name in ("calls", "incidents", "finds", "observations", "drones", "shifts", "searches"):
        for row in service.rows(name, 3000):
            assert row["establishment"] in known
            assert not row["wing"] or parents[row["wing"]] == row["establishment"]
            assert not row.get("cell") or parents[row["cell"]] == row["wing"]


def test_staff_numbers_belong_to_staff(service: Service) -> None:
    rows = service.rows("people")
    staff = {row["number"] for row in rows if row["role"] == "staff"}
    for name, column in (
        ("finds", "found_by"),
        ("observations", "reporter"),
        ("shifts", "staff"),
        ("lookups", "staff"),
    ):
        assert {value for value in service.column(name, column) if value} <= staff


def test_nothing_is_reported_before_it_happened(service: Service) -> None:
    for row in service.rows("observations"):
        assert datetime.fromisoformat(row["occurred_at"]) <= datetime.fromisoformat(row["reported_at"])


def test_everything_happens_in_the_period_with_an_offset(service: Service) -> None:
    first, last = PLAN.calendar.moment(0), PLAN.calendar.moment(PLAN.days * 86_400)
    for name, column in (
        ("visits", "at"),
        ("incidents", "at"),
        ("finds", "at"),
        ("payments", "at"),
        ("lookups", "at"),
        ("observations", "reported_at"),
    ):
        for text in service.column(name, column)[::20]:
            moment = datetime.fromisoformat(text)
            assert moment.utcoffset() is not None
            assert first <= moment <= last


def test_calls_are_made_by_people_who_are_there(service: Service) -> None:
    """A prisoner calls only from the prison where his movements say he is."""
    received: dict[str, str] = {}
    released: dict[str, str] = {}
    for row in service.rows("movements"):
        if row["kind"] == "reception":
            received[row["person_id"]] = row["at"]
        if row["kind"] in {"release", "escape"}:
            released[row["person_id"]] = row["at"]
    checked = 0
    for row in service.rows("payments"):
        person, at = row["prisoner_id"], datetime.fromisoformat(row["at"])
        if person in received:
            assert at >= datetime.fromisoformat(received[person])
            checked += 1
        if person in released:
            assert at <= datetime.fromisoformat(released[person])
            checked += 1
    assert checked > 1_000


def test_nobody_works_two_shifts_at_once(service: Service) -> None:
    worked = Counter((row["staff"], row["starts"]) for row in service.rows("shifts"))
    assert max(worked.values()) == 1


def test_every_man_present_has_a_cell_of_his_wing(service: Service) -> None:
    present = [row for row in service.rows("people") if row["role"] == "prisoner" and not row["released"]]
    assert 0.8 * PLAN.prisoners < len(present) < 1.2 * PLAN.prisoners
    for row in present:
        assert row["cell"].startswith(row["wing"])
        assert row["wing"].startswith(row["establishment"])


def test_the_register_counts_those_present(service: Service) -> None:
    here = Counter(
        row["establishment"]
        for row in service.rows("people")
        if row["role"] == "prisoner" and not row["released"]
    )
    for row in service.rows("estate"):
        if row["level"] == "establishment":
            assert int(row["present"]) == here[row["code"]]
