"""The page of review: who may see it, what it says, one key a pair, taking back, filters, and every look recorded."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beccaria.core.ids import new_id
from beccaria.core.judging import Verdict
from beccaria.people import queries
from tests.apps.people.town import NOW, Town, town
from tests.seed import PASSWORD

__all__ = ["town"]
SAME, NOT, UNSURE = Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE
Enter = Callable[[str], Client]


@pytest.fixture
def enter(town: Town) -> Enter:
    """A browser's client signed in to the town, as the web role."""

    def sign_in(username: str) -> Client:
        town.as_nobody()
        client = Client(HTTP_HOST="127.0.0.1")
        client.get("/accounts/login/")
        answer = client.post("/accounts/login/", {"login": username, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return sign_in


def two(town: Town, **more: Any) -> tuple[str, str]:
    """Two records that a rule is unsure of."""
    one = town.add(
        "one", given_names="Zoë Maria", surname="Kovač", born=date(1984, 2, 29), document="ZK1234567"
    )[0]
    other = town.add(
        "other",
        given_names="Zoe Marta",
        surname="Kovac",
        born=date(1984, 3, 29),
        document="ZK1234576",
        **more,
    )[0]
    return one, other


def marked(page: str) -> list[str]:
    return re.findall(r"<mark>([^<]*)</mark>", page)


def test_two_records_stand_beside_each_other_and_what_differs_is_marked(town: Town, enter: Enter) -> None:
    one, other = two(town)
    judgement = town.rule(one, other, 0.8)
    page = enter("bo").get(f"/people/review/{judgement}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert {"Maria", "Marta", "February", "March"} <= set(marked(text))
    assert {"Zoë", "Zoe", "Kovač", "Kovac", "1984", "29"}.isdisjoint(marked(text))
    assert {"67", "76"} <= set(marked(text))
    assert "ZK12345" not in marked(text), "only the places that differ"
    assert "Brought together by a visit" in text
    looked = town.rows(
        "SELECT subjects FROM ledger_entry WHERE act = 'person.review' ORDER BY at DESC LIMIT 1"
    )
    assert {f"person:{one}", f"person:{other}"} <= set(looked[0][0])


def test_one_post_judges_and_the_next_pair_comes_by_itself(town: Town, enter: Enter) -> None:
    names = town.add("a", "b", "c", "d")
    first, second = town.rule(names[0], names[1], 0.85), town.rule(names[2], names[3], 0.7)
    bo = enter("bo")
    answer = bo.post(f"/people/review/{first}/?order=certain", {"verdict": "same", "seen": first})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"/people/review/{second}/")
    assert town.now(names[0], names[1]) == [("same", "")]
    text = bo.get(answer.headers["Location"]).content.decode()
    assert "1 judged" in text
    assert "Judged: " in text
    done = bo.post(f"/people/review/{second}/", {"verdict": "not_same", "seen": second})
    assert done.headers["Location"].startswith("/people/review/")
    assert "No pair waits for you" in bo.get("/people/review/").content.decode()
    assert "2 judged, " in bo.get("/people/review/").content.decode()


def test_the_last_one_is_taken_back(town: Town, enter: Enter) -> None:
    one, other = two(town)
    judgement = town.rule(one, other, 0.8)
    bo = enter("bo")
    text = bo.get(
        bo.post(f"/people/review/{judgement}/", {"verdict": "same", "seen": judgement}).headers["Location"]
    )
    last = re.search(r'name="judgement" value="([^"]+)"', text.content.decode())
    assert last
    back = bo.post("/people/review/undo/", {"judgement": last[1]})
    assert town.now(one, other) == [("unsure", "test")]
    assert bo.get(back.headers["Location"]).status_code == 200
    assert bo.get("/people/review/undo/").status_code == 405


def test_a_stale_page_and_nonsense_judge_nothing(town: Town, enter: Enter) -> None:
    one, other = two(town)
    judgement = town.rule(one, other, 0.8)
    bo = enter("bo")
    for form in ({"verdict": "perhaps", "seen": judgement}, {"verdict": "same", "seen": "other"}, {}):
        assert bo.post(f"/people/review/{judgement}/", form).status_code == 302
    assert town.now(one, other) == [("unsure", "test")]
    assert "judged these two meanwhile" in bo.get(f"/people/review/{judgement}/").content.decode()
    for query in (
        "?site=nowhere",
        "?order=x&certainty=y",
        "?after=none",
        "?aside=1",
        "?prompt=visit&certainty=possible",
    ):
        assert bo.get(f"/people/review/{query}").status_code == 200


def test_who_may_not_meets_nothing_whether_it_exists_or_not(town: Town, enter: Enter) -> None:
    (north,), (south,) = town.add("north"), town.add("south", site="SOUTH")
    across = town.rule(north, south, 0.8)
    inside = town.rule(*two(town), 0.8)
    bo, eve, nan = enter("bo"), enter("eve"), enter("nan")
    for client, hidden in ((bo, across), (eve, across), (eve, inside)):
        answers = [client.get(f"/people/review/{key}/") for key in (hidden, new_id())]
        assert [one.status_code for one in answers] == [404, 404]
        assert len(answers[0].content) == len(answers[1].content)
        assert (
            client.post(f"/people/review/{hidden}/", {"verdict": "same", "seen": hidden}).status_code == 404
        )
        assert client.post("/people/review/undo/", {"judgement": hidden}).status_code == 404
    assert "No pair waits for you" in eve.get("/people/review/").content.decode()
    assert nan.get(f"/people/review/{across}/").status_code == 200
    assert "Across establishments" in nan.get("/people/review/").content.decode()
    for user in ("ana", "gil", "dee", "lia"):
        assert enter(user).get("/people/review/").status_code == 404


def test_a_secret_record_is_compared_only_after_saying_what_for(town: Town, enter: Enter) -> None:
    one, other = two(town, level=3)
    judgement = town.rule(one, other, 0.8)
    assert enter("bo").get(f"/people/review/{judgement}/").status_code == 404
    asked = enter("cy").get(f"/people/review/{judgement}/")
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/access/purpose/")


def test_what_a_human_puts_aside_waits_on_its_own_heap(town: Town, enter: Enter) -> None:
    one, other = two(town)
    judgement = town.rule(one, other, 0.8)
    bo = enter("bo")
    bo.post(f"/people/review/{judgement}/", {"verdict": "unsure", "seen": judgement})
    assert "No pair waits for you" in bo.get("/people/review/").content.decode()
    assert "Zoe Marta Kovac" in bo.get("/people/review/?aside=1").content.decode()


@pytest.mark.parametrize("order", ["certain", "oldest"])
def test_the_queue_is_walked_once_each_way_whatever_ties(town: Town, order: str) -> None:
    scores = (0.85, 0.8, 0.8, 0.8, 0.7, 0.7)
    made = []
    for number, score in enumerate(scores):
        one, other = town.add(f"one {number}", f"other {number}")
        made.append(town.rule(one, other, score, at=NOW + timedelta(seconds=number // 2)))
    wanted = queries.Wanted(order=order)
    with town.as_web("bo") as bo:
        rows, following = queries.waiting(wanted, by=bo)
        onward = [rows[0].id]
        while len(onward) < len(made):
            onward.append(queries.following(wanted, onward[-1], by=bo))
        back = [onward[-1]]
        while before := queries.preceding(wanted, back[-1], by=bo):
            back.append(before)
    assert following == ""
    assert onward == [row.id for row in rows]
    assert sorted(onward) == sorted(filter(None, made))
    assert back == onward[::-1]
    told = [row.since if order == "oldest" else -(row.score or 0) for row in rows]
    assert told == sorted(told)


def test_the_queue_is_walked_along_an_index_at_one_prison_and_everywhere(town: Town) -> None:
    for username, index in (("bo", "judgement_queue_site"), ("nan", "judgement_queue")):
        with town.as_web(username) as actor, connection.cursor() as cursor:
            with CaptureQueriesContext(connection) as asked:
                queries.waiting(queries.Wanted(), by=actor)
            # In a small table anything goes; what is asked here is whether the index can be walked at all.
            cursor.execute("SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + asked[-1]["sql"])
            plan = " ".join(row[0] for row in cursor.fetchall())
        assert f"using {index} " in plan, plan
        assert "Sort" not in plan


def test_a_contradiction_comes_to_review(town: Town, enter: Enter) -> None:
    a, b, c = town.add("a", "b", "c")
    town.rule(a, b, 0.99)
    weak = town.rule(b, c, 0.92)
    town.judge(a, c, NOT)
    town.settle()
    bo = enter("bo")
    assert "contradicts other judgements" in bo.get("/people/review/").content.decode()
    assert "not joined" in bo.get(f"/people/review/{weak}/").content.decode()


def test_a_person_is_shown_once_with_all_records(town: Town, enter: Enter) -> None:
    one, other = two(town)
    town.judge(one, other, SAME)
    bo = enter("bo")
    found = bo.get("/people/?q=kovac").content.decode()
    assert found.count("data-row") == 1 + found.count("Kovač-Müller")
    assert "Also recorded as" in found
    page = bo.get(f"/people/{one}/").content.decode()
    assert "Also recorded as" in page
    records = bo.get(f"/people/{other}/records/").content.decode()
    assert "ZK1234567" in records
    assert "ZK1234576" in records
    assert "What is judged of his records" in records
    told = bo.get(f"/api/v1/persons/{one}")
    assert told.status_code in {200, 401}
    eve = enter("eve")
    assert eve.get(f"/people/{one}/").status_code == 404
