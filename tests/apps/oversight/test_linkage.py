"""How well people are told apart: counts that are right, an alarm when names fare worse, and nobody named."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from beccaria.access.api import acting
from beccaria.core.ids import PersonId
from beccaria.core.judging import Prompt, Verdict
from beccaria.core.persons import Role
from beccaria.lib import clock
from beccaria.oversight import pages, queries
from beccaria.oversight.queries.linkage import Counted, cultures
from beccaria.people import api as people
from beccaria.people.models import Judgement
from tests.seed import PEOPLE

pytestmark = pytest.mark.django_db
ADDRESS = "/oversight/telling-apart/"
Named = Callable[[str], Any]


def add(bo: Any, surname: str, nationality: str) -> PersonId:
    said = people.Said(role=Role.VISITOR, given_names="Mira", surname=surname, nationality=nationality)
    return people.add_person(said, site="NORTH", by=bo, at=clock.now())


def judged(left: str, right: str, verdict: Verdict, *, rule: str = "", undone: bool = False) -> None:
    at = clock.now() - timedelta(days=1)
    first, second = sorted((left, right))
    Judgement.objects.create(
        site="NORTH",
        left_id=first,
        right_id=second,
        verdict=verdict,
        rule=rule,
        by="system:live" if rule else "u",
        prompt=Prompt.VISIT,
        prompt_at=at,
        since=at,
        until=at if undone else None,
        ended_by="somebody" if undone else "",
    )


def test_counts_are_of_what_was_judged(actor_named: Named) -> None:
    bo, dee = actor_named("bo"), actor_named("dee")
    with acting(dee):
        before = {one.culture: one for one in queries.by_culture(by=dee)}
        waited = sum(one.waiting for one in queries.backlog(by=dee))
    with acting(bo):
        a, b, c, d = (add(bo, name, "MA") for name in ("Alami", "Alamy", "Berrada", "Berada"))
        judged(a, b, Verdict.SAME, rule="live", undone=True)
        people.judge(c, d, Verdict.SAME, why="Both show one passport.", by=bo, at=clock.now())
        judged(a, c, Verdict.UNSURE, rule="live")
    with acting(dee):
        now = {one.culture: one for one in queries.by_culture(by=dee)}["Arabic"]
        was = before.get("Arabic", Counted("Arabic"))
        grown = (now.records - was.records, now.joined - was.joined, now.by_rule - was.by_rule)
        assert grown == (4, 2, 1)
        assert (now.undone - was.undone, now.added - was.added) == (1, 1)
        assert sum(one.waiting for one in queries.backlog(by=dee)) == waited + 1
        assert sum(one.reversed for one in queries.weeks(since=clock.now() - timedelta(days=8), by=dee)) >= 1


def test_confirming_a_rule_is_not_undoing_it(actor_named: Named) -> None:
    bo, dee = actor_named("bo"), actor_named("dee")
    with acting(dee):
        before = sum(one.undone for one in queries.by_culture(by=dee))
    with acting(bo):
        a, b, c = (add(bo, name, "MA") for name in ("Tazi", "Tazzi", "Tasi"))
        judged(a, b, Verdict.SAME, rule="live")
        judged(a, c, Verdict.SAME, rule="live")
        people.judge(a, b, Verdict.SAME, why="Seen both.", by=bo, at=clock.now())
        people.judge(a, c, Verdict.NOT_SAME, why="Two faces.", by=bo, at=clock.now())
    with acting(dee):
        assert sum(one.undone for one in queries.by_culture(by=dee)) == before + 1


def test_a_local_head_gets_the_counts_of_the_own_establishment(actor_named: Named) -> None:
    bo, cy = actor_named("bo"), actor_named("cy")
    with acting(bo):
        a, b = (add(bo, name, "AL") for name in ("Hoxha", "Hodja"))
        judged(a, b, Verdict.UNSURE, rule="live")
    with acting(cy):
        assert {one.site for one in queries.backlog(by=cy)} == {"NORTH"}


def test_the_database_counts_for_nobody_else(actor_named: Named) -> None:
    for name in ("ana", "bo", "eve", "lia", "gil"):
        with acting(actor_named(name)):
            assert not queries.linkage._ask("SELECT * FROM linkage_backlog()")
            assert not queries.linkage._ask("SELECT * FROM linkage_by_nationality()")


@pytest.mark.parametrize("duty", sorted({one.duty for one in PEOPLE} - {"dpo", "head", "analyst"}))
def test_no_other_duty_finds_the_page(duty: str, sign_in: Callable[[str], Any]) -> None:
    client = sign_in(next(one.username for one in PEOPLE if one.duty == duty))
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("who", ["dee", "nan", "cy"])
def test_the_page_names_nobody(who: str, sign_in: Callable[[str], Any], actor_named: Named) -> None:
    bo = actor_named("bo")
    with acting(bo):
        judged(add(bo, "Quisling", "NO"), add(bo, "Quisslingh", "NO"), Verdict.UNSURE, rule="live")
    page = sign_in(who).get(ADDRESS).content.decode()
    assert "Telling people apart" in page
    assert "Quis" not in page


def groups(*, undone: int) -> list[Counted]:
    return [
        Counted("Romance", records=5_000, joined=900, by_rule=400, undone=4, added=10),
        Counted("Arabic", records=1_000, joined=200, by_rule=200, undone=undone, added=5),
    ]


def test_an_alarm_when_one_culture_fares_worse(actor_named: Named) -> None:
    dee, at = actor_named("dee"), clock.now()
    with acting(dee):
        fair = pages.linkage_page([], [], groups(undone=2), [], {}, by=dee, at=at)
        worse = pages.linkage_page([], [], groups(undone=30), [], {}, by=dee, at=at)
    assert fair.alarm is None
    assert not any(row.marked for row in fair.cultures.rows)
    assert worse.alarm is not None
    assert worse.alarm.tone == "red"
    assert "Arabic" in worse.alarm.text
    assert any(row.marked for row in worse.cultures.rows)


def test_few_records_are_not_shown_as_a_group(actor_named: Named) -> None:
    dee, at = actor_named("dee"), clock.now()
    few = [Counted("Hebrew", records=3), Counted("East African", records=2)]
    with acting(dee):
        page = pages.linkage_page([], [], [*groups(undone=2), *few], [], {}, by=dee, at=at)
    shown = [str(row.cells[0]) for row in page.cultures.rows]
    assert "small groups together" in shown
    assert "Hebrew" not in shown


def test_every_culture_has_words() -> None:
    from beccaria.oversight.words import CULTURES

    assert set(cultures().values()) <= set(CULTURES)


def test_what_the_bench_measured_is_shown_and_what_fares_worse_is_red(actor_named: Named) -> None:
    dee = actor_named("dee")
    told = [queries.Measured("Korean", 150, 60, 0), queries.Measured("Dutch", 150, 7, 1)]
    with acting(dee):
        page = pages.linkage_page([], [], groups(undone=2), told, {}, by=dee, at=clock.now())
    assert [row.marked for row in page.measured.rows] == [True, False]
    with acting(dee):
        kept = queries.measured(by=dee)
    assert len(kept) > 5
    assert all(0 <= one.missed <= one.of_each for one in kept)
