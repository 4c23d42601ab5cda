"""Nobody learns from placements at work whom a compartment covers: not by asking, not by SQL, not from the ledger."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.access.api import acting
from beccaria.core.actors import Actor, Duty, Level, Purpose, system_actor
from beccaria.core.allocation import Level as Apart
from beccaria.core.allocation import Mode
from beccaria.core.ids import UserId
from beccaria.core.persons import Role
from beccaria.core.placement import Covered
from beccaria.core.refusal import Cannot, Refused
from beccaria.lib import clock
from beccaria.people.api import Place, Said, add_person, move
from beccaria.placement import actions, jobs
from beccaria.placement.queries import keeping, proposals
from beccaria.placement.queries.instance import OF_CLASS, Asked
from tests.apps.warnings.estate import Estate, estate
from tests.conftest import connect_as

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["estate"]
PEOPLE, SECRET, ASKED = 30, 4, 300
WHY = "He spoke to the prosecutor."


def handler() -> Actor:
    """Whoever keeps the compartment."""
    return Actor(
        user=UserId("handler"),
        duty=Duty.HANDLER,
        sites=frozenset({"*"}),
        level=Level.SECRET,
        purpose=Purpose.INTELLIGENCE,
        compartments=frozenset({"north-sources"}),
    )


def planted(estate: Estate) -> tuple[list[str], list[str]]:
    """Thirty men who look alike on two wings, and three whom some of them must not meet, one on each wing."""
    at = clock.now()
    connect_as(estate.cluster, "worker", estate.name)
    with acting(system_actor("tests")) as system:

        def make(number: int, wing: str) -> str:
            said = Said(
                role=Role.PRISONER,
                given_names="Same",
                surname=f"Alike {number}",
                sex="male",
                born=date(1980, 1, 1),
            )
            made = add_person(said, site="NORTH", by=system, at=at, source="tests", key=f"alike-{number}")
            to = Place(establishment="NORTH", wing=wing, status="sentenced", category="B")
            move(made, to, since=at - timedelta(days=9), by=system, at=at)
            return str(made)

        alike = [make(number, f"NORTH-{'AB'[number % 2]}") for number in range(PEOPLE)]
        bosses = [make(100 + number, f"NORTH-{wing}") for number, wing in enumerate("ABC")]
    return alike, bosses


def cover(estate: Estate, some: Iterable[str], bosses: Iterable[str]) -> list[str]:
    """Write covers down in the compartment, and let the service widen them."""
    connect_as(estate.cluster, "web", estate.name)
    with acting(handler()) as by:
        made = [
            actions.open_cover(
                actions.NewCover(
                    person=one,
                    away_from=boss,
                    apart=Apart.WING,
                    kind=Covered.TALKS,
                    why=WHY,
                    compartment="north-sources",
                ),
                by=by,
                at=clock.now(),
            )
            for one in some
            for boss in bosses
        ]
    widen(estate)
    return made


def widen(estate: Estate) -> None:
    """As the worker does when it is told."""
    connect_as(estate.cluster, "worker", estate.name)
    jobs.widen()


def answer(estate: Estate, person: str) -> tuple[tuple[Any, ...], ...]:
    """What the placement officer is told of one man: places with costs and words, without anything that names him."""
    made = estate.web("pia", actions.propose, Asked(mode=Mode.ONE, people=(person,)), at=clock.now())
    read = estate.web("pia", proposals.proposal, made).answer
    told = [(one["place"], one["cost"]) for one in read["places"]]
    refused = [(one["place"], tuple(one["against"])) for one in read["refused"]]
    return tuple(told), tuple(refused)


def test_three_hundred_questions_do_no_better_than_guessing(estate: Estate) -> None:
    alike, bosses = planted(estate)
    draw = random.Random(5)  # noqa: S311  nothing here is kept from anybody
    secret = draw.sample(alike, SECRET)
    cover(estate, secret, bosses[:1])
    seen: dict[str, set[tuple[tuple[Any, ...], ...]]] = {one: set() for one in alike}
    for number in range(ASKED // 3):
        # What-ifs: the man they are kept from is moved about, as the register would tell it.
        if number % 20 == 0:
            wing = f"NORTH-{draw.choice('ABC')}"
            estate.write(f"UPDATE people_custodyperiod SET wing = '{wing}' WHERE person_id = '{bosses[0]}'")
            for told in seen.values():
                told.clear()
        who = draw.choice(alike)
        seen[who].add(answer(estate, who))
        same = {one for one in alike if alike.index(one) % 2 == alike.index(who) % 2}
        heard = {each for one in same for each in seen[one]}
        assert len(heard) == 1, "two men who look alike are answered differently"
    assert any(
        OF_CLASS in words
        for one in seen.values()
        for _places, told in one
        for _place, said in told
        for words in said
    )


def test_two_services_with_different_secrets_answer_to_the_letter_alike(estate: Estate) -> None:
    alike, bosses = planted(estate)
    heard = []
    for some in (alike[:3], alike[-3:]):
        made = cover(estate, some, bosses[:1])
        heard.append([answer(estate, one) for one in alike[::5]])
        with_rules = estate.rows("SELECT count(*) FROM placement_classrule WHERE ended_at IS NULL")
        assert with_rules == [(1,)]
        connect_as(estate.cluster, "web", estate.name)
        with acting(handler()) as by:
            for one in made:
                actions.end_cover(one, why="It is over.", by=by, at=clock.now())
        widen(estate)
    assert heard[0] == heard[1]
    assert estate.rows("SELECT count(*) FROM placement_classrule WHERE ended_at IS NULL") == [(0,)]


def test_nothing_of_a_cover_is_read_outside_its_compartment(estate: Estate) -> None:
    alike, bosses = planted(estate)
    made = cover(estate, alike[:1], bosses[:1])
    for name in ("pia", "gil", "bo", "cy", "nan", "dee", "eve", "ana", "kit"):
        rows = estate.web(name, lambda *, by: _counts(by))
        assert rows == (0, 0), name
    told = {
        one: {
            (rule.other, rule.kind) for rule in estate.web("pia", keeping.told, [one], on=clock.now().date())
        }
        for one in alike
    }
    assert len(set(map(frozenset, told.values()))) == 1
    for name in ("eve", "ana", "lia"):
        assert estate.web(name, keeping.told, alike, on=clock.now().date()) == ()
    entries = estate.rows("SELECT subjects::text, detail::text FROM ledger_entry WHERE act LIKE 'cover.%'")
    assert entries
    for person in (*alike, *bosses):
        assert not any(person in text for row in entries for text in row)
    jobs_kept = estate.rows("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'placement.widen'")
    assert jobs_kept
    assert {row[0] for row in jobs_kept} == {"{}"}
    with pytest.raises(Refused):
        estate.web("pia", actions.end_cover, made[0], why="Let me see.", at=clock.now())


def test_the_rule_of_a_class_is_set_aside_by_nobody(estate: Estate) -> None:
    alike, bosses = planted(estate)
    cover(estate, alike[:1], bosses[:1])
    for one in (alike[0], alike[2]):
        place = actions.NewPlacement(
            person=alike[1] if one == alike[2] else one,
            wing="NORTH-A",
            cell="9",
            due=clock.now() + timedelta(hours=1),
            reason="No other bed.",
            override="I take it upon me.",
        )
        with pytest.raises(Cannot, match="all who are recorded as he is"):
            estate.web("gil", actions.decide, place, at=clock.now())


def _counts(by: Actor) -> tuple[int, int]:
    from beccaria.placement.models import ClassRule, Cover

    del by
    return Cover.objects.count(), ClassRule.objects.count()
