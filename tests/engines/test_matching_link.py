"""Tables in, links out: found without labels, the same each time, and bad tables refused in one sentence."""

import csv
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beccaria.core.refusal import BadInput
from beccaria.engines.matching.link import Linked, Options, dedupe, link

DATA = Path(__file__).parents[1] / "data" / "linkage"


def read(name: str) -> pa.Table:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return pa.Table.from_pylist(list(csv.DictReader(file)))


def pairs(found: Linked) -> list[tuple[str, str]]:
    return list(zip(found.links["left_id"].to_pylist(), found.links["right_id"].to_pylist(), strict=True))


def number(identifier: str) -> str:
    return identifier.split("-")[1]


@pytest.fixture(scope="module")
def linked() -> Linked:
    return link(read("febrl4a.csv"), read("febrl4b.csv"))


def test_two_miswritten_lists_are_linked_without_labels(linked: Linked) -> None:
    found = pairs(linked)
    right = sum(number(one) == number(other) for one, other in found)
    precision, recall = right / len(found), right / 300
    assert 2 * precision * recall / (precision + recall) >= 0.99
    assert linked.left == linked.right == 360


def test_nobody_is_linked_twice_between_two_clean_lists(linked: Linked) -> None:
    found = pairs(linked)
    assert len({one for one, _ in found}) == len({other for _, other in found}) == len(found)


def test_every_link_says_why(linked: Linked) -> None:
    reasons = linked.links["why"].to_pylist()
    assert all(reasons)
    assert any("same surname" in reason and "same birth date" in reason for reason in reasons)
    assert any("one slip apart (" in reason for reason in reasons)


def test_the_same_tables_give_the_same_links(linked: Linked) -> None:
    again = link(read("febrl4a.csv"), read("febrl4b.csv"), Options(threads=1))
    assert again.links.equals(linked.links)
    assert again.model.settings == linked.model.settings


def test_one_list_is_searched_for_doubles_and_the_links_are_closed() -> None:
    both = pa.concat_tables([read("febrl4a.csv"), read("febrl4b.csv")])
    found = dedupe(both)
    linked = set(pairs(found))
    right = sum(number(one) == number(other) for one, other in linked)
    assert right / len(linked) >= 0.99
    assert right / 300 >= 0.97
    near: dict[str, set[str]] = {}
    for one, other in linked:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    for others in near.values():
        assert all((one, other) in linked or (other, one) in linked for one, other in combinations(others, 2))


def test_the_model_is_reviewable(linked: Linked) -> None:
    comparisons = {one["output_column_name"] for one in linked.model.settings["comparisons"]}
    assert {"given", "surname", "born", "street", "postcode"} <= comparisons
    for comparison in linked.model.settings["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        assert sum(level["m_probability"] for level in levels) == pytest.approx(1, abs=0.01)
    assert linked.model.learnt_by
    assert '"u_probability"' in linked.model.as_json()


def people(*rows: tuple[str | None, str | None, str | None]) -> pa.Table:
    return pa.table(
        {
            name: pa.array([row[at] for row in rows], pa.string())
            for at, name in enumerate(("nome", "cognome", "nato il"))
        }
    )


def test_names_in_the_other_order_scripts_and_births_written_otherwise() -> None:
    many = [
        (f"Persona{letter}", f"Cognome{letter * 2}", f"{day:02}/03/19{60 + day}")
        for day, letter in enumerate("bcdfghlm", 10)
    ]
    left = people(("Иван", "Петров", "1971-04-25"), ("Łukasz", "Żółkiewski", "25/12/1980"), *many)
    right = people(("Petrov", "Ivan", "25.04.1971"), ("Lukasz", "Zolkiewski", "1980-12-25"), *many)
    assert {("1", "1"), ("2", "2")} <= set(pairs(link(left, right)))


def test_a_birth_nobody_knows_joins_nobody() -> None:
    given_names = ["Aldo", "Bruno", "Carlo", "Dario", "Enzo", "Fabio", "Guido", "Ivo", "Lino", "Marco"]
    made_up = people(*((name, f"{name}ini", "1900-01-01") for name in given_names))
    assert pairs(dedupe(made_up)) == []


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (pa.table({"colour": ["red"], "shape": ["round"]}), "No column says who"),
        (pa.table({"name": pa.array([], pa.string())}), "no rows"),
        (
            pa.table(
                {
                    "given_name": pa.array([None, None], pa.string()),
                    "surname": [None, None],
                    "dob": [None, None],
                }
            ),
            "share",
        ),
    ],
)
def test_tables_that_cannot_be_linked_are_refused_in_one_sentence(table: pa.Table, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        dedupe(table.cast(pa.schema([(name, pa.string()) for name in table.column_names])))


def test_a_crowd_of_one_name_and_birth_is_told_and_not_compared() -> None:
    crowd = people(
        *([("Anna", "Rossi", "1970-05-05")] * 6_000),
        ("Carla", "Verdi", "1970-02-03"),
        ("Carla", "Verdi", "1970-02-03"),
    )
    found = dedupe(crowd)
    assert found.pairs < 100_000
    assert any("too many others" in note for note in found.notes)


ODD = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "",
            "x",
            "X" * 300,
            "\u202eabc",
            "😀",
            "123",
            "O'Neil",
            "ALL CAPITALS",
            "1900-01-01",
            "31/31/1999",
            "';--",
        ]
    ),
    st.text(max_size=12),
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(ODD, ODD, ODD), min_size=1, max_size=12))
def test_any_cells_are_linked_or_refused(rows: list[tuple[str | None, str | None, str | None]]) -> None:
    clean = [tuple(cell.replace("\x00", "") if cell else cell for cell in row) for row in rows]
    try:
        found = dedupe(people(*clean))  # type: ignore[arg-type]  # three cells each, as above
    except BadInput as refused:
        assert str(refused).endswith((".", "HEADING."))  # noqa: PT017  either answer is right
    else:
        assert all(0 <= value <= 1 for value in found.links["probability"].to_pylist())
