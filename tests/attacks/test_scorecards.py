"""Scorecards tell nothing to whom their group is hidden: no row, place, count, figure, address or time to score."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from beccaria.core.actors import Level
from beccaria.core.refusal import Hidden, Refused
from beccaria.networks import actions, queries
from tests.apps.networks.scoring import HARM, MATRIX, answers, scorer
from tests.grouping import Does, at, does, group

__all__ = ["at", "does", "group"]
pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Write = Callable[..., str]
SECRET = "The Unnameable"


@pytest.fixture
def theirs(group: Write) -> str:
    """A group of North that no other prison was told of."""
    return group(SECRET, reaches=[])


def test_elsewhere_sees_none_of_it(does: Does, at: datetime, theirs: str, sign_in: SignIn) -> None:
    card = scorer(does, at)("bo", theirs)
    with pytest.raises(Hidden):
        does("eve", queries.scorecards_of, theirs)
    with pytest.raises(Hidden):
        does("eve", queries.scorecard, card)
    new = actions.NewScorecard(instrument=MATRIX, answers=answers(MATRIX))
    with pytest.raises(Hidden):
        does("eve", actions.score_group, theirs, new, at=at)
    client, never = sign_in("eve"), "00000000-0000-4000-8000-000000000000"
    for address in (
        f"/scorecards/{card}/",
        f"/groups/{theirs}/scorecards/",
        f"/groups/{theirs}/score/{MATRIX}/",
    ):
        answer = client.get(address)
        other = client.get(address.replace(card, never).replace(theirs, never))
        assert (answer.status_code, plain(answer)) == (
            404,
            plain(other).replace(never, record_in(address)),
        ), address


def test_a_hidden_group_changes_no_place_and_no_count(
    does: Does, at: datetime, group: Write, theirs: str, sign_in: SignIn
) -> None:
    score = scorer(does, at)
    known = group("Known")
    score("bo", known, level=1)
    client = sign_in("eve")
    seen_before = does("eve", queries.compared, MATRIX)
    page_before = plain(client.get(f"/groups/compare/?by={MATRIX}"))
    csv_before = plain(client.get(f"/groups/compare.csv?by={MATRIX}"))
    score("bo", theirs, level=3)
    score("cy", theirs, level=2, at=at + timedelta(seconds=1))
    assert does("eve", queries.compared, MATRIX) == seen_before
    assert plain(client.get(f"/groups/compare/?by={MATRIX}")) == page_before
    assert plain(client.get(f"/groups/compare.csv?by={MATRIX}")) == csv_before
    # Asking for it by its identifier is asking for nothing.
    assert does("eve", queries.compared, MATRIX, only=[theirs]).cards == {}
    assert SECRET not in client.get(f"/groups/compare/?by={MATRIX}&group={theirs}").content.decode()
    assert does("bo", queries.compared, MATRIX).order.of(known).place == 2


def record_in(address: str) -> str:
    return next(
        part for part in address.split("/") if len(part) == len("00000000-0000-4000-8000-000000000000")
    )


def plain(answer: Any) -> str:
    return re.sub(r'value="[^"]{40,}"|content="[^"]{40,}"', "", answer.content.decode())


def test_a_card_above_ones_clearance_changes_neither_place_nor_agreement(
    does: Does, at: datetime, group: Write
) -> None:
    score, mine = scorer(does, at), group()
    score("bo", mine, level=1)
    before = does("bo", queries.scorecards_of, mine), does("bo", queries.compared, MATRIX)
    score("cy", mine, level=3, secrecy=Level.SECRET, at=at + timedelta(seconds=1))
    assert (does("bo", queries.scorecards_of, mine), does("bo", queries.compared, MATRIX)) == before
    assert len(does("cy", queries.scorecards_of, mine).cards) == 2
    # What is due does not tell either that somebody above scored in between.
    later = at + timedelta(days=200)
    assert [one.last for one in does("bo", queries.scorecards_due, at=later)] == [at]


def test_what_is_due_names_no_hidden_group(does: Does, at: datetime, theirs: str) -> None:
    scorer(does, at)("bo", theirs)
    later = at + timedelta(days=400)
    assert [one.group for one in does("bo", queries.scorecards_due, at=later)] == [theirs]
    assert does("eve", queries.scorecards_due, at=later) == ()


def test_duties_that_do_not_score_see_no_scorecard(
    does: Does, at: datetime, theirs: str, sign_in: SignIn
) -> None:
    card = scorer(does, at)("bo", theirs)
    for who in ("ana", "gil", "pia", "asa", "lia", "dee", "max", "oli"):
        client = sign_in(who)
        for address in (f"/scorecards/{card}/", f"/groups/{theirs}/scorecards/", "/groups/compare/"):
            assert client.get(address).status_code == 404, (who, address)


def test_here_shows_nobody_whom_the_reader_may_not_see(
    does: Does, at: datetime, group: Write, sign_in: SignIn
) -> None:
    from beccaria.networks.models import Membership
    from beccaria.people.models import Person

    mine = group()

    def secretly(*, by: Any) -> None:
        person = Person.objects.get(key="seed-secret")
        Membership.objects.create(
            group_id=mine,
            person=person,
            review_due=at.date(),
            written_by=by.user,
            written_at=at,
            site="NORTH",
            level=Level.SECRET,
        )

    does("cy", secretly)
    seen = {one.group.id: len(one.members) for one in does("cy", queries.here, "NORTH", at=at)}
    assert seen[mine] == 1
    # For Bo nobody of that group is here: not even the group is named.
    assert does("bo", queries.here, "NORTH", at=at) == ()
    assert "Osric" not in sign_in("bo").get("/groups/here/").content.decode()


def test_rest_says_of_a_hidden_group_what_it_says_of_none(
    does: Does, at: datetime, theirs: str, token: Callable[[str], str]
) -> None:
    scorer(does, at)("bo", theirs)
    client, bearer = Client(HTTP_HOST="127.0.0.1"), {"Authorization": f"Bearer {token('eve')}"}
    hidden = client.get(f"/api/v1/groups/{theirs}/scorecards", headers=bearer)
    never = client.get("/api/v1/groups/00000000-0000-4000-8000-000000000000/scorecards", headers=bearer)
    assert (hidden.status_code, hidden.content) == (404, never.content)


def test_sql_as_the_web_role_reads_and_writes_no_hidden_card(does: Does, at: datetime, theirs: str) -> None:
    scorer(does, at)("bo", theirs)

    def count(*, by: Any) -> int:
        del by
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM networks_scorecard")
            return int(cursor.fetchone()[0])

    assert does("bo", count) == 1
    assert does("eve", count) == 0
    assert does("gil", count) == 0
    assert does("nan", count) == 1


def test_an_analysts_instrument_is_not_offered_to_others(
    does: Does, at: datetime, group: Write, sign_in: SignIn
) -> None:
    mine = group()
    scorer(does, at)("cy", mine, HARM)
    page = sign_in("bo").get(f"/groups/{mine}/scorecards/").content.decode()
    assert f"/score/{MATRIX}/" in page
    assert f"/score/{HARM}/" not in page


def test_what_must_not_leave_its_prison_is_not_scored_or_read_elsewhere(
    does: Does, at: datetime, group: Write, as_role: Any
) -> None:
    del as_role
    from beccaria.networks.models import Group, Scorecard

    mine = group()
    scorer(does, at)("bo", mine)

    def hold_back(*, by: Any) -> None:
        del by
        Group.objects.filter(pk=mine).update(handling=["4x4:H2"])

    does("bo", hold_back)
    kept = scorer(does, at)("bo", mine, at=at + timedelta(seconds=1))
    assert does("bo", queries.scorecard, kept)[1].handling == ("4x4:H2",)
    for who in ("eve", "nan"):
        with pytest.raises(Hidden):
            does(who, queries.scorecard, kept)

    def rows(*, by: Any) -> int:
        del by
        return Scorecard.objects.filter(pk=kept).count()

    assert (does("bo", rows), does("eve", rows)) == (1, 0)
    new = actions.NewScorecard(instrument=MATRIX, answers=answers(MATRIX))
    with pytest.raises(Refused):
        does("eve", actions.score_group, mine, new, at=at)
