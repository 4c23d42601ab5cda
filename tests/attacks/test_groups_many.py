"""Ten thousand memberships: none unsupported shown as supported, none overdue unnoticed, none impossible taken.

California State Auditor 2015-130 found all three in a database of gangs; here each is counted.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from beccaria.access.api import acting
from beccaria.core.actors import Actor
from beccaria.core.groups import FRESH, OLDEST, Basis
from beccaria.core.refusal import BadInput
from beccaria.lib import moments
from beccaria.lib.moments import day_of
from beccaria.networks import actions, queries
from beccaria.networks.models import Evidence, Group, Membership
from beccaria.networks.queries import members, seen
from beccaria.people.models import Person
from tests.grouping import Does, at, does, evidence, group, member, planted

__all__ = ["at", "does", "group", "member", "planted"]

pytestmark = pytest.mark.django_db
MANY, GROUPS = 10_000, 20
Piece = tuple[str, str, date, str, str]


def _pieces(chance: Random, today: date) -> list[Piece]:
    """Some evidence: bases and origins that often repeat, old and new, believed or not."""
    return [
        (
            chance.choice(list(Basis)).value,
            f"origin {chance.randrange(3)}",
            today
            - timedelta(days=chance.choice([1, 30, 200, 364, 365, 366, 1500, OLDEST.days, OLDEST.days + 1])),
            chance.choice("112"),
            chance.choice("AABE"),
        )
        for _one in range(chance.randrange(4))
    ]


def _is_supported(pieces: list[Piece], today: date) -> bool:
    """The same question, answered the slow way: two believed pieces of other basis and origin, one of them fresh."""
    counting = [one for one in pieces if one[4] != "E" and today - OLDEST <= one[2]]
    apart = any(one[0] != other[0] and one[1] != other[1] for one in counting for other in counting)
    return apart and max(one[2] for one in counting) + FRESH > today


@pytest.fixture
def many(actor_named: Callable[..., Actor], at: datetime) -> dict[str, tuple[list[Piece], date]]:
    """Ten thousand memberships of five hundred people in twenty groups, at North, as Bo might have written them."""
    today, chance = day_of(at), Random(2015130)  # noqa: S311  a fixed mix
    told: dict[str, tuple[list[Piece], date]] = {}
    marked = {"site": "NORTH", "written_by": "x", "written_at": at}
    with acting(actor_named("bo")):
        groups = [
            Group(
                name=f"G{n}",
                folded=f"g{n}",
                kind="street_gang",
                definition="own",
                determined_by="prison",
                **marked,
            )
            for n in range(GROUPS)
        ]
        people = [
            Person(
                source="many",
                key=str(n),
                role="prisoner",
                name=f"P {n}",
                sorts=f"p{n}",
                searched="",
                site="NORTH",
                recorded_at=at,
            )
            for n in range(MANY // GROUPS)
        ]
        Person.objects.bulk_create(people)
        Group.objects.bulk_create(groups)
        rows, shown = [], []
        for held in people:
            for known in groups:
                due = today + timedelta(days=chance.randrange(-30, 200))
                row = Membership(group=known, person=held, review_due=due, **marked)
                told[row.id] = (_pieces(chance, today), due)
                rows.append(row)
                shown += [_row(row, one, at) for one in told[row.id][0]]
        Membership.objects.bulk_create(rows, batch_size=2000)
        Evidence.objects.bulk_create(shown, batch_size=2000)
    return told


def _row(membership: Membership, piece: Piece, at: datetime) -> Evidence:
    basis, origin, observed, source, information = piece
    return Evidence(
        membership=membership,
        basis=basis,
        origin=origin,
        text="x",
        observed=observed,
        scheme="3x5x2",
        source_grade=source,
        information_grade=information,
        added_by="x",
        added_at=at,
        site="NORTH",
    )


def _all_due(by: Actor, at: datetime) -> Iterator[Any]:
    cursor = None
    while True:
        page = queries.to_review(by=by, at=at, cursor=cursor, size=100)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return


def test_ten_thousand_memberships_hold_what_is_said_of_them(
    many: dict[str, tuple[list[Piece], date]], does: Does, at: datetime
) -> None:
    today = day_of(at)
    assert len(many) == MANY

    def read(*, by: Actor) -> dict[str, str]:
        found: dict[str, str] = {}
        for known, _name in queries.group_names(by=by):
            found |= _standing(known, by=by, at=at)
        return found

    said = does("bo", read)
    assert set(said) == set(many)
    wrong = [
        one for one, support in said.items() if (support == "supported") != _is_supported(many[one][0], today)
    ]
    assert not wrong, f"{len(wrong)} of {MANY} are shown as what they are not"
    assert 0.05 < sum(support == "supported" for support in said.values()) / MANY < 0.95, "the mix tests both"

    listed = {one.member.id for one in does("cy", lambda *, by: list(_all_due(by, at)))}
    overdue = {one for one, (_pieces_of, due) in many.items() if due <= today + timedelta(days=14)}
    assert overdue, "the mix has overdue ones"
    assert overdue - listed == set(), "overdue and unnoticed"
    assert listed & set(many) == overdue


def _standing(group: str, *, by: Actor, at: datetime) -> dict[str, str]:
    rows = list(seen.memberships(by=by).filter(group=group, ended_at=None))
    lines = members.lines(rows, on=moments.day_of(at), by=by)
    return {one.id: one.standing.support.value for one in lines}


def test_what_is_impossible_is_never_taken(
    does: Does, group: Callable[..., str], member: Callable[..., str], at: datetime
) -> None:
    """Evidence of chance days for somebody of known birth: none before the tenth birthday, none to come."""
    chance = Random(30)  # noqa: S311  a fixed mix
    made = member(group())
    born = date(1979, 4, 12)
    taken, refused = 0, 0
    for _one in range(200):
        day = born + timedelta(days=chance.randrange(-2000, 18_000))
        said = evidence(at, "sign", observed=day)
        try:
            does("bo", actions.add_evidence, made, said, at=at)
        except BadInput:
            refused += 1
            assert day < born.replace(year=1989) or day > at.date()
        else:
            taken += 1
            assert born.replace(year=1989) <= day <= at.date()
    assert taken
    assert refused
