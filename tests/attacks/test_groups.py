"""Groups and memberships one may not see do not exist: by no page, count, search, REST, or statement in SQL."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from beccaria.core.actors import Actor, Level
from beccaria.core.ids import PersonId
from beccaria.core.refusal import Hidden, Refused
from beccaria.networks import actions, queries
from beccaria.networks.models import Evidence
from beccaria.people import api as people
from tests.grouping import Does, add, at, does, evidence, group, member, new_group, planted, related

__all__ = ["add", "at", "does", "group", "member", "planted", "related"]

pytestmark = pytest.mark.django_db
WORD = "sassafras"
NEVER = "00000000-0000-4000-8000-000000000000"
Write = Callable[..., str]
SignIn = Callable[[str], Client]
_NOISE = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|name="csrf" content="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}'
)


@pytest.fixture
def closed(group: Write, member: Write, add: Write) -> dict[str, str]:
    """A group that only North knows, with a member whom two things show."""
    made = group(f"The {WORD} brothers", reaches=[], summary=f"They meet under the {WORD}.")
    found = member(made)
    piece = add(found, "sign", text=f"A {WORD} leaf on his arm.")
    return {"group": made, "membership": found, "evidence": piece}


@pytest.fixture
def hidden_between(does: Does, group: Write, at: datetime) -> tuple[str, str, str]:
    """Bo's part of a group of South's that is part of Bo's first; South keeps its own to itself now."""
    top = group("The Harbour")
    between = group(f"The {WORD} crew", by="eve", parent=top, reaches=["NORTH"])
    low = group("The Pier", parent=between)
    does("eve", actions.change_group, between, new_group(f"The {WORD} crew", parent=top, reaches=[]), at=at)
    return top, between, low


def test_a_circle_through_a_hidden_group_is_told_to_those_who_see_all_of_it(
    hidden_between: tuple[str, str, str], does: Does, at: datetime, sign_in: SignIn
) -> None:
    top, between, low = hidden_between
    # Refusing would tell Bo that something lies between his two groups.
    does("bo", actions.change_group, top, new_group("The Harbour", parent=low), at=at)
    for each in (top, low):
        read = does("bo", queries.group, each, at=at)
        assert read.circle == ()
        page = sign_in("bo").get(f"/groups/{each}/").content.decode()
        assert WORD not in page
        assert "go in a circle" not in page
    for each in hidden_between:
        assert len(does("nan", queries.group, each, at=at).circle) == 3
    page = sign_in("nan").get(f"/groups/{between}/").content.decode()
    assert f"The {WORD} crew → The Harbour → The Pier → The {WORD} crew" in page
    # Who sees all of it mends it, and it is gone.
    does("nan", actions.change_group, top, new_group("The Harbour"), at=at)
    assert does("nan", queries.group, low, at=at).circle == ()


def test_not_naming_a_hidden_whole_does_not_take_it_away(
    hidden_between: tuple[str, str, str], does: Does, at: datetime
) -> None:
    _top, between, low = hidden_between
    assert does("bo", queries.group, low, at=at).parent is None
    does("bo", actions.change_group, low, new_group("The Long Pier"), at=at)
    assert does("nan", queries.group, low, at=at).parent.id == between
    does("nan", actions.change_group, low, new_group("The Long Pier"), at=at)
    assert does("nan", queries.group, low, at=at).parent is None


def _plain(answer: Any) -> tuple[int, str]:
    return answer.status_code, _NOISE.sub("*", answer.content.decode(errors="replace"))


