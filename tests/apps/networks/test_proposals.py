"""Proposals: made from records, shown with both sides, decided by people; nobody is a member before that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from beccaria.core.groups import Basis, Role, Support
from beccaria.core.judging import Verdict
from beccaria.core.persons import Role as PersonRole
from beccaria.core.refusal import BadInput, Cannot
from beccaria.networks import actions, queries
from beccaria.networks.actions.deciding import Accepted
from beccaria.networks.queries import proposals as reads
from tests.apps.networks.circle import Circle, circle
from tests.apps.people.town import NOW, Town
from tests.grouping import GOOD, new_group
from tests.seed import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.apps.networks.linking import Links

YES = Accepted(group="", grade=GOOD)


@pytest.fixture
def known(links: Links) -> Circle:
    """Three men whom two women tie."""
    return circle(links)


def write(known: Circle, name: str = "The Quarry") -> str:
    """Bo writes down a group."""
    return str(known.does("bo", actions.write_group, new_group(name), at=NOW))


def members(known: Circle) -> int:
    """How many of the three are written down as members."""
    return int(
        known.town.rows("SELECT count(*) FROM networks_membership WHERE person_id = ANY (%s)", known.men)[0][
            0
        ]
    )


@pytest.fixture
def enter(town: Town) -> Callable[[str], Client]:
    """A browser's client signed in to the town, as the web role."""

    def sign_in(username: str) -> Client:
        town.as_nobody()
        client = Client(HTTP_HOST="127.0.0.1")
        assert client.post("/accounts/login/", {"login": username, "password": PASSWORD}).status_code == 302
        return client

    return sign_in


def test_two_bases_are_proposed_with_both_sides_and_nobody_is_a_member(known: Circle) -> None:
    assert known.propose() == 3
    found = known.read()
    assert {one.person.id for one in found} == set(known.men)
    one = found[0]
    assert one.bases == 2
    assert {piece.basis for piece in one.evidence} == {Basis.ASSOCIATION, Basis.FINANCE}
    assert one.because
    places = {one.lead for one in found if one.lead}
    outside = known.does("bo", lambda by: reads.leads_outside(found, by=by))
    assert places | {each.place for each in outside} == {1, 2, 3}
    assert all(each.lead_against for each in found if each.lead)
    assert members(known) == 0


def test_who_may_lead_from_outside_stands_beside_the_circle_and_is_proposed_as_nothing(
    known: Circle, enter: Callable[[str], Client]
) -> None:
    known.propose()
    outside = known.does("bo", lambda by: reads.leads_outside(reads.proposals(by=by), by=by))
    assert {one.person.id for one in outside} <= {known.visitor, known.payer}
    assert outside
    assert all(one.because and one.against for one in outside)
    page = enter("bo").get("/groups/proposals/").content.decode()
    assert "May lead it from outside: a hypothesis" in page
    assert outside[0].person.name in page
    known.propose()
    assert known.town.rows("SELECT count(*) FROM networks_outsidelead") == [(len(outside),)]


def test_the_same_records_change_nothing_and_new_ones_renew(known: Circle) -> None:
    known.propose()
    before = {one.id for one in known.read()}
    assert known.propose() == 3
    assert {one.id for one in known.read()} == before
    known.links.visit(known.men[0], known.visitor, days=1)
    known.propose()
    assert {one.id for one in known.read()} != before
    assert known.town.rows("SELECT count(*) FROM networks_proposal") == [(3,)]


def test_one_voice_or_one_basis_is_not_proposed(links: Links) -> None:
    planted = circle(links)
    links.change("DELETE FROM events_payment")
    assert planted.propose() == 0
    for man in planted.men:
        for days in (5, 9):
            links.payment(man, planted.visitor, days=days)
    assert planted.propose() == 0, "who visits and pays is one voice"


