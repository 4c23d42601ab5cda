"""A warning is written once and reaches every prison it concerns; so do its correction and its withdrawal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from beccaria.access.api import acting
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.core.warning import Certainty, Scope, Standing, WarningKind
from beccaria.reports.api import Flagged
from beccaria.warnings import actions, queries
from beccaria.warnings.api import Subject, Told
from tests.apps.warnings.conftest import told

pytestmark = pytest.mark.django_db

Does = Callable[..., Any]


def test_a_warning_to_all_waits_at_the_other_prison_and_not_at_its_own(
    written: Callable[..., Any], does: Does, at: datetime
) -> None:
    made = written()
    there = does("oli", queries.today, at=at).waiting
    assert [one.id for one in there] == [made.id]
    assert there[0].waiting_until == at + timedelta(hours=1)
    assert does("ana", queries.today, at=at).waiting == ()
    assert does("ana", queries.warning, made.id, at=at).line.id == made.id


def test_it_is_acknowledged_once_by_a_named_duty(
    written: Callable[..., Any], does: Does, at: datetime
) -> None:
    made = written()
    later = at + timedelta(minutes=3)
    assert does("oli", actions.acknowledge, made.id, at=later) == 1
    assert does("eve", actions.acknowledge, made.id, at=later + timedelta(minutes=1)) == 0
    (mine,) = does("eve", queries.warning, made.id, at=later).mine
    assert (mine.acknowledged_by, mine.acknowledged_as, mine.acknowledged_at) == (
        "Oli Officer",
        "officer",
        later,
    )
    assert does("oli", queries.today, at=later).waiting == ()
    (delivery,) = does("bo", queries.warning, made.id, at=later).deliveries
    assert (delivery.site, delivery.acknowledged_as, delivery.acknowledged_by) == ("SOUTH", "officer", "")


def test_a_national_duty_cannot_acknowledge_for_every_prison_at_once(
    written: Callable[..., Any], actor_named: Callable[[str], Any], does: Does, at: datetime
) -> None:
    made = written()
    with acting(replace(actor_named("cy"), sites=frozenset({"*"}))) as head, pytest.raises(Hidden):
        actions.acknowledge(made.id, by=head, at=at)
    assert len(does("oli", queries.today, at=at).waiting) == 1


def test_a_correction_must_be_acknowledged_again(
    written: Callable[..., Any], does: Does, at: datetime
) -> None:
    made = written()
    does("oli", actions.acknowledge, made.id, at=at)
    better = told("Let her in without bags.")
    again = does(
        "bo", actions.correct, made.id, better, why="The bag was not hers.", at=at + timedelta(minutes=9)
    )
    assert again.version == 2
    (waiting,) = does("oli", queries.today, at=at).waiting
    assert (waiting.text, waiting.why_changed) == ("Let her in without bags.", "The bag was not hers.")
    read = does("oli", queries.warning, made.id, at=at)
    assert [one.number for one in read.versions] == [2, 1]
    does("oli", actions.acknowledge, made.id, at=at)
    assert does("oli", queries.today, at=at).waiting == ()


def test_an_unread_version_is_replaced_by_its_correction(
    written: Callable[..., Any], does: Does, at: datetime
) -> None:
    made = written()
    does("bo", actions.correct, made.id, told("Other words."), why="Clearer.", at=at + timedelta(minutes=1))
    assert len(does("oli", queries.today, at=at).waiting) == 1
    assert does("oli", actions.acknowledge, made.id, at=at) == 1


def test_a_withdrawal_reaches_who_had_it_and_stays_readable(
    written: Callable[..., Any], does: Does, at: datetime
) -> None:
    made = written()
    does("oli", actions.acknowledge, made.id, at=at)
    later = at + timedelta(minutes=5)
    does("bo", actions.withdraw, made.id, why="It was somebody else.", at=later)
    (waiting,) = does("oli", queries.today, at=later).waiting
    assert waiting.standing is Standing.WITHDRAWN
    assert waiting.why_changed == "It was somebody else."
    assert [one.id for one in does("oli", queries.warnings, heap="withdrawn", at=later).items] == [made.id]
    assert does("oli", queries.warnings, heap="active", at=later).items == ()
    with pytest.raises(Cannot):
        does("bo", actions.correct, made.id, told(), why="No.", at=later)
    with pytest.raises(Cannot):
        does("bo", actions.withdraw, made.id, why="Again.", at=later)


def test_two_who_correct_at_once_do_not_overwrite(
    written: Callable[..., Any], does: Does, at: datetime
) -> None:
    made = written()
    does("bo", actions.correct, made.id, told("One."), why="One.", number=1, at=at)
    with pytest.raises(Cannot, match="Somebody else"):
        does("bea", actions.correct, made.id, told("Two."), why="Two.", number=1, at=at)


@pytest.mark.parametrize("who", ["ana", "pia", "lia", "max", "dee", "oli"])
def test_only_those_who_may_write_do(who: str, written: Callable[..., Any]) -> None:
    with pytest.raises(Refused):
        written(who, site="NORTH")


def test_nobody_writes_for_another_prison(written: Callable[..., Any]) -> None:
    with pytest.raises(Refused):
        written("bo", site="SOUTH")


def test_recipients_change_nothing(written: Callable[..., Any], does: Does, at: datetime) -> None:
    made = written()
    with pytest.raises(Refused):
        does("eve", actions.correct, made.id, told(), why="Mine now.", at=at)
    with pytest.raises(Refused):
        does("eve", actions.withdraw, made.id, why="Mine now.", at=at)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"expires_in": timedelta(days=400)}, "at most 365 days"),
        ({"expires_in": timedelta(minutes=10)}, "before it has to be acknowledged"),
        ({"within": timedelta(minutes=1)}, "5 minutes to 2 days"),
        ({"scope": Scope.CHOSEN}, "Choose to which"),
        ({"scope": Scope.CHOSEN, "to": ["NOWHERE"]}, "no establishment"),
        ({"scope": Scope.REGION, "to": ["Atlantis"]}, "No prison lies"),
        ({"told": told(subject=Subject())}, "whom to look out for"),
        ({"told": told("   ")}, "What to do is empty"),
        ({"told": told("x" * 5000)}, "longer than 4,000"),
        ({"person": "no-such-person"}, "not found"),
    ],
)
def test_bad_input_gets_one_sentence(
    more: dict[str, Any], says: str, written: Callable[..., Any], at: datetime
) -> None:
    ends = more.pop("expires_in", None) if "expires_in" in more else None
    with pytest.raises(BadInput, match=says):
        written(**more, expires_at=at + ends if ends else None)


def test_what_gives_the_source_away_is_asked_about(written: Callable[..., Any]) -> None:
    risky = Told(
        text="Search her, my source says 14:30.",
        reason="Bo Intelligence heard it.",
        certainty=Certainty.POSSIBLE,
        subject=Subject(names=("Somebody Else",)),
    )
    with pytest.raises(Flagged) as said:
        written(told=risky)
    keys = {flag.key: "It is needed" for flag in said.value.flags}
    assert len(keys) > 1
    made = written(
        told=Told(
            text=risky.text,
            reason=risky.reason,
            certainty=risky.certainty,
            subject=risky.subject,
            answers=keys,
        )
    )
    assert made.version == 1


def test_the_strictest_marking_of_its_person_is_kept(
    written: Callable[..., Any], does: Does, planted: Callable[[str], str], at: datetime
) -> None:
    made = written("cy", person=planted("seed-secret"))
    with pytest.raises(Hidden):
        does("eve", queries.warning, made.id, at=at)
    assert does("oli", queries.today, at=at).waiting == ()
    assert does("cy", queries.warning, made.id, at=at).line.level == 3


def test_chosen_prisons_only(written: Callable[..., Any], does: Does, at: datetime) -> None:
    made = written(scope=Scope.CHOSEN, to=["NORTH"])
    with pytest.raises(Hidden):
        does("oli", queries.warning, made.id, at=at)
    with pytest.raises(Hidden):
        does("oli", actions.acknowledge, made.id, at=at)


def test_a_method_needs_no_person(written: Callable[..., Any]) -> None:
    assert (
        written(
            kind=WarningKind.METHOD, told=told("Look into the soles of shoes.", subject=Subject())
        ).version
        == 1
    )


def test_an_expired_warning_is_readable_and_active_no_more(
    written: Callable[..., Any], does: Does, at: datetime
) -> None:
    made = written()
    later = at + timedelta(days=91)
    assert does("oli", queries.warnings, at=later).items == ()
    assert [one.id for one in does("oli", queries.warnings, heap="expired", at=later).items] == [made.id]


def test_versions_and_deliveries_do_not_change_even_in_sql(written: Callable[..., Any], does: Does) -> None:
    made = written()

    def spoil(*, by: Any) -> list[int]:
        del by
        changed = []
        for statement in (
            "UPDATE warnings_version SET text = 'nothing' WHERE warning_id = %s",
            "UPDATE warnings_delivery SET due_at = due_at + interval '1 day' WHERE warning_id = %s",
            "DELETE FROM warnings_delivery WHERE warning_id = %s",
        ):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement, [made.id])
                    changed.append(cursor.rowcount)
            except DatabaseError:
                changed.append(0)
        return changed

    assert does("bo", spoil) == [0, 0, 0]
    assert does("oli", spoil) == [0, 0, 0]
