"""At the gate the warning shows with its reason and its certainty; who merely shares a name is not stopped."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from beccaria.core.refusal import BadInput, Hidden, Refused
from beccaria.core.warning import BanOn, Decision, Match, Scope, WarningKind
from beccaria.warnings import actions, queries
from beccaria.warnings.api import Subject
from beccaria.warnings.models import GateDecision
from tests.apps.warnings.conftest import BORN, DOCUMENT, NAME, told
from tests.apps.warnings.test_banning import new as ban

pytestmark = pytest.mark.django_db

Does = Callable[..., Any]
Booked = Callable[..., str]
Written = Callable[..., Any]


def look(does: Does, visit: str, at: datetime, who: str = "oli") -> Any:
    return does(who, queries.at_the_gate, visit, at=at)


def test_refused_at_north_under_another_spelling_at_south(
    written: Written, booked: Booked, does: Does, at: datetime
) -> None:
    written()
    visit = booked("ZORKA PETKOWA LINDH", document="PL 4471902")
    here = look(does, visit, at)
    (match,) = here.matches
    assert match.recognised.match is Match.ALMOST_CERTAIN
    assert here.stops
    assert match.what.reason == "Tablets were found on her at the gate."
    (row,) = [one for one in does("oli", queries.expected, at=at) if one.booked.id == visit]
    assert row.surest is Match.ALMOST_CERTAIN


@pytest.fixture
def looked(written: Written, booked: Booked, does: Does, at: datetime) -> Callable[..., Any]:
    """Somebody is warned of; this visitor is booked; what the gate shows."""
    written()
    return lambda *who, **more: look(does, booked(*who, **more), at)


@pytest.mark.parametrize(
    ("visitor", "born", "more", "match"),
    [
        (NAME, BORN, {}, Match.LIKELY),
        ("Petkova-Lindh Zorka", BORN, {"phone": ""}, Match.LIKELY),
        (NAME, None, {}, Match.POSSIBLE),
        (NAME, date(1985, 3, 17), {}, Match.POSSIBLE),
        (NAME, date(1951, 11, 2), {}, Match.ANOTHER),
        ("Somebody Completely Different", BORN, {"document": DOCUMENT}, Match.LIKELY),
        ("Quintus Unrelated", date(1970, 5, 5), {}, None),
        ("Z", None, {}, None),
        ("9" * 300, None, {}, None),
        ("🙂🙂 \u200f\u200e", None, {}, None),
    ],
)
def test_how_sure_it_is(
    visitor: str,
    born: date | None,
    more: dict[str, Any],
    match: Match | None,
    looked: Callable[..., Any],
) -> None:
    assert looked(visitor, born, **more).surest is match


def test_what_differs_is_said(written: Written, booked: Booked, does: Does, at: datetime) -> None:
    written()
    (match,) = look(does, booked(NAME, date(1985, 3, 17)), at).matches
    (differs,) = match.recognised.differences
    assert (differs.what, differs.there, differs.here) == ("born", BORN, date(1985, 3, 17))


def test_a_withdrawn_an_expired_and_an_unsent_warning_stop_nobody(
    written: Written, booked: Booked, does: Does, at: datetime
) -> None:
    visit = booked()
    made = written()
    assert look(does, visit, at).stops
    does("bo", actions.withdraw, made.id, why="Not her.", at=at)
    assert look(does, visit, at).matches == ()
    written(expires_at=at + timedelta(hours=2))
    assert look(does, visit, at).stops
    assert look(does, visit, at + timedelta(hours=3)).matches == ()
    written(scope=Scope.CHOSEN, to=["NORTH"])
    assert look(does, visit, at + timedelta(hours=3)).matches == ()


def test_the_corrected_description_counts(written: Written, booked: Booked, does: Does, at: datetime) -> None:
    made = written()
    visit = booked()
    other = told(subject=Subject(names=("Marisa Quartermain",), born=date(1990, 1, 30)))
    does("bo", actions.correct, made.id, other, why="Another person.", at=at)
    assert look(does, visit, at).matches == ()


def test_a_threat_to_a_prisoner_shows_with_his_visits(
    written: Written, booked: Booked, does: Does, at: datetime
) -> None:
    subject = Subject(names=("Quentin Elsworth",), born=date(1979, 4, 12))
    written(kind=WarningKind.THREAT, told=told("Nobody alone with him.", subject=subject))
    (match,) = look(does, booked("Quintus Unrelated", date(1970, 5, 5)), at).matches
    assert (match.about, match.stops) == ("prisoner", True)


def test_a_ban_on_one_relationship_stops_only_that_visit(
    booked: Booked, does: Does, planted: Callable[[str], str], at: datetime
) -> None:
    son = planted("seed-son")
    made = ban(at, on=BanOn.RELATIONSHIP, prisoner=son, subject=Subject(names=(NAME,), born=BORN))
    does("gil", actions.set_ban, made, at=at)
    banned = look(does, booked(site="NORTH", by="ana", prisoner=son), at, "ana")
    free = look(does, booked(site="NORTH", by="ana"), at, "ana")
    assert banned.stops
    assert "this_prisoner" in banned.matches[0].recognised.because
    assert free.matches == ()


def test_a_banned_number_stops_whoever_comes_with_it(booked: Booked, does: Does, at: datetime) -> None:
    number = ban(at, on=BanOn.PHONE, subject=Subject(phone="+39 333 444 5566"), reaches=("*",))
    does("gil", actions.set_ban, number, at=at)
    here = look(does, booked("Quintus Unrelated", None, phone="0039 3334445566"), at)
    assert here.surest is Match.POSSIBLE


def test_the_decision_is_kept_with_what_was_known(
    written: Written, booked: Booked, does: Does, at: datetime
) -> None:
    made = written()
    visit = booked()
    with pytest.raises(BadInput, match="all the same"):
        does("oli", actions.decide, visit, Decision.GO, at=at)
    with pytest.raises(BadInput, match="right to hear"):
        does("oli", actions.decide, visit, Decision.REFUSE, at=at)
    does("oli", actions.decide, visit, Decision.CALL, at=at)
    does("oli", actions.decide, visit, Decision.REFUSE, reason="Same document.", at=at + timedelta(minutes=1))
    called, refused = look(does, visit, at).decided
    assert (called.decision, refused.decision) == (Decision.CALL, Decision.REFUSE)
    assert (refused.by, refused.duty, refused.reason) == ("Oli Officer", "officer", "Same document.")
    assert refused.matched == (made.reference,)


def test_nothing_that_a_warning_says_stands_beside_a_decision_that_others_read(
    written: Written, booked: Booked, does: Does, at: datetime
) -> None:
    """The warning may be handled more strictly than the visit: what is kept of it is codes (rule 2)."""
    made = written()
    visit = booked("Zorka Petkova", None, document="")
    does("oli", actions.decide, visit, Decision.CALL, at=at)
    (row,) = does("oli", lambda **_by: list(GateDecision.objects.filter(visit_id=visit)))
    (match,) = row.matched
    assert (match["id"], match["differences"]) == (made.id, ["name"])
    for secret in (NAME, DOCUMENT, str(BORN)):
        assert secret not in str(row.matched)


def test_go_needs_no_reason_when_nothing_is_known(booked: Booked, does: Does, at: datetime) -> None:
    visit = booked("Quintus Unrelated", None)
    does("oli", actions.decide, visit, Decision.GO, at=at)
    assert look(does, visit, at).decided[0].reason == ""


def test_a_decision_is_never_changed(booked: Booked, does: Does, at: datetime) -> None:
    from django.db import DatabaseError, connection, transaction

    visit = booked("Quintus Unrelated", None)
    does("oli", actions.decide, visit, Decision.GO, at=at)

    def spoil(*, by: Any) -> None:
        del by
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE warnings_gatedecision SET decision = 'refuse', reason = 'x'")

    does("oli", spoil)


@pytest.mark.parametrize("who", ["pia", "asa", "nan", "lia", "dee", "max", "ana", "bo"])
def test_only_duties_at_that_gate_decide(who: str, booked: Booked, does: Does, at: datetime) -> None:
    visit = booked()
    with pytest.raises((Refused, Hidden)):
        does(who, actions.decide, visit, Decision.GO, reason="x", at=at)


def test_yesterday_and_tomorrow_are_not_at_the_gate(booked: Booked, does: Does, at: datetime) -> None:
    booked(ahead=timedelta(days=2))
    assert does("oli", queries.expected, at=at) == ()


def test_a_visitor_known_by_an_alias_of_his_record_is_found(
    written: Written, does: Does, planted: Callable[[str], str], at: datetime
) -> None:
    written("eve", told=told(subject=Subject(names=("Marek Tibor Sandor",), born=date(1979, 4, 12))))
    found = does("bo", queries.about_person, planted("seed-mts"), at=at)
    assert [one.recognised.match for one in found] == [Match.LIKELY]
    assert does("bo", queries.about_person, planted("seed-twin"), at=at) == []
