"""People acting on reports: each step is done by a named person, in the database as that person."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from beccaria.access.api import acting
from beccaria.core.actors import Actor
from beccaria.core.grading import Grade
from beccaria.core.handling import asserted
from beccaria.core.persons import Role
from beccaria.lib import clock
from beccaria.people.api import Said, add_person
from beccaria.reports import actions, queries
from beccaria.reports.actions import Judgement

TEXT = "Yesterday at 14:30 M.T.S. gave a telephone to Mario Rossi in cell 12. Another prisoner told me it is for sale."


@pytest.fixture
def at() -> datetime:
    """One moment for the whole test; later steps add to it."""
    return clock.now()


@pytest.fixture
def person(actor_named: Callable[..., Actor]) -> Callable[..., Actor]:
    """An actor of the seed by name."""
    return actor_named


@pytest.fixture
def does(person: Callable[..., Actor]) -> Callable[..., Any]:
    """`does("bo", queries.inbox)` calls a query or action as Bo, in the database as Bo."""

    def call(name: str, what: Callable[..., Any], /, *, stepped_up: bool = False, **said: Any) -> Any:
        with acting(person(name, stepped_up=stepped_up)) as actor:
            return what(by=actor, **said)

    return call


@pytest.fixture
def mts(does: Callable[..., Any], at: datetime) -> str:
    """M.T.S., held at North; invented, like everybody here."""
    said = Said(role=Role.PRISONER, given_names="Matteo", surname="Tesa", number="N-4711")
    return str(does("bo", lambda *, by: add_person(said, site="NORTH", by=by, at=at)))


@pytest.fixture
def recipient(as_role: Callable[[str], Any]) -> None:
    """An agreement with the police, as the service would have loaded it."""
    with as_role("worker") as connection:
        connection.execute(
            "SELECT set_config('app.duty', 'system', true), set_config('app.actor', 'system:tests', true)"
        )
        for organisation, audience in (("police", "police"), ("charity", "non_prosecuting")):
            connection.execute(
                "INSERT INTO reports_recipient (id, organisation, name, audience, agreement)"
                " VALUES (gen_random_uuid()::text, %s, %s, %s, 'Protocol 7') ON CONFLICT DO NOTHING",
                [organisation, organisation.title(), audience],
            )


@pytest.fixture
def observed(does: Callable[..., Any], at: datetime) -> Callable[..., Any]:
    """Ana at North (or somebody else) writes something."""

    def write(name: str = "ana", text: str = TEXT, **more: Any) -> Any:
        moment = more.pop("at", at)
        more.setdefault("occurred_at", moment - timedelta(hours=1))
        return does(name, actions.submit_observation, text=text, at=moment, **more)

    return write


def judged(*codes: str, grade: tuple[str, str] = ("2", "C"), note: str = "", **more: Any) -> Judgement:
    """A judgement in 3x5x2."""
    return Judgement(
        grade=Grade.read("3x5x2", *grade), handling=asserted("3x5x2", *(codes or ("P",)), note=note), **more
    )


@pytest.fixture
def graded(does: Callable[..., Any], observed: Callable[..., Any], at: datetime) -> Callable[..., str]:
    """A report of Ana's observation, graded by Bo with these handling codes; returns its identifier."""

    def make(*codes: str, text: str = TEXT) -> str:
        told = observed(text=text)
        report_id: str = does("bo", actions.open_report, observation_ids=[told.id], at=at)
        items = does("bo", queries.report, report_id=report_id).items
        does(
            "bo",
            actions.grade,
            report_id=report_id,
            judgements={one.id: judged(*codes) for one in items},
            provenance=("An officer on the landing", Grade.read("3x5x2", "1", "A")),
            at=at,
        )
        return report_id

    return make
