"""Rates, crowding and networks are those of the sources, within what chance allows."""

from collections import Counter
from datetime import datetime

import networkx as nx
import numpy as np
import pytest

from beccaria.world.draws import stream
from beccaria.world.estate import build_estate, shapes
from beccaria.world.groups.shapes import by_calls, by_hubs, by_meetings
from beccaria.world.likeness import REAL, Likeness, likeness, occupancy_distance
from beccaria.world.making import make_world
from beccaria.world.plan import Plan
from beccaria.world.rates import all_rates, rate
from tests.world.conftest import PLAN, Service

PERSON_DAYS = PLAN.prisoners * PLAN.days


@pytest.mark.parametrize(
    ("file", "family", "expected"),
    [("incidents", "assault", "assaults"), ("incidents", "self_harm", "self_harm")],
)
def test_incidents_per_person_year(service: Service, file: str, family: str, expected: str) -> None:
    count = sum(value == family for value in service.column(file, "family"))
    assert count / PERSON_DAYS * 365.25 == pytest.approx(rate(expected), rel=0.25)


def test_self_harm_is_concentrated(service: Service) -> None:
    rows = [row["people"].split(":")[0] for row in service.rows("incidents") if row["family"] == "self_harm"]
    assert len(rows) / len(set(rows)) > 2


def test_calls_per_person_day(service: Service) -> None:
    assert service.table("calls").num_rows / PERSON_DAYS == pytest.approx(rate("calls"), rel=0.12)


def test_nobody_calls_by_night(service: Service) -> None:
    zone = PLAN.calendar.moment(0).tzinfo
    moments = [row["at"] for row in service.rows("calls", 3_000)]
    hours = {(datetime.fromisoformat(m) if isinstance(m, str) else m).astimezone(zone).hour for m in moments}
    assert not {0, 1, 2, 3, 4, 5, 23} & hours


def test_foreign_nationals(service: Service) -> None:
    nations = [row["nationality"] for row in service.rows("people") if row["role"] == "prisoner"]
    assert sum(n != "IT" for n in nations) / len(nations) == pytest.approx(rate("foreign_share"), abs=0.03)


def test_women() -> None:
    people = make_world(Plan(2, 120, 20_000, 30)).people
    assert people.female.mean() == pytest.approx(rate("female_share"), abs=0.02)


def test_finds_follow_search_effort(service: Service) -> None:
    finds = service.rows("finds")
    assert len(finds) / PERSON_DAYS * 365.25 == pytest.approx(0.56, rel=0.3)
    searches = Counter(row["wing"] for row in service.rows("searches"))
    found = Counter(row["wing"] for row in finds)
    wings = sorted(searches)
    assert np.corrcoef([searches[w] for w in wings], [found[w] for w in wings])[0, 1] > 0.3


def test_officers_write_in_two_languages_and_some_write_badly(service: Service) -> None:
    languages = Counter(service.column("observations", "language"))
    assert languages["it"] > languages["en"] > 0.15 * languages["it"]
    texts = [text for text in service.column("observations", "text") if text]
    assert sum(text == text.lower() for text in texts) > 0.05 * len(texts)
    assert sum(len(text) > 90 for text in texts) > 0.1 * len(texts)


def test_crowding_is_that_of_the_register() -> None:
    estate = build_estate(Plan(1, 120, 40_000, 30))
    simulated = [site.standing / (site.capacity - site.unavailable) for site in estate.sites]
    real = [shape.present / (shape.capacity - shape.unavailable) for shape in shapes()]
    assert occupancy_distance(simulated, real) < 0.12
    assert sum(site.standing for site in estate.sites) == pytest.approx(40_000, rel=0.01)


SHAPES = {
    "Montagna, meetings": lambda rng: by_meetings(rng, 104),
    "Montagna, calls": lambda rng: by_calls(rng, 104),
    "Caviar, calls": lambda rng: by_hubs(rng, 110),
    "Infinito, summits": lambda rng: by_meetings(
        rng, 146, crew_size=14, per_person=47 / 146, company=6, guests=0.1, evenness=4
    ),
}


@pytest.mark.parametrize("name", list(SHAPES))
def test_networks_look_like_real_ones(name: str) -> None:
    drawn = [likeness(nx.Graph(list(SHAPES[name](stream(seed, "likeness"))))) for seed in range(9)]
    middle = Likeness(
        *(float(np.median([getattr(one, f) for one in drawn])) for f in Likeness.__match_args__)
    )
    real = REAL[name]
    assert middle.people == pytest.approx(real.people, rel=0.12)
    assert middle.mean_degree == pytest.approx(real.mean_degree, rel=0.35)
    assert middle.clustering == pytest.approx(real.clustering, abs=0.14)
    assert middle.path == pytest.approx(real.path, rel=0.25)
    assert middle.unevenness == pytest.approx(real.unevenness, abs=0.15)
    assert middle.largest == pytest.approx(real.largest, abs=0.12)


def test_every_rate_says_where_it_comes_from() -> None:
    for one in all_rates().values():
        assert one.source
        assert one.unit