@pytest.mark.parametrize("who", ["ana", "eve", "oli", "lia", "dee", "max"])
def test_what_is_not_known_there_answers_like_what_never_was(
    who: str, closed: dict[str, str], sign_in: SignIn
) -> None:
    client = sign_in(who)
    form = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "why": "x", "text": "x", "kept": "no"}
    for address in (
        *("/groups/{group}/", "/groups/{group}/change/", "/groups/{group}/relate/"),
        *("/groups/{group}/members/new/", "/memberships/{membership}/"),
    ):
        there = client.get(address.format(**closed))
        assert _plain(there) == _plain(client.get(address.format(**dict.fromkeys(closed, NEVER))))
        assert there.status_code == 404
    for address in (
        *("/groups/{group}/end/", "/memberships/{membership}/end/", "/memberships/{membership}/evidence/"),
        *("/memberships/{membership}/review/", "/memberships/{membership}/challenge/"),
        "/memberships/evidence/{evidence}/withdraw/",
    ):
        there = client.post(address.format(**closed), form)
        never = client.post(address.format(**dict.fromkeys(closed, NEVER)), form)
        assert _plain(there) == _plain(never), address


@pytest.mark.parametrize("who", ["ana", "eve", "oli", "lia", "dee", "kit", "max"])
def test_its_words_stand_on_no_page(
    who: str, closed: dict[str, str], planted: Write, sign_in: SignIn
) -> None:
    client = sign_in(who)
    person = planted("seed-mts")
    for address in (
        *("/", "/groups/", f"/groups/?q={WORD[:5]}", "/groups/new/", "/groups/members/new/", "/groups/due/"),
        *("/groups/today/", "/search/?q=brothers", f"/groups/about/{person}/", f"/people/{person}/"),
        *("/people/suggest/?q=Sandor", "/groups/compare/", "/groups/here/"),
    ):
        body = client.get(address).content.decode().casefold()
        assert WORD not in body.replace(f'value="{WORD[:5]}"', ""), address
        assert closed["group"] not in body, address
        assert closed["membership"] not in body, address


def test_rest_tells_nothing_of_it(closed: dict[str, str], token: Callable[[str], str]) -> None:
    for who in ("eve", "oli", "ana", "lia", "dee"):
        client = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token(who)}"})
        there, never = (client.get(f"/api/v1/groups/{one}") for one in (closed["group"], NEVER))
        assert (there.status_code, there.content) == (never.status_code, never.content)
        assert there.status_code == 404
        assert WORD not in client.get("/api/v1/groups").content.decode().casefold()


@pytest.mark.usefixtures("closed")
def test_its_being_there_changes_no_count(does: Does, planted: Write, at: datetime) -> None:
    assert does("eve", queries.groups, at=at).items == ()
    assert does("eve", queries.group_names) == []
    assert does("eve", queries.marks, [planted("seed-mts")], at=at) == {}
    with pytest.raises(Refused):
        does("ana", queries.groups, at=at)
    assert does("ana", queries.marks, [planted("seed-mts")], at=at) == {}
    assert does("nan", queries.groups, at=at).items[0].supported == 1


def test_a_known_group_shows_elsewhere_only_the_members_held_there(
    does: Does, found: str, member: Write, at: datetime
) -> None:
    made = does("bo", queries.membership, found, at=at).group.id
    theirs = member(made, "seed-elsewhere", by="eve")
    read = does("eve", queries.group, made, at=at)
    assert [one.id for one in read.members] == [theirs]
    assert (read.line.supported, read.line.suspected) == (0, 1)
    assert read.places == (("SOUTH", 1),)
    assert [one.name for one in read.changes] == ["Quentin Elsworth"]
    here = does("bo", queries.group, made, at=at)
    assert [one.person.name for one in here.members] == ["Marek Tibor Sandor"]
    assert does("nan", queries.groups, at=at, q="known").items[0].suspected == 1


@pytest.fixture
def found(group: Write, member: Write, add: Write) -> str:
    """M.T.S. belongs to a group that every prison knows, by two bases."""
    made = member(group("Known everywhere"), "seed-mts")
    add(made, "sign")
    return made


def test_a_member_who_is_moved_is_seen_where_he_comes_to_be_held(
    does: Does, found: str, moved: Callable[[], None], planted: Write, at: datetime
) -> None:
    with pytest.raises(Hidden):
        does("eve", queries.membership, found, at=at)
    moved()
    read = does("eve", queries.membership, found, at=at)
    assert read.line.standing.bases == 2
    assert does("eve", queries.marks, [planted("seed-mts")], at=at) != {}
    does("eve", actions.add_evidence, found, evidence(at, "communication"), at=at)
    with pytest.raises(Hidden):
        does("bo", queries.membership, found, at=at)