def test_yes_writes_the_membership_down_with_its_evidence(known: Circle) -> None:
    known.propose()
    one = next(each for each in known.read() if each.lead)
    group = write(known)
    made = known.does(
        "bo", actions.accept_proposal, one.id, Accepted(group=group, grade=GOOD, leads=True), at=NOW
    )
    read = known.does("bo", queries.membership, made, at=NOW)
    assert read.line.standing.support is Support.SUPPORTED
    assert read.line.standing.bases == 2
    assert len(read.evidence) == len(one.evidence)
    assert {piece.reference for piece in read.evidence} == {piece.reference for piece in one.evidence}
    assert [(each.role, each.by_rule) for each in read.roles] == [(Role.LEADER, "membership")]
    assert one.person.id not in {each.person.id for each in known.read()}
    with pytest.raises(Cannot):
        known.does("bo", actions.reject_proposal, one.id, why="Too late", at=NOW)
    known.propose()
    assert one.person.id not in {
        each.person.id for each in known.read() if each.group and each.group[0] == group
    }


def test_a_known_group_is_offered_once_two_of_the_circle_belong(known: Circle) -> None:
    known.propose()
    group = write(known)
    for one in known.read()[:2]:
        known.does("bo", actions.accept_proposal, one.id, Accepted(group=group, grade=GOOD), at=NOW)
    known.propose()
    left = known.read()
    assert [one.group for one in left] == [(group, "The Quarry")]


def test_no_needs_a_reason_and_sticks(known: Circle) -> None:
    known.propose()
    one = known.read()[0]
    with pytest.raises(BadInput):
        known.does("bo", actions.reject_proposal, one.id, why="  ", at=NOW)
    known.does("bo", actions.reject_proposal, one.id, why="His aunt and his lawyer's clerk", at=NOW)
    known.propose()
    assert one.person.id not in {each.person.id for each in known.read()}
    read = known.does("bo", reads.proposal, one.id)
    assert (read.accepted, read.why) == (False, "His aunt and his lawyer's clerk")


def test_what_is_seen_after_a_no_counts_again(known: Circle) -> None:
    known.propose()
    one = next(each for each in known.read() if each.person.id == known.men[0])
    known.does("bo", actions.reject_proposal, one.id, why="Not shown", at=NOW - timedelta(days=20))
    known.propose()
    again = next(each for each in known.read() if each.person.id == known.men[0])
    assert {piece.observed > (NOW - timedelta(days=20)).date() for piece in again.evidence} == {True}


def test_accepting_needs_a_group(known: Circle) -> None:
    known.propose()
    one = known.read()[0]
    with pytest.raises(BadInput, match="Choose the group"):
        known.does("bo", actions.accept_proposal, one.id, YES, at=NOW)
    assert members(known) == 0


def test_records_of_one_person_are_one(known: Circle) -> None:
    """His second record adds no second man, and no second voice."""
    second = str(known.town.add("double", role=PersonRole.PRISONER, surname="Abels", given_names="Man")[0])
    known.town.judge(known.men[0], second, Verdict.SAME)
    known.town.settle()
    known.links.visit(second, known.visitor, days=2)
    assert known.propose() == 3


def test_the_pages_say_both_sides_and_decide(known: Circle, enter: Callable[[str], Client]) -> None:
    known.propose()
    one = known.read()[0]
    group = write(known)
    browser = enter("bo")
    listed = browser.get("/groups/proposals/").content.decode()
    assert "A circle not written down yet" in listed
    assert "Man Abels" in listed
    page = browser.get(f"/groups/proposals/{one.id}/").content.decode()
    said = ("What speaks for it", "What speaks against it", "it is no membership", "Vera Zeller")
    for words in (*said, 'data-key="y"', 'data-key="n"'):
        assert words in page
    wrong = browser.post(f"/groups/proposals/{one.id}/reject/", {"why": ""})
    assert wrong.status_code == 422
    assert "Write why." in wrong.content.decode()
    yes = {"group": group, "source": "1", "information": "A"}
    done = browser.post(f"/groups/proposals/{one.id}/accept/", yes)
    assert done.status_code == 302
    assert members(known) == 1
