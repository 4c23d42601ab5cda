"""The monitor tells of nobody: no count of what the reader may not see, no figure of few, no row to who may not ask."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from beccaria.access.api import acting
from beccaria.core.actors import Level
from beccaria.core.refusal import Hidden, Refused
from beccaria.risk.pages.monitoring import monitored
from beccaria.risk.queries import monitoring
from tests.apps.risk.watching import WATCHED, assessed, at, does, strikes

__all__ = ["assessed", "at", "does"]
pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Assessed = Callable[..., list[str]]
FUNCTIONS = (
    f"risk_watched('{WATCHED}')",
    f"risk_watched_overseen('{WATCHED}')",
    "risk_watched_counts()",
    "risk_watched_overseen_counts()",
)


def rows(function: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {function}")
        return int(cursor.fetchone()[0])


def counted(does: Any, name: str, at: datetime) -> int:
    try:
        return len(does(name, monitoring.watching, WATCHED, None, at=at).cases)
    except Hidden:
        return 0


def plain(text: str) -> str:
    """A page without what differs from one answer to the next."""
    return re.sub(r'nonce="[^"]*"|content="[A-Za-z0-9]{64}"|value="[A-Za-z0-9]{64}"', "", text)


@pytest.mark.parametrize("who", ["ana", "oli", "eve", "lia", "max", "kit"])
def test_in_sql_nobody_gets_rows_whose_duty_reads_none(
    who: str, assessed: Assessed, actor_named: Callable[..., Any]
) -> None:
    assessed(12)
    with acting(actor_named(who)):
        assert [rows(function) for function in FUNCTIONS] == [0, 0, 0, 0]


def test_in_sql_nothing_set_is_nothing(assessed: Assessed) -> None:
    assessed(12)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', '', true), set_config('app.duty', '', true)")
    assert [rows(function) for function in FUNCTIONS] == [0, 0, 0, 0]


def test_who_oversees_gets_counts_and_neither_assessments_nor_names(
    assessed: Assessed, actor_named: Callable[..., Any], sign_in: SignIn
) -> None:
    people = assessed(12)
    with acting(actor_named("dee")), connection.cursor() as cursor:
        assert rows("risk_assessment") == 0
        assert rows(FUNCTIONS[0]) == 0
        cursor.execute(f"SELECT watched::text FROM {FUNCTIONS[1]} watched")
        said = " ".join(str(row[0]) for row in cursor.fetchall())
    assert said.count("#1") == 12
    judge = str(actor_named("asa").user)
    assert not any(one in said for one in (*people, judge))
    page = sign_in("dee").get(f"/monitoring/{WATCHED}/").content.decode()
    assert not any(one in page for one in (*people, judge, "Asa Assessor", "Norvik"))


def test_others_functions_give_an_ordinary_reader_nothing(
    assessed: Assessed, actor_named: Callable[..., Any]
) -> None:
    assessed(12)
    with acting(actor_named("gil")):
        assert rows(FUNCTIONS[0]) == 12
        assert rows(FUNCTIONS[1]) == 0


def test_what_is_above_ones_clearance_is_not_counted(
    assessed: Assessed, does: Any, at: datetime, sign_in: SignIn
) -> None:
    assessed(10)
    before = plain(sign_in("gil").get(f"/monitoring/{WATCHED}/").content.decode())
    assessed(5, key="secret", secrecy=int(Level.SECRET), by="cy", grave=5)
    assert counted(does, "gil", at) == 10
    assert counted(does, "cy", at) == 15
    assert plain(sign_in("gil").get(f"/monitoring/{WATCHED}/").content.decode()) == before


def test_what_handling_keeps_at_its_prison_is_not_counted_nationally(
    assessed: Assessed, does: Any, at: datetime
) -> None:
    from beccaria.core.handling import HELD_BACK

    assessed(10)
    assessed(3, key="kept", handling=[HELD_BACK[0]])
    assert counted(does, "cy", at) == 13
    assert counted(does, "nan", at) == 10
    assert counted(does, "dee", at) == 10


def test_an_incident_one_may_not_see_is_no_outcome(
    assessed: Assessed, does: Any, at: datetime, actor_named: Callable[..., Any]
) -> None:
    people = assessed(10)
    with acting(actor_named("cy")) as by:
        strikes(people[0], by=by, at=at, level=Level.SECRET)

    def outcomes(name: str) -> int:
        return sum(
            bool(case.happened) for case in does(name, monitoring.watching, WATCHED, None, at=at).cases
        )

    assert (outcomes("cy"), outcomes("gil"), outcomes("nan")) == (1, 0, 0)


@pytest.mark.parametrize("who", ["eve", "ana", "bo"])
def test_the_same_refusal_for_what_is_and_what_is_not(
    who: str, assessed: Assessed, sign_in: SignIn, does: Any
) -> None:
    assessed(12)
    client = sign_in(who)
    there, never = (client.get(f"/monitoring/{name}/") for name in (WATCHED, "never-was"))
    assert there.status_code == never.status_code == 404
    assert plain(there.content.decode()).replace(WATCHED, "never-was") == plain(never.content.decode())
    with pytest.raises(Refused):
        does(who, monitoring.used)


def test_no_table_shows_a_cell_of_few(assessed: Assessed, sign_in: SignIn) -> None:
    assessed(30, grave=3)
    page = sign_in("cy").get(f"/monitoring/{WATCHED}/").content.decode()
    shares = re.findall(r"[\d.]+ % of (\d+)", page)
    assert shares
    assert all(int(of) >= monitoring.FEWEST for of in shares)
    # Three of thirty stand in the gravest band: it is put together with its neighbour or not shown.
    assert "10.0 % of 30" not in page


def test_a_year_of_few_is_in_no_alarm_and_a_month_of_few_in_no_sum(
    assessed: Assessed, does: Any, at: datetime, sign_in: SignIn
) -> None:
    assessed(3, key="early", days=800, grave=3)
    for months in range(14):
        assessed(4, key=f"m{months}", days=220 + 30 * months)
    found = monitored(does("cy", monitoring.watching, WATCHED, None, at=at), at=at)
    assert all(one.before.of >= 2 * monitoring.FEWEST for one in found.shifts)
    page = sign_in("cy").get(f"/monitoring/{WATCHED}/").content.decode()
    main = page.split("<main", 1)[1].split("</main", 1)[0]
    assert "Sum upward" not in main
    assert all(int(of) >= monitoring.FEWEST for of in re.findall(r"% of (\d+)", main))