@pytest.mark.parametrize("handling", ["3x5x2:C", "4x4:H2"])
def test_what_handling_keeps_at_its_prison_does_not_follow_him(
    handling: str, does: Does, found: str, moved: Callable[[], None], at: datetime
) -> None:
    _kept_here(does, found, handling, at=at)
    assert does("bo", queries.membership, found, at=at).line.standing.bases == 3
    assert does("nan", queries.membership, found, at=at).line.standing.bases == 2
    moved()
    assert does("eve", queries.membership, found, at=at).line.standing.bases == 2
    assert does("eve", _count, "networks_evidence") == 2


def test_a_line_is_handled_as_strictly_as_the_evidence_it_rests_on(
    does: Does, found: str, add: Write, token: Callable[[str], str], at: datetime
) -> None:
    add(found, "informant", by="cy", level=Level.SECRET)
    read = does("cy", queries.membership, found, at=at)
    assert read.line.level == Level.SECRET
    mild = does("bo", queries.membership, found, at=at).line
    assert mild.level < Level.SECRET, "and nobody is told that there is more"
    bearer = {"Authorization": f"Bearer {token('cy')}"}
    said = Client(HTTP_HOST="127.0.0.1", headers=bearer).get(f"/api/v1/groups/{read.group.id}").json()
    assert [one["level"] for one in said["memberships"] if one["id"] == found] == [Level.SECRET]


def test_evidence_above_ones_clearance_is_hidden_and_the_count_falls(
    does: Does, found: str, add: Write, planted: Write, at: datetime
) -> None:
    add(found, "informant", by="cy", level=Level.SECRET, text=f"The {WORD}.")
    assert does("cy", queries.membership, found, at=at).line.standing.bases == 3
    for who in ("bo", "gil", "pia", "nan"):
        read = does(who, queries.membership, found, at=at)
        assert (read.line.standing.bases, len(read.evidence)) == (2, 2), who
        assert does(who, queries.marks, [planted("seed-mts")], at=at)[planted("seed-mts")][0].bases == 2
    for one in does("bo", queries.membership, found, at=at).evidence:
        does("bo", actions.withdraw_evidence, one.id, why="Wrong.", at=at)
    assert does("cy", queries.groups, at=at, q="known").items[0].suspected == 1
    assert does("gil", queries.marks, [planted("seed-mts")], at=at)[planted("seed-mts")][0].bases == 0


def test_a_membership_made_of_what_is_secret_is_secret(
    does: Does, group: Write, member: Write, at: datetime
) -> None:
    found = member(group("Known"), by="cy", evidence=evidence(at, "informant", level=Level.SECRET))
    with pytest.raises(Hidden):
        does("bo", queries.membership, found, at=at)
    secret = member(group("Known too"), "seed-secret", by="cy")
    assert does("cy", queries.membership, secret, at=at).line.level == Level.SECRET
    with pytest.raises(Hidden):
        does("gil", queries.membership, secret, at=at)


