"""The database judges as the policy table does: random actors and markings, both ways."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beccaria.access import context, rows
from beccaria.access.marked import Rows
from beccaria.core.actors import Actor, Duty, Level, Purpose
from beccaria.core.acts import Act
from beccaria.core.ids import UserId
from beccaria.core.markings import Marking
from beccaria.core.policy import refusal

SITES = ["NORTH", "SOUTH", "EAST"]
COMPARTMENTS = ["sources", "exits"]
# The acts that rows are protected by; authorship and audience are judged through tables and tested there.
ACTS = [
    Act.PERSON_READ,
    Act.REPORT_READ,
    Act.REPORT_OPEN,
    Act.REPORT_ARCHIVE,
    Act.EVENT_ADD,
    Act.OBSERVATION_SUBMIT,
    Act.WARNING_READ,
    Act.ASSESSMENT_READ,
    Act.ASSESSMENT_WRITE,
    Act.CLASSIFICATION_DECIDE,
    Act.ALERT_READ,
    Act.RULE_APPROVE,
]
SENT = Rows(reaches="{row}.reaches && (SELECT app_list('sites'))::text[]", open="NOT {row}.closed")

actors = st.builds(
    Actor,
    user=st.just(UserId("u")),
    duty=st.sampled_from([duty for duty in Duty if duty is not Duty.SYSTEM]),
    sites=st.one_of(st.frozensets(st.sampled_from(SITES)), st.just(frozenset({"*"}))),
    level=st.sampled_from(Level),
    purpose=st.just(Purpose.SAFETY),
    compartments=st.frozensets(st.sampled_from(COMPARTMENTS)),
    stepped_up=st.booleans(),
)
markings = st.builds(
    Marking,
    site=st.one_of(st.none(), st.sampled_from(SITES)),
    level=st.sampled_from(Level),
    compartments=st.frozensets(st.sampled_from(COMPARTMENTS)),
    reaches=st.frozensets(st.sampled_from(SITES)),
    closed=st.booleans(),
)


def _database_allows(act: Act, marking: Marking) -> bool:
    said = rows.condition([act], SENT, "marked")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce({said}, false) FROM (SELECT %s::text AS site, %s::smallint AS level,"
            " %s::text[] AS compartments, %s::text[] AS reaches, %s::boolean AS closed) marked",
            [
                *(marking.site, int(marking.level), sorted(marking.compartments), sorted(marking.reaches)),
                marking.closed,
            ],
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actor=actors, marking=markings, act=st.sampled_from(ACTS))
def test_the_database_judges_like_the_policy_table(actor: Actor, marking: Marking, act: Act) -> None:
    context.enter(actor)
    assert _database_allows(act, marking) == (refusal(act, actor, marking) is None)


@pytest.mark.django_db
def test_the_system_duty_is_not_believed_from_the_web_login() -> None:
    context.enter(
        Actor(
            user=UserId("x"),
            duty=Duty.SYSTEM,
            sites=frozenset({"*"}),
            level=Level.SECRET,
            purpose=Purpose.SAFETY,
        )
    )
    assert not _database_allows(Act.PERSON_READ, Marking(site="NORTH"))


@pytest.mark.django_db
def test_nothing_set_allows_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT "
            + ", ".join(f"set_config('app.{n}', '', true)" for n in ("duty", "sites", "level", "actor"))
        )
    for act in ACTS:
        assert not _database_allows(act, Marking(site="NORTH"))
