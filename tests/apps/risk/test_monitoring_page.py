"""How instruments do: counted is what the reader may see, of too few nothing is told, and judges are compared."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from beccaria.access.api import acting
from beccaria.core.happenings import Part
from beccaria.core.instruments import UNKNOWN
from beccaria.risk.queries import monitoring
from tests.apps.risk.watching import WATCHED, strikes

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Assessed = Callable[..., list[str]]
PAGES = ("/monitoring/", "/monitoring/calibration/")
MAY = {"cy", "gil", "nan", "asa", "dee"}
EVERYBODY = ("ana", "bo", "cy", "gil", "pia", "asa", "eve", "nan", "lia", "dee", "kit", "max")
FIGURES, COMPARED = f"/monitoring/{WATCHED}/", f"/monitoring/calibration/?by={WATCHED}"


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_monitors_sees_it_and_nobody_else(who: str, sign_in: SignIn, assessed: Assessed) -> None:
    assessed(10)
    client = sign_in(who)
    wanted = 200 if who in MAY else 404
    for address in (*PAGES, FIGURES, f"{FIGURES}figures.csv"):
        assert client.get(address).status_code == wanted, address


def test_with_nothing_finished_there_is_nothing(sign_in: SignIn, assessed: Assessed) -> None:
    assessed(12, finished=False)
    client = sign_in("cy")
    assert WATCHED not in client.get("/monitoring/").content.decode()
    assert client.get(FIGURES).status_code == 404
    assert "two judges apart" in client.get("/monitoring/calibration/").content.decode()


def test_of_fewer_than_ten_nothing_is_told(sign_in: SignIn, assessed: Assessed) -> None:
    assessed(9, grave=3)
    client = sign_in("gil")
    listed = client.get("/monitoring/").content.decode()
    assert "fewer than 10" in listed
    page = client.get(FIGURES).content.decode()
    assert "nothing is told of so few" in page
    assert "%" not in page.split("<main", 1)[1].split("</main", 1)[0]
    assert client.get(f"{FIGURES}figures.csv").status_code == 422


def test_the_figures_are_those_of_the_assessments(
    sign_in: SignIn, assessed: Assessed, does: Any, at: datetime
) -> None:
    assert WATCHED not in {one.id for one in does("cy", monitoring.used)}
    item = next(iter(_items()))
    assessed(15, levels={item: UNKNOWN}, key="a")
    assessed(5, levels={item: ""}, key="b")
    found = does("cy", monitoring.watching, WATCHED, None, at=at)
    assert len(found.cases) == 20
    assert sum(item in case.unknown for case in found.cases) == 15
    assert sum(item in case.blank for case in found.cases) == 5
    page = sign_in("cy").get(FIGURES).content.decode()
    assert "75.0 % of 20" in page  # fifteen of twenty are complete
    rows = list(csv.DictReader(io.StringIO(sign_in("cy").get(f"{FIGURES}figures.csv").content.decode())))
    complete = next(row for row in rows if row["figure"] == "complete")
    assert (complete["hits"], complete["of"]) == ("15", "20")
    assert all(int(row["of"]) >= 10 for row in rows)


def test_outcomes_are_own_doings_within_the_time_once_it_is_over(
    assessed: Assessed, does: Any, at: datetime, actor_named: Callable[..., Any]
) -> None:
    people = assessed(12)
    with acting(actor_named("bo")) as by:
        strikes(people[0], by=by, at=at)
        strikes(people[1], by=by, at=at, part=Part.VICTIM)
        strikes(people[2], by=by, at=at, days_ago=100)  # later than 180 days after
        strikes(people[3], by=by, at=at, days_ago=400)  # before
    cases = does("cy", monitoring.watching, WATCHED, None, at=at).cases
    assert [case.happened for case in cases].count(True) == 1
    assert [case.happened for case in cases].count(False) == 11
    early = does("cy", monitoring.watching, WATCHED, None, at=at - timedelta(days=300)).cases
    assert None in [case.happened for case in early]


def test_one_outcome_of_one_person_counts_once(
    assessed: Assessed, does: Any, at: datetime, actor_named: Callable[..., Any]
) -> None:
    people = assessed(1)
    assessed(1, people=people, days=330)
    with acting(actor_named("bo")) as by:
        strikes(people[0], by=by, at=at)
    cases = does("cy", monitoring.watching, WATCHED, None, at=at).cases
    assert [case.happened for case in cases] == [True, None]


def test_groups_are_counted_and_only_where_they_are_recorded(
    assessed: Assessed, does: Any, at: datetime
) -> None:
    assessed(1)
    (case,) = does("cy", monitoring.watching, WATCHED, None, at=at).cases
    assert set(case.groups) == {"sex", "age", "nationality"}
    assert case.groups["nationality"] == "own nationals"


def test_judges_are_compared_when_they_judged_apart(
    assessed: Assessed, does: Any, at: datetime, sign_in: SignIn
) -> None:
    people = assessed(4, grave=2, hours=30)
    assessed(4, people=people, by="bo", hours=20)
    alone = assessed(1, key="alone")
    assessed(1, people=alone, by="bo", days=300)  # after the first was finished: he could have read it
    cards = does("cy", monitoring.watching, WATCHED, None, at=at).cards
    assert len(cards) == 8
    named = sign_in("cy").get(COMPARED).content.decode()
    assert "Asa Assessor" in named
    assert "Bo Intelligence" in named
    mine = sign_in("asa").get(COMPARED).content.decode()
    assert "you" in mine
    assert "Bo Intelligence" not in mine
    for who in ("nan", "dee"):
        numbered = sign_in(who).get(COMPARED).content.decode()
        assert "judge 1 and judge 2" in numbered
        assert "Asa" not in numbered


def _items() -> list[str]:
    from beccaria.risk.queries import instruments

    return [item.id for item in instruments.newest(WATCHED).instrument.items]
