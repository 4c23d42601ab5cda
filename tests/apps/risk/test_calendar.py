"""The calendar: by week, by wing, page by page, as a file; the same whether seen from one prison or from all."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from beccaria.core.refusal import BadInput, Refused
from beccaria.core.reviews import Standing
from beccaria.lib.moments import day_of
from beccaria.risk.queries.calendar import calendar
from beccaria.risk.queries.calendar_shapes import OVERDUE, WEEKS, Wanted
from tests.apps.risk.standing import Stand
from tests.apps.risk.test_reviews import a_find
from tests.grouping import Does

pytestmark = pytest.mark.django_db
KEYS = ("seed-mts", "seed-twin", "seed-other-twin", "seed-father", "seed-son", "seed-namesake")
DAYS = (-20, -1, 0, 6, 40, 300)


@pytest.fixture
def several(stand: Stand, at: datetime) -> dict[str, str]:
    """Six people whose assessments fall due on these days."""
    on = day_of(at)
    return {
        key: stand(key, review_due=on + timedelta(days=days)) for key, days in zip(KEYS, DAYS, strict=True)
    }


def test_the_earliest_first_with_its_standing(does: Does, at: datetime, several: dict[str, str]) -> None:
    found = does("asa", calendar, Wanted(), at=at)
    assert [row.judged for row in found.rows] == [several[key] for key in KEYS]
    standings = [row.until.standing(day_of(at)) for row in found.rows]
    assert standings == [
        *(Standing.OVERDUE, Standing.OVERDUE, Standing.DUE, Standing.DUE, Standing.LATER, Standing.LATER)
    ]
    assert {unit.code: (unit.overdue, unit.due, unit.later) for unit in found.units} == {
        "NORTH-A": (0, 0, 2),
        "NORTH-C": (2, 2, 0),
    }


def test_bars_count_every_one_once(does: Does, at: datetime, several: dict[str, str]) -> None:
    bars = {bar.number: bar.all for bar in does("asa", calendar, Wanted(), at=at).bars}
    assert sum(bars.values()) == len(several)
    assert (bars[OVERDUE], bars[WEEKS]) == (2, 1)
    for number, many in bars.items():
        assert len(does("asa", calendar, Wanted(week=number), at=at).rows) == many, number


@pytest.mark.parametrize("standing", [None, *Standing])
def test_from_the_whole_service_it_is_the_same(
    does: Does,
    at: datetime,
    several: dict[str, str],
    planted: Callable[[str], str],
    standing: Standing | None,
) -> None:
    a_find(does, at, planted("seed-namesake"))
    wanted = Wanted(standing=standing)
    here, all_of_it = (does(who, calendar, wanted, at=at) for who in ("bo", "nan"))
    assert here.rows == all_of_it.rows
    assert here.bars == all_of_it.bars
    assert here.changed == all_of_it.changed
    (unit,) = all_of_it.units
    assert unit.code == "NORTH"
    for name in ("overdue", "due", "later"):
        assert getattr(unit, name) == sum(getattr(one, name) for one in here.units)
    # A change makes due at once what the clock had put off for most of a year.
    assert several["seed-namesake"] in {
        row.judged for row in does("nan", calendar, Wanted(standing=Standing.DUE), at=at).rows
    }


@pytest.mark.parametrize("who", ["asa", "nan"])
def test_page_by_page_nothing_is_missed_or_shown_twice(
    does: Does, at: datetime, several: dict[str, str], planted: Callable[[str], str], who: str
) -> None:
    a_find(does, at, planted("seed-son"))
    whole = [row.judged for row in does(who, calendar, Wanted(), at=at).rows]
    seen: list[str] = []
    cursor = None
    while True:
        page = does(who, calendar, Wanted(), at=at, cursor=cursor, at_most=2)
        seen += [row.judged for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert seen == whole
    assert sorted(seen) == sorted(several.values())


def test_one_wing_and_one_prison(does: Does, at: datetime, several: dict[str, str]) -> None:
    found = does("asa", calendar, Wanted(wing="NORTH-A"), at=at)
    assert {row.judged for row in found.rows} == {several["seed-son"], several["seed-namesake"]}
    assert len(found.units) == 2
    assert (
        does("nan", calendar, Wanted(site="NORTH"), at=at).rows == does("asa", calendar, Wanted(), at=at).rows
    )
    assert does("nan", calendar, Wanted(site="SOUTH"), at=at).rows == ()
    with pytest.raises(Refused):
        does("asa", calendar, Wanted(site="SOUTH"), at=at)
    with pytest.raises(BadInput):
        does("asa", calendar, Wanted(), at=at, cursor="invented")


def test_the_page_its_filters_and_its_empty_state(
    sign_in: Callable[[str], Client], several: dict[str, str]
) -> None:
    client = sign_in("asa")
    page = client.get("/reviews/").content.decode()
    for words in (
        "Sandor",
        "Overdue",
        "By the clock",
        "Organised crime from custody",
        "moderate",
        "<svg",
        "The same as a table",
    ):
        assert words in page or words.lower() in page.lower(), words
    assert "Sandor" not in client.get("/reviews/?standing=later").content.decode()
    assert "Nothing is to be reviewed" in client.get("/reviews/?week=13&standing=overdue").content.decode()
    assert client.get("/reviews/?standing=soon").status_code == 422
    assert client.get("/reviews/?week=99").status_code == 422
    assert client.get("/reviews/?at=SOUTH").status_code == 404
    assert "To look at again" in client.get("/").content.decode()
    assert several


def test_the_file_says_how_it_is_handled_and_runs_no_formula(
    sign_in: Callable[[str], Client], several: dict[str, str]
) -> None:
    answer = sign_in("asa").get("/reviews.csv")
    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode())))
    assert "official" in lines[0][0].lower()
    assert lines[1][:3] == ["person", "name", "number"]
    assert len(lines) == 2 + len(several)
    assert {line[7] for line in lines[2:]} == {"overdue", "due", "later"}


def test_looking_again_from_the_page(
    sign_in: Callable[[str], Client], several: dict[str, str], does: Does, at: datetime, planted: Any
) -> None:
    a_find(does, at, planted("seed-mts"))
    client = sign_in("asa")
    address = f"/reviews/{several['seed-mts']}/"
    page = client.get(address).content.decode()
    assert "Something was found with him: phone" in page.replace("Phone", "phone")
    token = client.cookies["csrftoken"].value
    bad = client.post(address, {"words": "Yes.", "looked_at": "All", "csrfmiddlewaretoken": token})
    assert (bad.status_code, "sentence of your own" in bad.content.decode()) == (422, True)
    said = {
        "words": "The phone was his cell mate's, who admitted it.",
        "looked_at": "The find, the cell mate.",
    }
    done = client.post(address, {**said, "csrfmiddlewaretoken": token})
    assert done.status_code == 302
    page = client.get(address).content.decode()
    assert "You see no change since" in page
    assert "who admitted it" in page
