"""The pages: who gets which, forms without scripts that keep what was typed, and what stands beside a person."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from beccaria.networks import actions
from tests.grouping import Does, evidence
from tests.pages import post

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Write = Callable[..., str]
PAGES = ("/groups/", "/groups/new/", "/groups/due/", "/groups/members/new/", "/groups/today/")
MAY = {
    "ana": (404, 404, 404, 404, 404),
    "bo": (200, 200, 404, 200, 404),
    "cy": (200, 200, 200, 200, 200),
    "nan": (200, 200, 200, 200, 200),
    "gil": (200, 404, 404, 404, 404),
    "pia": (200, 404, 404, 404, 404),
    "asa": (200, 404, 404, 404, 404),
    "lia": (404,) * 5,
    "dee": (404,) * 5,
    "max": (404,) * 5,
}


def typed(at: datetime, **more: Any) -> dict[str, Any]:
    """What is typed of a piece of evidence."""
    said = {
        "basis": "association",
        "text": "Walks with the two others each day.",
        "observed": (at.date() - timedelta(days=3)).isoformat(),
        "origin": "officer on C wing",
        "source": "3x5x2:1",
        "information": "3x5x2:A",
        "level": "0",
    }
    return said | more


def group_form(**more: Any) -> dict[str, Any]:
    """What is typed of a group."""
    said = {
        "name": "The Quarry",
        "others": "Cava",
        "kind": "street_gang",
        "definition": "untoc",
        "determined_by": "police",
        "not_to_subject": "on",
        "where": "everywhere",
        "level": "0",
    }
    return said | more


@pytest.mark.parametrize("who", MAY)
def test_each_duty_gets_its_pages_and_no_other(who: str, sign_in: SignIn) -> None:
    client = sign_in(who)
    assert tuple(client.get(address).status_code for address in PAGES) == MAY[who]


def test_an_empty_list_says_what_to_do(sign_in: SignIn) -> None:
    page = sign_in("bo").get("/groups/").content.decode()
    assert "No group is written down" in page
    assert "/groups/new/" in page
    assert "Write down a group" not in sign_in("gil").get("/groups/").content.decode()


def test_a_group_is_written_down_and_its_definition_shown(sign_in: SignIn) -> None:
    bo = sign_in("bo")
    form = bo.get("/groups/new/").content.decode()
    assert "Framework Decision 2008/841" in form
    assert "wording not compared with the published text" in form
    answer = post(bo, "/groups/new/", **group_form())
    assert answer.status_code == 302, answer.content.decode()
    page = bo.get(answer["Location"]).content.decode()
    for words in ("The Quarry", "Cava", "three or more persons", "every prison", "may be made aware"):
        assert words in page, words
    assert "Nobody you may see is written down here" in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Write what the group is called."),
        ({"where": "chosen"}, "Write which prisons are to know"),
        ({"where": "chosen", "to": "Atlantis"}, "There is no prison “Atlantis”"),
        ({"determined_on": "2050-01-01"}, "lies in the future"),
        ({"level": "3"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_group_is_said_and_nothing_is_lost(
    wrong: dict[str, Any], says: str, sign_in: SignIn
) -> None:
    bo = sign_in("bo")
    answer = post(bo, "/groups/new/", **group_form(**({"summary": "Kept words."} | wrong)))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert "Kept words." in page


def test_it_is_changed_related_and_ended_on_its_pages(sign_in: SignIn, group: Write, at: datetime) -> None:
    one, other, bo = group("One"), group("Other"), sign_in("bo")
    page = bo.get(f"/groups/{one}/change/").content.decode()
    assert 'value="One"' in page
    assert post(bo, f"/groups/{one}/change/", **group_form(name="Uno")).status_code == 302
    own = post(bo, f"/groups/{one}/relate/", **typed(at, kind="rival", other=one))
    assert own.status_code == 422
    assert "cannot be its own rival" in own.content.decode()
    mixed = post(bo, f"/groups/{one}/relate/", **typed(at, kind="feud", other=other, information="4x4:1"))
    assert "by the same scheme" in mixed.content.decode()
    assert post(bo, f"/groups/{one}/relate/", **typed(at, kind="feud", other=other)).status_code == 302
    page = bo.get(f"/groups/{one}/").content.decode()
    assert "In a feud with" in page
    (relation,) = set(re.findall(r"/groups/relations/([0-9a-f-]{36})/end/", page))
    wrong = post(bo, f"/groups/relations/{relation}/evidence/", **typed(at, text=""))
    assert wrong.status_code == 422
    assert (
        "officer" not in wrong.content.decode() or "Write what was seen or found." in wrong.content.decode()
    )
    assert post(bo, f"/groups/relations/{relation}/evidence/", **typed(at)).status_code == 302
    assert post(bo, f"/groups/relations/{relation}/end/", why="").status_code == 422
    assert post(bo, f"/groups/relations/{relation}/end/", why="Peace.").status_code == 302
    assert post(bo, f"/groups/{one}/end/", why="").status_code == 422
    assert post(bo, f"/groups/{one}/end/", why="No more.").status_code == 302
    assert "No more." in bo.get(f"/groups/{one}/").content.decode()


def test_a_membership_from_evidence_to_its_end(sign_in: SignIn, group: Write, at: datetime) -> None:
    made, bo = group(), sign_in("bo")
    nobody = post(bo, f"/groups/{made}/members/new/", **typed(at, group=made, who="Nobody Known"))
    assert nobody.status_code == 422
    assert "Nobody, or more than one, is found" in nobody.content.decode()
    assert "Walks with the two others" in nobody.content.decode()
    answer = post(bo, f"/groups/{made}/members/new/", **typed(at, group=made, who="A1001"))
    assert answer.status_code == 302, answer.content.decode()
    here = answer["Location"]
    page = bo.get(here).content.decode()
    assert "suspected member" in page
    assert "Only one independent basis supports it" in page
    assert "One more of another kind and from another origin is needed" in page
    same = post(bo, f"{here}evidence/", **typed(at, basis="sign"))
    assert same.status_code == 302
    assert "Only one independent basis" in bo.get(here).content.decode()
    wrong = post(bo, f"{here}evidence/", **typed(at, basis="nationality"))
    assert wrong.status_code == 422
    second = post(bo, f"{here}evidence/", **typed(at, basis="court_finding", origin="Court of Northtown"))
    assert second.status_code == 302
    page = bo.get(here).content.decode()
    assert "2 independent bases support it" in page
    assert "2 bases, until" in page
    assert post(bo, f"{here}role/", role="leader", because="x", against="").status_code == 422
    assert post(bo, f"{here}role/", role="leader", because="x", against="Nothing found.").status_code == 302
    assert post(bo, f"{here}position/", position="principal").status_code == 302
    page = bo.get(here).content.decode()
    assert "Leader (hypothesis)" in page
    assert "Principal" in page
    (role,) = re.findall(r"/memberships/roles/([0-9a-f-]{36})/end/", page)
    assert post(bo, f"/memberships/roles/{role}/end/", why="").status_code == 422
    assert post(bo, f"/memberships/roles/{role}/end/", why="No.").status_code == 302
    piece = re.findall(r"/memberships/evidence/([0-9a-f-]{36})/withdraw/", page)[0]
    assert post(bo, f"/memberships/evidence/{piece}/withdraw/", why="Wrong.").status_code == 302
    assert "withdrawn" in bo.get(here).content.decode()
    assert post(bo, f"{here}end/", why="He left.").status_code == 302
    assert "He left." in bo.get(here).content.decode()


def test_it_is_contested_answered_and_reviewed_by_others(
    sign_in: SignIn, group: Write, member: Write, add: Write
) -> None:
    made = member(group())
    add(made, "sign")
    here, gil, cy, bo = f"/memberships/{made}/", sign_in("gil"), sign_in("cy"), sign_in("bo")
    assert "End it" not in gil.get(here).content.decode()
    assert post(gil, f"{here}challenge/", raised_for="", text="No.").status_code == 422
    assert post(gil, f"{here}challenge/", raised_for="himself", text="It is a scar.").status_code == 302
    page = cy.get(here).content.decode()
    assert "Contested by himself" in page
    (challenge,) = re.findall(r"/memberships/challenges/([0-9a-f-]{36})/answer/", page)
    assert "data-urgent" not in cy.get("/groups/today/").content.decode()
    assert "Contested membership to answer" in cy.get("/").content.decode()
    assert post(bo, f"/memberships/challenges/{challenge}/answer/", upheld="no", text="x").status_code == 404
    wrong = post(cy, f"/memberships/challenges/{challenge}/answer/", upheld="yes", text="He is right.")
    assert wrong.status_code == 422
    assert "Say what follows" in wrong.content.decode()
    assert "He is right." in wrong.content.decode()
    done = post(cy, f"/memberships/challenges/{challenge}/answer/", upheld="no", text="Two things show it.")
    assert done.status_code == 302
    assert "Not upheld" in gil.get(here).content.decode()
    assert post(cy, f"{here}review/", kept="yes", why="").status_code == 422
    assert post(cy, f"{here}review/", kept="yes", why="Both looked at.").status_code == 302
    page = bo.get(here).content.decode()
    assert "kept, being supported with 2 independent bases" in page
    assert "Cy Head" in page
    assert "Cy Head" not in gil.get(here).content.decode()


def test_who_wrote_it_is_told_why_he_cannot_review_it(sign_in: SignIn, group: Write, member: Write) -> None:
    made = member(group(), by="cy")
    page = sign_in("cy").get(f"/memberships/{made}/").content.decode()
    assert "Somebody other than the person who wrote this must do that." in page


def test_the_group_page_shows_who_may_belong_and_where_they_are(
    sign_in: SignIn, group: Write, member: Write, add: Write, at: datetime
) -> None:
    made = group()
    add(member(made, "seed-mts"), "sign")
    member(made, "seed-father", evidence=evidence(at, days=400))
    page = sign_in("bo").get(f"/groups/{made}/").content.decode()
    for words in ("Marek Tibor Sandor", "Marco Bassi", "member", "was held to be a member", "Northgate"):
        assert words in page, words
    assert f'hx-get="/groups/{made}/scorecards/"' in page
    assert f"/network/group/{made}/" in page
    assert "Membership written down: Marek Tibor Sandor" in page


def test_the_person_page_asks_for_groups_and_shows_them_with_their_bases(
    sign_in: SignIn, group: Write, member: Write, planted: Write
) -> None:
    person, made = planted("seed-mts"), member(group())
    bo = sign_in("bo")
    assert f'hx-get="/groups/about/{person}/"' in bo.get(f"/people/{person}/").content.decode()
    piece = bo.get(f"/groups/about/{person}/").content.decode()
    assert f"/memberships/{made}/" in piece
    assert "The Quarry: suspected member" in piece
    assert "1 basis, until" in piece
    assert f"/network/person/{person}/" in piece
    assert "/groups/about/" not in sign_in("ana").get(f"/people/{person}/").content.decode()
    other = bo.get(f"/groups/about/{planted('seed-son')}/").content.decode()
    assert "No group is written down for him" in other


def test_from_a_person_the_form_begins_with_him(sign_in: SignIn, planted: Write) -> None:
    bo = sign_in("bo")
    page = bo.get(f"/groups/members/new/?person={planted('seed-mts')}").content.decode()
    assert 'value="A1001"' in page
    assert bo.get(f"/groups/members/new/?person={planted('seed-elsewhere')}").status_code == 404


def test_what_is_due_stands_on_today_and_in_its_list(
    sign_in: SignIn, group: Write, member: Write, at: datetime, does: Does
) -> None:
    before = at - timedelta(days=200)
    made = member(group(), at=before, evidence=evidence(before, days=1))
    cy = sign_in("cy")
    today = cy.get("/").content.decode()
    assert "Membership to review: Marek Tibor Sandor, The Quarry" in today
    assert f"/memberships/{made}/" in cy.get("/groups/due/").content.decode()
    assert "1 of them overdue" in cy.get("/groups/due/").content.decode()
    assert "Membership to review" not in sign_in("bo").get("/").content.decode()
    does("cy", actions.review, made, kept=True, why="Looked at.", at=at)
    assert "Nothing to review" in cy.get("/groups/due/").content.decode()


def test_the_list_finds_and_turns_pages(sign_in: SignIn, group: Write) -> None:
    for number in range(27):
        group(f"Group {number:02d}")
    bo = sign_in("bo")
    page = bo.get("/groups/").content.decode()
    assert "Group 24" in page
    assert "Group 25" not in page
    (following,) = re.findall(r'href="([^"]+after=[^"]+)" rel="next"', page)
    assert "Group 26" in bo.get(following.replace("&amp;", "&")).content.decode()
    found = bo.get("/groups/?q=group+07").content.decode()
    assert "Group 07" in found
    assert "Group 08" not in found
    assert "No group of that name or kind" in bo.get("/groups/?q=nothing").content.decode()
    assert bo.get("/groups/?after=stolen").status_code == 200
