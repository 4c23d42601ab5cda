"""The peer: Splink on DuckDB with the comparisons and rules its manual and demonstrations recommend for each table."""

from collections.abc import Callable
from typing import Any, Literal

import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

# The weights, in bits, at which it is judged: the best of them counts, chosen by the truth.
WEIGHTS = (-2, 0, 2, 4, 6, 8, 10)


def _persons(key: str) -> dict[str, Any]:
    """FEBRL and dsgen: as the manual's example of linking two tables."""
    return {
        "unique_id_column_name": key,
        "comparisons": [
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
            ),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        "blocking_rules_to_generate_predictions": [
            block_on("given_name", "surname"),
            block_on("date_of_birth"),
            block_on("postcode", "street_number"),
            block_on("surname", "postcode"),
        ],
    }


def _historical() -> dict[str, Any]:
    parts = [("first_name", 3, "surname", 4), ("postcode_fake", 3, "dob", 10)]
    parts += [("postcode_fake", 3, "first_name", 99), ("postcode_fake", 3, "surname", 99)]
    rules = [block_on(f"substr({a}, 1, {n})", f"substr({b}, 1, {m})") for a, n, b, m in parts]
    exact = [("surname", "dob"), ("first_name", "dob"), ("postcode_fake", "first_name")]
    exact += [("postcode_fake", "surname"), ("dob", "birth_place")]
    rules += [block_on(*columns) for columns in exact]
    rules.append(block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"))
    return {
        "comparisons": [
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="name_both"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        "blocking_rules_to_generate_predictions": rules,
    }


def _register(town: str = "city", last: str = "phone") -> dict[str, Any]:
    near = [cl.JaroWinklerAtThresholds(name, [0.9, 0.7]) for name in ("first_name", "surname")]
    return {
        "comparisons": [
            *(one.configure(term_frequency_adjustments=True) for one in near),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch(town).configure(term_frequency_adjustments=True),
            cl.ExactMatch(last),
        ],
        "blocking_rules_to_generate_predictions": [
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("first_name", "surname", town),
            block_on(last),
            block_on("substr(surname, 1, 4)", "substr(first_name, 1, 2)", "substr(dob, 1, 7)"),
        ],
    }


def _plan(name: str) -> tuple[dict[str, Any], list[Any], float, float, list[Any]]:
    """Settings, sure rules and their recall, pairs to draw, and what to learn by."""
    if name == "historical_50k":
        sure = [block_on("first_name", "surname", "dob"), block_on("dob", "postcode_fake")]
        sure.append(block_on("substr(first_name, 1, 2)", "surname", "substr(postcode_fake, 1, 2)"))
        return _historical(), sure, 0.6, 1e7, [block_on("first_name", "surname"), block_on("dob")]
    if name.startswith("register") or name == "fake_1000":
        settings = _register() if name.startswith("register") else _register("city", "email")
        learn = [block_on("first_name", "surname"), block_on("dob")]
        return settings, [block_on("first_name", "surname", "dob")], 0.5, 1e6, learn
    sure = [block_on("given_name", "surname", "date_of_birth")]
    return _persons("rec_id"), sure, 0.6, 1e6, [block_on("date_of_birth"), block_on("postcode")]


def link(name: str, tables: list[pa.Table]) -> Callable[[float], list[tuple[str, str]]]:
    """What gives the pairs from a weight (log2 of odds) upwards."""
    api = DuckDBAPI()
    con = api.duckdb_con
    settings, sure, recall, drawn, learn = _plan(name)
    key = settings.get("unique_id_column_name", "unique_id")
    given = []
    for place, table in enumerate(tables):
        con.register(f"given_{place}", table)
        both = ", first_name || ' ' || surname AS name_both" if name == "historical_50k" else ""
        given.append(
            api.register(con.sql(f"SELECT *{both} FROM given_{place}"), dataset_display_name=f"t{place}")  # noqa: S608  names of ours
        )
    kind: Literal["link_only", "dedupe_only"] = "link_only" if len(tables) > 1 else "dedupe_only"
    linker = Linker(given if len(given) > 1 else given[0], SettingsCreator(link_type=kind, **settings))
    linker.training.estimate_probability_two_random_records_match(sure, recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=drawn)
    for rule in learn:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    least = 0 if name.startswith("register") else -5
    found = linker.inference.predict(threshold_match_weight=least)
    if kind == "dedupe_only":
        linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_probability=0.95)

    def pairs(weight: float) -> list[tuple[str, str]]:
        return con.execute(
            f"SELECT {key}_l, {key}_r FROM {found.physical_name} WHERE match_weight >= {weight}"  # noqa: S608  names of ours
        ).fetchall()

    return pairs