_MARKED = "'NORTH', 0, '{{}}', '{{}}'"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE networks_group SET reaches = '{{*}}' WHERE id = '{group}'",
        "UPDATE networks_group SET level = 0",
        "UPDATE networks_membership SET ended_at = now(), ended_why = 'x' WHERE id = '{membership}'",
        "UPDATE networks_evidence SET withdrawn_at = now(), withdrawn_why = 'x' WHERE id = '{evidence}'",
        "DELETE FROM networks_evidence",
        "DELETE FROM networks_membership",
        (
            "INSERT INTO networks_evidence (id, membership_id, basis, origin, reference, text, observed, scheme,"
            " source_grade, information_grade, added_by, added_at, withdrawn_why, site, level, compartments, handling)"
            " VALUES ('x', '{membership}', 'sign', 'x', '', 'x', now(), '3x5x2', '1', 'A', 'x', now(), '',"
            f" {_MARKED})"
        ),
        (
            "INSERT INTO networks_evidence (id, membership_id, basis, origin, reference, text, observed, scheme,"
            " source_grade, information_grade, added_by, added_at, withdrawn_why, site, level, compartments, handling)"
            " VALUES ('x', '{membership}', 'faith', 'x', '', 'x', now(), '3x5x2', '1', 'A', 'x', now(), '',"
            " 'SOUTH', 0, '{{}}', '{{}}')"
        ),
        (
            "INSERT INTO networks_review (id, membership_id, kept, why, support, reviewed_by, reviewed_at, site, level,"
            f" compartments, handling) VALUES ('x', '{{membership}}', true, 'x', 'x', 'x', now(), {_MARKED})"
        ),
    ],
)
def test_nobody_elsewhere_helps_himself_in_sql(statement: str, closed: dict[str, str], does: Does) -> None:
    def attack(*, by: Actor) -> int:
        del by
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement.format(**closed))
                return int(cursor.rowcount)
        except DatabaseError:
            return 0

    assert does("eve", attack) == 0
    assert does("ana", attack) == 0


def test_no_table_shows_a_row_to_who_may_not_read_it(
    closed: dict[str, str], does: Does, at: datetime
) -> None:
    does("bo", actions.challenge, closed["membership"], raised_for="x", text="y", at=at)
    does("bo", actions.suppose_role, closed["membership"], role="leader", because="x", against="y", at=at)
    tables = ("group", "grouprelation", "relationevidence", "membership", "evidence", "rolehypothesis")
    for who in ("eve", "ana", "oli", "lia", "dee", "kit", "max"):
        for table in (*tables, "review", "challenge"):
            assert does(who, _count, f"networks_{table}") == 0, (who, table)


@pytest.mark.parametrize("basis", ["nationality", "faith", "family", "ethnicity", "language", "cell_sharing"])
def test_the_database_itself_refuses_what_somebody_is(basis: str, as_role: Callable[[str], Any]) -> None:
    """With a planted piece as the pattern, past every policy."""

    with as_role("owner") as plain, pytest.raises(psycopg.errors.CheckViolation):
        plain.execute(
            "INSERT INTO networks_evidence (id, membership_id, basis, origin, reference, text, observed, scheme,"
            " source_grade, information_grade, added_by, added_at, withdrawn_why, site, level, compartments,"
            " handling) SELECT gen_random_uuid()::text, membership_id, %s, origin, reference, text, observed,"
            " scheme, source_grade, information_grade, added_by, added_at, '', site, level, compartments,"
            " handling FROM networks_evidence LIMIT 1",
            [basis],
        )


@pytest.fixture
def moved(actor_named: Callable[..., Actor], planted: Write, at: datetime) -> Callable[[], None]:
    """M.T.S. is moved to South by somebody who works at both prisons."""
    from beccaria.access.api import acting

    def move() -> None:
        there = people.Place(establishment="SOUTH", wing="SOUTH-A", status="sentenced")
        with acting(replace(actor_named("bo"), sites=frozenset({"NORTH", "SOUTH"}))) as both:
            people.move(PersonId(planted("seed-mts")), there, since=at, by=both, at=at)

    return move


def _kept_here(does: Does, membership: str, handling: str, *, at: datetime) -> None:
    """A piece of evidence that its handling keeps at North, as one would be that cites such a report."""

    def write(*, by: Actor) -> None:
        Evidence.objects.create(
            membership_id=membership,
            basis="informant",
            origin="source 7",
            text="He collects the money.",
            observed=at.date(),
            scheme="3x5x2",
            source_grade="1",
            information_grade="A",
            added_by=by.user,
            added_at=at,
            site="NORTH",
            handling=[handling],
        )

    does("bo", write)


def _count(table: str, *, by: Actor) -> int:
    del by
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
