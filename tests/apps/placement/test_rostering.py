"""Staff near people of high risk: hours from roster and custody, a limit, a legal roster, read by two duties alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.lib import clock
from beccaria.lib.staging import Job
from beccaria.placement.actions import roster_plans
from beccaria.placement.actions import rostering as actions
from beccaria.placement.loading.roster import load_roster
from beccaria.placement.queries import rostering as queries
from tests.apps.placement.test_placing_pages import post, text
from tests.apps.warnings.estate import Estate, estate

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["estate"]
HEAD = "shift_id,starts,ends,establishment,wing,staff,needs,skills\n"


def loaded(estate: Estate, folder: Path, rows: list[str], at: datetime) -> Any:
    """Load a roster of these rows."""
    estate.write(f'GRANT TEMPORARY ON DATABASE "{estate.name}" TO beccaria_worker')
    path = folder / "roster.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    job = Job(path=path, at=at, zone=ZoneInfo("Europe/Rome"))
    return estate.worker(load_roster, job)


def row(key: str, starts: datetime, wing: str, staff: str, *, hours: int = 8, more: str = ",") -> str:
    """One row of the file."""
    return f"{key},{starts.isoformat()},{(starts + timedelta(hours=hours)).isoformat()},NORTH,{wing},{staff},{more}"


def limited(estate: Estate, at: datetime, **more: Any) -> str:
    """Gil decides that nobody is near category B for more than twenty hours in four weeks."""
    said: dict[str, Any] = {
        "site": "NORTH",
        "hours": 20,
        "days": 28,
        "categories": ("B",),
        "why": "Two fell ill.",
    }
    return str(estate.web("gil", actions.set_near_limit, actions.NewNearLimit(**(said | more)), at=at))


def test_hours_are_counted_and_a_legal_roster_relieves(estate: Estate, tmp_path: Path) -> None:
    at = clock.now()
    past = [row(f"p{day}", at - timedelta(days=day), "NORTH-C", "S1") for day in (2, 3, 4)]
    # Nobody is held on B: time there is not near anybody.
    past += [row(f"q{day}", at - timedelta(days=day), "NORTH-B", "S2") for day in (2, 3)]
    soon = [row(f"f{day}", at + timedelta(days=day), "NORTH-C", "S1", more="keys,keys") for day in (1, 2)]
    soon += [row(f"g{day}", at + timedelta(days=day), "NORTH-B", "S2", more=",Keys") for day in (1, 2)]
    outcome = loaded(estate, tmp_path, [*past, *soon, row("bad", at, "NORTH-C", "S3", hours=-1)], at)
    assert (outcome.new, outcome.rejected) == (9, 1)
    again = loaded(estate, tmp_path, [*past, *soon], at)
    assert (again.new, again.changed) == (0, 0)
    limited(estate, at)
    holds = estate.web("gil", queries.limit, "NORTH")
    near = {one.staff: one for one in estate.web("pia", queries.near, "NORTH", holds, at=at)}
    assert near["S1"].wings == {"NORTH-C": 24 * 60}
    assert near["S1"].is_over
    assert near["S2"].minutes == 0
    told = estate.web("pia", queries.proposal, "NORTH", holds, at=at)
    assert {one.to for one in told.changes} == {"S1", "S2"}
    assert (told.over_now, told.over_then) == (20 * 60, 4 * 60)
    assert told.proven
    assert told.against == ()
    # What a person accepts is the roster, and loading it again as it was does not undo that.
    plan = estate.web("pia", roster_plans.propose_roster, "NORTH", at=at)
    estate.web("gil", roster_plans.accept_roster, plan, why="He needs a rest.", at=at)
    given = dict(estate.rows("SELECT key, staff FROM placement_staffshift"))
    assert {given["f1"], given["f2"]} != {"S1"}
    again = loaded(estate, tmp_path, [*past, *soon], at)
    assert (again.new, again.changed) == (0, 0)
    third = [line.replace(",S1,", ",S9,") for line in soon]
    assert loaded(estate, tmp_path, third, at).changed > 0
    assert {who for (who,) in estate.rows("SELECT staff FROM placement_staffshift WHERE key = 'f1'")} == {
        "S9"
    }


def test_a_limit_is_one_at_a_time_and_plausible(estate: Estate) -> None:
    at = clock.now()
    limited(estate, at)
    limited(estate, at, hours=30)
    assert estate.web("pia", queries.limit, "NORTH").hours == 30
    for more, words in (
        ({"days": 5}, "8 to 92"),
        ({"hours": 0}, "write fewer"),
        ({"categories": ()}, "Choose the categories"),
        ({"why": " "}, "is empty"),
    ):
        with pytest.raises(BadInput, match=words):
            limited(estate, at, **more)
    with pytest.raises(Cannot, match="load the roster first"):
        estate.web("pia", queries.proposal, "NORTH", estate.web("pia", queries.limit, "NORTH"), at=at)
    new = actions.NewShift(site="NORTH", staff="S1", wing="NORTH-C", starts=at, ends=at - timedelta(hours=1))
    with pytest.raises(BadInput, match="ends before it begins"):
        estate.web("pia", actions.write_shift, new, at=at)


def test_nobody_but_governor_and_placement_of_the_prison_reads_hours(estate: Estate) -> None:
    at = clock.now()
    limited(estate, at)
    estate.web(
        "pia",
        actions.write_shift,
        actions.NewShift(site="NORTH", staff="S1", wing="NORTH-C", starts=at, ends=at + timedelta(hours=8)),
        at=at,
    )
    for name in ("ana", "bo", "cy", "asa", "eve", "oli", "nan", "lia", "dee", "max", "hal"):
        with pytest.raises(Refused):
            estate.web(name, queries.limit, "NORTH")
        assert estate.web(name, _rows) == (0, 0), name
    assert estate.web("gil", _rows) == (1, 1)
    with pytest.raises(Refused):
        limited(estate, at, site="SOUTH")


def _rows(*, by: Any) -> tuple[int, int]:
    from beccaria.placement.models import NearLimit, StaffShift

    del by
    return StaffShift.objects.count(), NearLimit.objects.count()


@pytest.mark.django_db
def test_the_page_says_what_it_is_for_and_is_hidden_from_others(sign_in: Any) -> None:
    gil = sign_in("gil")
    assert "Staff near people of high risk" in text(gil.get("/placements/"))
    assert gil.get("/rosters/")["Location"] == "/rosters/at/NORTH/"
    shown = text(gil.get("/rosters/at/NORTH/"))
    assert "it says nothing against anybody" in shown
    wrong = post(gil, "/rosters/at/NORTH/limit/", hours="20", days="28", why="Two fell ill.")
    assert wrong.status_code == 422
    said = {"hours": "20", "days": "28", "why": "Two fell ill.", "categories": "B"}
    assert post(gil, "/rosters/at/NORTH/limit/", **said).status_code == 302
    shift = {"staff": "S1", "wing": "NORTH-C", "starts": "2030-01-02T06:00", "ends": "2030-01-02T14:00"}
    assert post(gil, "/rosters/at/NORTH/shift/", **shift).status_code == 302
    assert post(gil, "/rosters/at/NORTH/shift/", **(shift | {"ends": "2030-01-02T05:00"})).status_code == 422
    assert "At most 20 hours in 28 days" in text(gil.get("/rosters/at/NORTH/"))
    assert post(gil, "/rosters/at/NORTH/propose/").status_code == 302
    shown = text(gil.get("/rosters/at/NORTH/"))
    assert "load the roster first" in shown
    ways = re.search(r"/rosters/shifts/[0-9a-f-]{36}/withdraw/", shown)
    assert ways
    assert post(gil, ways[0], why="").status_code == 422
    assert post(gil, ways[0], why="Typed twice.").status_code == 302
    assert "S1, C wing" not in text(gil.get("/rosters/at/NORTH/"))
    for name in ("bo", "cy", "eve", "dee"):
        other = sign_in(name)
        assert other.get("/rosters/at/NORTH/").status_code == 404, name
        assert "Staff near people" not in other.get("/placements/").content.decode(), name
    assert sign_in("pia").get("/rosters/at/SOUTH/").status_code == 404
