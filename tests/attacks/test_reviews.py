"""A trigger by a record one may not see tells nothing: no row, count, day, order, page, file or SQL does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from beccaria.core.actors import Level
from beccaria.core.groups import Basis
from beccaria.core.refusal import BadInput, Hidden, Refused
from beccaria.lib.moments import day_of
from beccaria.networks import actions as networks
from beccaria.networks.models import Evidence, Group, Membership
from beccaria.risk import actions
from beccaria.risk.models import Assessment, Change
from beccaria.risk.queries import reviewing
from beccaria.risk.queries.calendar import calendar
from beccaria.risk.queries.calendar_shapes import Wanted
from tests.apps.networks.scoring import scorer
from tests.apps.risk.standing import Stand, stand
from tests.apps.risk.test_reviews import a_find
from tests.grouping import Does, at, does, evidence, group, member, planted

__all__ = ["at", "does", "group", "member", "planted", "stand"]
pytestmark = pytest.mark.django_db
Planted = Callable[[str], str]
NEVER = "00000000-0000-4000-8000-000000000000"
HOLDS = actions.StillHolds("Nothing in the yard has changed for him since.", "The wing's book, two officers.")


@dataclass
class Seen:
    """Everything that somebody can read about reviews."""

    rows: Any
    bars: Any
    units: Any
    changed: Any
    counted: int


@pytest.fixture
def sees(does: Does, at: datetime) -> Callable[[str], Seen]:
    """What somebody reads, by the calendar and by SQL of his own."""

    def read(who: str) -> Seen:
        found = does(who, calendar, Wanted(), at=at + timedelta(days=1))
        return Seen(found.rows, found.bars, found.units, found.changed, does(who, rows_by_sql))

    return read


@pytest.fixture
def belongs(group: Any, member: Any) -> tuple[str, str]:
    """A group, and the membership of M.T.S. in it."""
    one = group()
    return one, member(one)


def rows_by_sql(*, by: Any) -> int:
    del by
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM risk_change")
        return int(cursor.fetchone()[0])


def test_elsewhere_has_no_calendar_of_north_and_no_page(
    does: Does, at: datetime, stand: Stand, planted: Planted, sign_in: Callable[[str], Client]
) -> None:
    one = stand()
    a_find(does, at, planted("seed-mts"))
    assert does("eve", calendar, Wanted(), at=at).rows == ()
    assert does("eve", rows_by_sql) == 0
    with pytest.raises(Refused):
        does("eve", calendar, Wanted(site="NORTH"), at=at)
    with pytest.raises(Hidden):
        does("eve", reviewing.to_review, one)
    with pytest.raises(Hidden):
        does("eve", actions.still_holds, one, HOLDS, at=at)
    client = sign_in("eve")
    hidden, never = client.get(f"/reviews/{one}/"), client.get(f"/reviews/{NEVER}/")
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert one not in client.get("/reviews/").content.decode()
    assert "Sandor" not in client.get("/reviews.csv").content.decode()


def test_a_landing_and_oversight_see_no_reviews(
    does: Does, at: datetime, stand: Stand, planted: Planted, sign_in: Callable[[str], Client]
) -> None:
    one = stand()
    a_find(does, at, planted("seed-mts"))
    for who in ("ana", "dee", "lia", "max", "kit"):
        assert does(who, rows_by_sql) == 0, who
    for who in ("ana", "dee"):
        client = sign_in(who)
        for address in ("/reviews/", "/reviews.csv", "/reviews/today/", f"/reviews/{one}/", "/rescorings/"):
            expected = {404, 200} if (who, address) == ("dee", "/rescorings/") else {404}
            assert client.get(address).status_code in expected, (who, address)


def test_intelligence_that_an_assessor_may_not_read_moves_nothing_for_him(
    does: Does, at: datetime, stand: Stand, belongs: tuple[str, str], sees: Callable[[str], Seen]
) -> None:
    """A scorecard is read by intelligence duties only; the evidence before it by assessors too."""
    mine, _membership = belongs
    first, second = stand("seed-father"), stand("seed-mts")
    before = sees("asa")
    assert [row.judged for row in before.rows] == sorted((first, second))
    scorer(does, at)("bo", mine)
    assert sees("asa") == before
    seen = sees("bo")
    assert (seen.rows[0].judged, seen.rows[0].changes) == (second, 1)


def test_evidence_above_ones_clearance_moves_nothing(
    does: Does, at: datetime, stand: Stand, belongs: tuple[str, str], sees: Callable[[str], Seen]
) -> None:
    _group, membership = belongs
    one = stand()
    before = {who: sees(who) for who in ("asa", "bo", "gil", "nan")}
    secret = evidence(at, "finance", level=Level.SECRET)
    does("cy", networks.add_evidence, membership, secret, at=at + timedelta(seconds=1))
    for who, was in before.items():
        assert sees(who) == was, who
    assert [row.changes for row in sees("cy").rows if row.judged == one] == [1]
    # The head looks again: his words rest on it, so that to the others nothing moves, not even the clock.
    does("cy", actions.still_holds, one, HOLDS, at=at + timedelta(seconds=2))
    for who, was in before.items():
        assert sees(who) == was, who
        assert does(who, reviewing.to_review, one).reviews == (), who
    assert [row.changes for row in sees("cy").rows if row.judged == one] == [0]


def test_a_record_that_is_handled_more_strictly_later_takes_its_change_with_it(
    does: Does, at: datetime, stand: Stand, planted: Planted, sees: Callable[[str], Seen]
) -> None:
    """The pointer is judged by the record as it is now, not as it was when it was written."""
    one = stand()

    def joins(*, by: Any) -> str:
        made = Membership.objects.create(
            group_id=Group.objects.values_list("pk", flat=True)[0],
            person_id=planted("seed-mts"),
            review_due=day_of(at),
            written_by=by.user,
            written_at=at,
            site="NORTH",
        )
        piece = Evidence.objects.create(
            membership=made,
            basis=Basis.FINANCE.value,
            origin="x",
            text="x",
            observed=day_of(at),
            scheme="3x5x2",
            source_grade="1",
            information_grade="A",
            added_by=by.user,
            added_at=at,
            site="NORTH",
        )
        return piece.pk

    before = sees("asa")
    piece = does("cy", joins)
    assert [row.changes for row in sees("asa").rows if row.judged == one] == [1]

    def stricter(*, by: Any) -> None:
        del by
        Evidence.objects.filter(pk=piece).update(level=Level.SECRET)

    # Evidence itself cannot be marked up in place (it is withdrawn and written anew), so the membership is.
    with pytest.raises(DatabaseError), transaction.atomic():
        does("cy", stricter)

    def above(*, by: Any) -> None:
        del by
        Membership.objects.filter(evidence=piece).update(level=Level.SECRET)

    does("cy", above)
    assert sees("asa") == before


def test_nobody_writes_unsettles_or_moves_a_change_by_sql(
    does: Does, at: datetime, stand: Stand, planted: Planted
) -> None:
    one = stand()
    a_find(does, at, planted("seed-mts"))

    def forge(*, by: Any) -> None:
        del by
        Change.objects.create(of="assessment", judged=one, kind="find", record="x", told_at=at, site="NORTH")

    def move(*, by: Any) -> None:
        del by
        Change.objects.filter(judged=one).update(record="another")

    def steal(*, by: Any) -> None:
        del by
        Change.objects.filter(judged=one).update(judged=NEVER)

    for who in ("asa", "bo", "cy"):
        for what in (forge, move, steal):
            with pytest.raises(DatabaseError), transaction.atomic():
                does(who, what)


def test_saying_it_still_holds_needs_fresh_words_and_a_duty(does: Does, at: datetime, stand: Stand) -> None:
    one = stand()
    for who in ("gil", "nan", "pia"):
        with pytest.raises(Refused):
            does(who, actions.still_holds, one, HOLDS, at=at)
    does("asa", actions.still_holds, one, HOLDS, at=at)
    same = actions.StillHolds(HOLDS.words.upper() + "!!", "The same.")
    with pytest.raises(BadInput, match="used before"):
        does("bo", actions.still_holds, one, same, at=at)
    with pytest.raises(BadInput):
        does("bo", actions.still_holds, one, actions.StillHolds("Still holds.", "All."), at=at)

    def day(*, by: Any) -> Any:
        del by
        return Assessment.objects.get(pk=one).review_due

    assert does("asa", day) == day_of(at) + timedelta(days=168)
