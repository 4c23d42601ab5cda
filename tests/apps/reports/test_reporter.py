"""Reporter protection: nobody on the wing, in the unit or at the board learns who wrote an observation."""

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from beccaria.access.api import acting
from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.reports import actions, queries
from beccaria.reports.models import Authorship

Does = Callable[..., Any]


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@pytest.mark.django_db
def test_no_table_and_no_page_but_authorship_holds_the_reporter(
    does: Does, person: Callable[..., Actor], observed: Does, at: datetime
) -> None:
    told, ana = observed(), person("ana").user
    does("bo", actions.return_to_reporter, observation_id=told.id, question="Who?", at=at)
    does("ana", actions.answer_return, observation_id=told.id, answer="Him", at=at)
    shown = does("bo", queries.observation, observation_id=told.id)
    assert ana not in json.dumps(dataclasses.asdict(shown), default=str)
    with acting(person("bo")):
        for table in ("observation", "observationstage", "reporterfeedback", "attachment", "report", "item"):
            found = rows(f"SELECT count(*) FROM reports_{table} row WHERE row::text LIKE %s", f"%{ana}%")
            assert found == [(0,)], table


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["bo", "cy", "gil", "abe", "pia", "eve", "nan", "dee", "kit", "max", "lia"])
def test_authorship_is_visible_to_nobody_else(person: Callable[..., Actor], observed: Does, who: str) -> None:
    observed()
    with acting(person(who)) as actor:
        assert Authorship.objects.exclude(reporter=actor.user).count() == 0
        assert rows("SELECT 1 FROM reports_authorship WHERE reporter <> app_text('actor')") == []


@pytest.mark.django_db
def test_the_ledger_knows_a_pseudonym_only(
    does: Does, person: Callable[..., Actor], observed: Does, at: datetime
) -> None:
    ana = person("ana")
    draft = does("ana", actions.save_draft, text="I saw", at=at)
    told = observed(draft_id=draft)
    does("bo", actions.return_to_reporter, observation_id=told.id, question="Who?", at=at)
    does("ana", actions.answer_return, observation_id=told.id, answer="Him", at=at)
    with acting(person("dee")):
        found = rows(
            "SELECT actor, duty, session, act FROM ledger_entry WHERE act LIKE 'observation.%%' AND at = %s",
            at,
        )
    assert {act for *_who, act in found} == {
        "observation.draft",
        "observation.submit",
        "observation.return",
        "observation.answer",
    }
    assert not [
        row for row in found if ana.user in row or ((row[1] or row[2]) and row[3] != "observation.return")
    ]
    assert {row[0] for row in found if row[3] in {"observation.submit", "observation.answer"}} == {
        told.pseudonym
    }


@pytest.mark.django_db
def test_two_observations_of_one_person_share_nothing(observed: Does) -> None:
    one, other = observed(), observed()
    assert one.pseudonym != other.pseudonym
    assert one.reference[3:] != other.reference[3:]


@pytest.mark.django_db
def test_a_forged_author_is_refused_by_the_database(person: Callable[..., Actor], observed: Does) -> None:
    told, bo = observed(), person("bo")
    with (
        acting(person("abe")),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Authorship.objects.create(observation_id=told.id, reporter=bo.user)


@pytest.mark.django_db
def test_a_custodian_learns_it_only_with_a_second_one(
    does: Does, person: Callable[..., Actor], observed: Does, at: datetime
) -> None:
    told = observed()
    asked = does(
        "kit",
        actions.request_reveal,
        reference=told.reference,
        reason="Court order 7",
        at=at,
        stepped_up=True,
    )
    with pytest.raises(Cannot, match="second custodian"):
        does("kit", actions.reveal, reveal_id=asked, at=at, stepped_up=True)
    with pytest.raises(Refused, match="Somebody other"):
        does("kit", actions.approve_reveal, reveal_id=asked, at=at, stepped_up=True)
    with pytest.raises(Refused):
        does("dee", actions.approve_reveal, reveal_id=asked, at=at)
    does("dee", actions.approve_reveal, reveal_id=asked, at=at, stepped_up=True)
    with pytest.raises(Hidden):
        does("dee", actions.reveal, reveal_id=asked, at=at, stepped_up=True)
    with pytest.raises(Cannot, match="run out"):
        does("kit", actions.reveal, reveal_id=asked, at=at + timedelta(hours=1), stepped_up=True)
    assert does("kit", actions.reveal, reveal_id=asked, at=at, stepped_up=True) == person("ana").user
    with acting(person("dee")):
        kept = rows("SELECT act FROM ledger_entry WHERE %s = ANY (subjects) ORDER BY id", f"reveal:{asked}")
    assert [act for (act,) in kept] == [
        "reporter.reveal_request",
        "reporter.reveal_approve",
        "reporter.reveal",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["bo", "cy", "gil", "max", "ana"])
def test_nobody_else_can_even_ask(
    does: Does, person: Callable[..., Actor], observed: Does, at: datetime, who: str
) -> None:
    told = observed()
    with pytest.raises(Refused):
        does(who, actions.request_reveal, reference=told.reference, reason="Curious", at=at, stepped_up=True)
    asked = does(
        "kit", actions.request_reveal, reference=told.reference, reason="Court", at=at, stepped_up=True
    )
    does("dee", actions.approve_reveal, reveal_id=asked, at=at, stepped_up=True)
    with acting(person(who, stepped_up=True)):
        assert rows("SELECT reports_reveal(%s, %s)", asked, at) == [(None,)]


@pytest.mark.django_db
def test_asking_does_not_tell_whether_there_is_such_an_observation(does: Does, at: datetime) -> None:
    with pytest.raises(BadInput, match="not a reference number"):
        does("kit", actions.request_reveal, reference="26-1042", reason="Court", at=at, stepped_up=True)
    from beccaria.core.ids import new_reference

    asked = does(
        "kit", actions.request_reveal, reference=new_reference(2026), reason="Court", at=at, stepped_up=True
    )
    does("dee", actions.approve_reveal, reveal_id=asked, at=at, stepped_up=True)
    with pytest.raises(Cannot, match="no observation"):
        does("kit", actions.reveal, reveal_id=asked, at=at, stepped_up=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reports_observationstage SET words = 'x'",
        "DELETE FROM reports_observation",
        "UPDATE reports_itemgrade SET source = '1'",
        "DELETE FROM reports_item",
        (
            "INSERT INTO reports_recipient (id, organisation, name, audience, agreement)"
            " VALUES ('1', 'me', 'me', 'police', 'x')"
        ),
    ],
)
def test_the_web_role_cannot_rewrite_what_was(person: Callable[..., Actor], graded: Does, sql: str) -> None:
    graded()
    with acting(person("cy")), pytest.raises((ProgrammingError, psycopg.Error)), transaction.atomic():
        rows(sql)
