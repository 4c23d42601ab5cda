"""Scoring groups: every answer has its reason, unknown widens, judges are compared, nothing is ever changed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import Error

from beccaria.core.actors import Level
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.networks import actions, queries
from beccaria.networks.models import Scorecard
from beccaria.networks.queries import instruments
from beccaria.networks.queries.card_shapes import Answer
from beccaria.networks.queries.scorecards import quarter_end
from tests.apps.networks.scoring import ATTRIBUTES, HARM, MATRIX, answers, scorer
from tests.grouping import Does

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "ahead", "end"),
    [
        (date(2026, 11, 21), 0, date(2026, 12, 31)),
        (date(2026, 11, 21), 1, date(2027, 3, 31)),
        (date(2026, 1, 1), 0, date(2026, 3, 31)),
        (date(2026, 3, 31), 1, date(2026, 6, 30)),
        (date(2028, 12, 31), 5, date(2030, 3, 31)),
    ],
)
def test_quarters_end_on_their_last_day(day: date, ahead: int, end: date) -> None:
    assert quarter_end(day, ahead) == end


def test_a_scorecard_is_a_range_with_reasons_and_a_clock(does: Does, group: Any, at: datetime) -> None:
    mine = group()
    card = scorer(does, at)("bo", mine, unknown=4, note="It grows.")
    of, read = does("bo", queries.scorecard, card)
    assert (of.name, read.judge, read.note) == ("The Quarry", read.judge, "It grows.")
    assert read.scored.unknown == ("corruption", "tactics", "resources", "cohesion")
    assert read.scored.band_low != read.scored.band_high
    assert read.scored.next_question
    assert read.answers["violence"].because == "Seen for violence."
    assert read.period_ends == quarter_end(at.date())
    assert read.next_due == quarter_end(at.date(), 1)


def test_the_middle_of_sleipnir_counts_unknown_as_its_authors_do(
    does: Does, group: Any, at: datetime
) -> None:
    # Weights 19 to 1 sum to 190: all medium (2 points) give 380, all unknown the same middle.
    _, known = does("nan", queries.scorecard, scorer(does, at)("nan", group(), ATTRIBUTES, 2))
    _, unknown = does(
        "nan", queries.scorecard, scorer(does, at)("nan", group("Other"), ATTRIBUTES, unknown=19)
    )
    assert known.scored.score == 380
    assert unknown.scored.score == 380
    assert (unknown.scored.low, unknown.scored.high) == (0, 760)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"violence": None}, "is not answered"),
        ({"violence": Answer("some", "  ")}, "has no reason"),
        ({"violence": Answer("dreadful", "Seen.")}, "cannot be"),
        ({"religion": Answer("some", "Seen.")}, "has no item"),
        ({"violence": Answer("some", "x" * 1001)}, "shorten"),
        ({"violence": Answer("some", "a\x00b")}, "NUL"),
    ],
)
def test_an_answer_that_is_none_is_refused(
    does: Does, group: Any, at: datetime, change: Any, said: str
) -> None:
    given = {name: answer for name, answer in (answers(MATRIX) | change).items() if answer}
    new = actions.NewScorecard(instrument=MATRIX, answers=given)
    mine = group()
    with pytest.raises(BadInput, match=said):
        does("bo", actions.score_group, mine, new, at=at)
    assert not does("bo", queries.scorecards_of, mine).cards


def test_only_whom_it_is_made_for_scores_and_only_what_lives(does: Does, group: Any, at: datetime) -> None:
    mine = group()
    score = scorer(does, at)
    with pytest.raises(Refused, match="is for analyst, head"):
        score("bo", mine, HARM)
    with pytest.raises(Refused):
        score("gil", mine)
    with pytest.raises(BadInput, match="no instrument"):
        does(
            "bo", actions.score_group, mine, actions.NewScorecard(instrument="oc-prisoner", answers={}), at=at
        )
    with pytest.raises(Refused, match="is for system"):
        does(
            "cy",
            actions.score_group,
            mine,
            actions.NewScorecard(instrument=instruments.IMPORTED, answers={}),
            at=at,
        )
    does("bo", actions.end_group, mine, why="It fell apart.", at=at)
    with pytest.raises(Cannot, match="ended"):
        score("bo", mine)
    with pytest.raises(Hidden):
        score("bo", "no-such-group")


def test_it_inherits_how_the_group_is_handled_and_is_never_looser(
    does: Does, group: Any, at: datetime
) -> None:
    mine = group(level=Level.CONFIDENTIAL)
    _, read = does("bo", queries.scorecard, scorer(does, at)("bo", mine))
    assert read.level == Level.CONFIDENTIAL
    secret = scorer(does, at)("cy", mine, secrecy=Level.SECRET)
    assert does("cy", queries.scorecard, secret)[1].level == Level.SECRET
    with pytest.raises(Hidden):
        does("bo", queries.scorecard, secret)
    with pytest.raises(BadInput, match="lower level"):
        scorer(does, at)("bo", mine, secrecy=Level.SECRET)


def test_what_was_judged_stays(does: Does, group: Any, at: datetime) -> None:
    card = scorer(does, at)("bo", group())

    def spoil(sql: str, **_: Any) -> None:
        from django.db import connection

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [card])
            if cursor.rowcount == 0:
                raise Error("nothing was touched")

    for sql in (
        "UPDATE networks_scorecard SET note = 'x' WHERE id = %s",
        "DELETE FROM networks_scorecard WHERE id = %s",
    ):
        with pytest.raises(Error):
            does("bo", spoil, sql)
    assert does("bo", queries.scorecard, card)[1].note == ""


def test_history_is_kept_and_judges_of_now_are_each_there_once(does: Does, group: Any, at: datetime) -> None:
    mine, score = group(), scorer(does, at)
    earlier = at - timedelta(days=200)
    score("bo", mine, level=0, at=earlier)
    score("bo", mine, level=1, at=at - timedelta(days=1))
    score("bo", mine, level=2)
    score("cy", mine, level=3, at=at + timedelta(minutes=1))
    found = does("bo", queries.scorecards_of, mine)
    assert len(found.cards) == 4
    now = found.current(MATRIX, at.date())
    assert [card.answers["violence"].level for card in now] == ["most", "much"]


def test_groups_stand_in_order_with_what_judges_say_of_each(does: Does, group: Any, at: datetime) -> None:
    score = scorer(does, at)
    grave, mild, third = group("Grave"), group("Mild"), group("Third")
    score("cy", grave, HARM, 3)
    score("cy", mild, HARM, 0)
    score("nan", mild, HARM, 1, at=at + timedelta(minutes=1))
    found = does("nan", queries.compared, HARM)
    assert [found.groups[one.name].name for one in found.order.placed] == ["Grave", "Mild"]
    assert third not in found.groups
    # Mild was scored last by the analyst, so that is what it stands by; both judges' answers are compared.
    assert found.cards[mild].answers["physical"].level == "some"
    assert found.agreement.overall.judges == 2
    assert [item.alpha.units for item in found.agreement.items] == [1] * 6
    assert does("nan", queries.compared, HARM, only=[mild]).order.of(mild).place == 1


def test_what_is_due_is_the_oldest_first_and_only_what_one_may_score(
    does: Does, group: Any, at: datetime
) -> None:
    score = scorer(does, at)
    long_ago = at - timedelta(days=400)
    overdue, fresh = group("Overdue"), group("Fresh")
    score("bo", overdue, at=long_ago)
    score("bo", fresh)
    due = does("bo", queries.scorecards_due, at=at)
    assert [(one.name, one.instrument, one.due) for one in due] == [
        ("Overdue", MATRIX, quarter_end(long_ago.date(), 1))
    ]
    # A new scorecard ends it.
    score("bo", overdue)
    assert does("bo", queries.scorecards_due, at=at) == ()
    # A governor scores nothing, so nothing is due from him.
    assert does("gil", queries.scorecards_due, at=at) == ()


def test_a_group_that_nobody_scored_is_due_once(does: Does, group: Any, at: datetime) -> None:
    mine = group()
    assert does("bo", queries.scorecards_due, at=at) == ()
    later = datetime.combine(quarter_end(at.date(), 1), datetime.min.time(), UTC)
    (due,) = does("bo", queries.scorecards_due, at=later)
    assert (due.group, due.last, due.instrument) == (mine, None, MATRIX)
    does("bo", actions.end_group, mine, why="It fell apart.", at=at)
    assert does("bo", queries.scorecards_due, at=later) == ()


def test_a_version_that_is_gone_keeps_its_answers(does: Does, group: Any, at: datetime, as_role: Any) -> None:
    del as_role
    mine = group()

    def plant(*, by: Any) -> None:
        Scorecard.objects.create(
            group_id=mine,
            instrument=MATRIX,
            version=99,
            answers={"violence": {"level": "some", "because": "Seen."}},
            period_ends=at.date(),
            next_due=at.date(),
            judged_by=by.user,
            judged_at=at,
            site="NORTH",
        )

    does("bo", plant)
    (card,) = does("bo", queries.scorecards_of, mine).cards
    assert card.scored is None
    assert card.answers["violence"].because == "Seen."
    assert does("bo", queries.compared, MATRIX).cards == {}


def test_who_is_here_who_leads_and_who_feuds(  # noqa: PLR0917  the steps of one story
    does: Does, group: Any, member: Any, add: Any, related: Any, at: datetime
) -> None:
    quarry, harbour, away = group("Quarry"), group("Harbour"), group("Away")
    boss = member(quarry)
    add(boss, "sign")
    member(quarry, "seed-twin")
    member(harbour, "seed-father")
    member(away, "seed-elsewhere", by="eve")
    related(quarry, harbour)
    does(
        "bo",
        actions.suppose_role,
        boss,
        role="leader",
        because="Others wait for him.",
        against="Quiet.",
        at=at,
    )
    found = does("bo", queries.here, "NORTH", at=at)
    assert [one.group.name for one in found] == ["Quarry", "Harbour"]
    first = found[0]
    assert first.in_feud_here
    assert len(first.members) == 2
    assert (first.leading[0].role, first.leading[0].because) == ("leader", "Others wait for him.")
    assert [(one.other.name, one.here) for one in first.against] == [("Harbour", True)]
    assert [one.standing.support for one in first.members] == ["supported", "suspected"]
    with pytest.raises(Hidden):
        does("bo", queries.here, "SOUTH", at=at)
    assert [one.group.name for one in does("eve", queries.here, "SOUTH", at=at)] == ["Away"]
