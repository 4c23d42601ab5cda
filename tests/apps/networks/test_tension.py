"""The tension map: who stands where, supported and suspected apart, feuds in words; only of what may be seen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from beccaria.core.actors import Level
from beccaria.core.groups import RelationKind, Support
from beccaria.core.refusal import Refused
from beccaria.networks import actions
from beccaria.networks.queries import tension as queries
from beccaria.networks.queries.tension import TensionMap
from tests.grouping import Does, evidence
from tests.seed_people import ELSEWHERE, FATHER, MTS, SECRET, SON, TWIN

pytestmark = pytest.mark.django_db
Write = Callable[..., str]


@pytest.fixture
def apart(group: Write, member: Write) -> tuple[str, str]:
    """Two groups with a suspected member each on C wing; nothing is known between them."""
    one, other = group("The Quarry"), group("The Harbour")
    member(one, MTS)
    member(other, FATHER)
    return one, other


@pytest.fixture
def feuding(group: Write, member: Write, add: Write, related: Write) -> tuple[str, str]:
    """Two groups in a feud: a member of each on C wing, one more of the first on A wing."""
    quarry, harbour = group("The Quarry"), group("The Harbour")
    add(member(quarry, MTS))
    member(quarry, SON)
    member(harbour, FATHER)
    related(quarry, harbour, "feud")
    return quarry, harbour


def test_groups_stand_on_their_wings_and_a_feud_on_one_wing_is_told(
    does: Does, at: datetime, feuding: tuple[str, str]
) -> None:
    quarry, harbour = feuding
    found = does("gil", queries.tension, "NORTH", at=at)
    by_id = {one.id: one for one in found.groups}
    assert set(by_id) == {quarry, harbour}
    assert [one.support for one in by_id[quarry].on("NORTH-C")] == [Support.SUPPORTED]
    assert [one.support for one in by_id[quarry].on("NORTH-A")] == [Support.SUSPECTED]
    assert by_id[quarry].people == 2
    assert [(one.wing, one.kind) for one in found.hostile] == [("NORTH-C", RelationKind.FEUD)]
    assert not found.hostile[0].is_supported, "on one side somebody is only suspected"


def test_supported_on_both_sides_is_said_so(
    does: Does, at: datetime, feuding: tuple[str, str], member: Write, add: Write
) -> None:
    add(member(feuding[1], TWIN))
    found = does("gil", queries.tension, "NORTH", at=at)
    assert found.hostile[0].is_supported


def test_lapsed_ended_and_over_do_not_count(
    does: Does, at: datetime, feuding: tuple[str, str], group: Write, member: Write
) -> None:
    old = group("The Old Firm")
    member(old, TWIN, evidence=evidence(at, observed=at.date() - timedelta(days=500)))
    ended = member(feuding[0], TWIN)
    does("bo", actions.end_membership, ended, why="Not he", at=at)
    found = does("gil", queries.tension, "NORTH", at=at)
    assert old not in {one.id for one in found.groups}
    assert {one.id: one.people for one in found.groups}[feuding[0]] == 2
    does("bo", actions.end_group, feuding[1], why="Split up", at=at)
    assert not does("gil", queries.tension, "NORTH", at=at).hostile


def test_a_feud_outranks_a_rivalry_and_rivals_are_amber(
    does: Does, at: datetime, apart: tuple[str, str], related: Write, sign_in: Callable[[str], Any]
) -> None:
    one, other = apart
    related(one, other, "rival")
    assert [each.kind for each in does("gil", queries.tension, "NORTH", at=at).hostile] == [
        RelationKind.RIVAL
    ]
    assert does("gil", queries.feuds_on_one_wing, at=at) == ()
    page = sign_in("gil").get("/tension/NORTH/").content.decode()
    assert "tag-amber" in page
    assert "tag-red" not in page
    related(one, other, "feud")
    found = does("gil", queries.tension, "NORTH", at=at).hostile
    assert [each.kind for each in found] == [RelationKind.FEUD]


@pytest.mark.usefixtures("feuding")
def test_the_page_says_it_in_a_sentence_first_and_prints_a_real_table(
    sign_in: Callable[[str], Any],
) -> None:
    page = sign_in("gil").get("/tension/NORTH/").content.decode()
    said = "Two groups in a feud live on C wing: The Harbour (1 suspected) and The Quarry (1 member)."
    assert page.index(said) < page.index("<table")
    assert "feud with The Harbour" in page
    assert "<caption>" in page
    assert '<th scope="row">' in page
    assert "Marek Tibor Sandor" in page
    assert "data-prints" in page


def test_who_may_see_it_is_taken_there(sign_in: Callable[[str], Any]) -> None:
    answer = sign_in("pia").get("/tension/")
    assert (answer.status_code, answer["Location"]) == (302, "/tension/NORTH/")
    page = sign_in("pia").get("/tension/NORTH/").content.decode()
    assert "No group has people here that you may know of" in page


@pytest.mark.usefixtures("feuding")
@pytest.mark.parametrize(
    ("who", "finds"), [("gil", True), ("bo", True), ("pia", True), ("ana", False), ("eve", False)]
)
def test_today_says_that_feuding_groups_share_a_wing(
    sign_in: Callable[[str], Any], *, who: str, finds: bool
) -> None:
    page = sign_in(who).get("/").content.decode()
    assert ("Two feuding groups on C wing" in page) is finds


class TestAttacks:
    """What may not be seen is not counted, and its absence tells nothing."""

    @pytest.mark.usefixtures("feuding")
    @pytest.mark.parametrize("who", ["eve", "oli", "ana", "lia", "dee", "max"])
    def test_others_get_not_found(self, sign_in: Callable[[str], Any], who: str) -> None:
        assert sign_in(who).get("/tension/NORTH/").status_code == 404

    def test_a_made_up_place_is_not_found_like_one_of_another_duty(
        self, sign_in: Callable[[str], Any]
    ) -> None:
        client = sign_in("gil")
        assert client.get("/tension/NOWHERE/").status_code == 404
        assert client.get("/tension/SOUTH/").status_code == 404

    def test_the_query_itself_refuses(self, does: Does, at: datetime) -> None:
        with pytest.raises(Refused):
            does("eve", queries.tension, "NORTH", at=at)

    def test_only_what_may_be_seen_is_counted(
        self, does: Does, at: datetime, feuding: tuple[str, str], member: Write
    ) -> None:
        """Cy may see a member who is secret; Gil's map is as if he were not there."""
        before = does("gil", queries.tension, "NORTH", at=at)
        member(feuding[0], SECRET, by="cy")
        after = does("gil", queries.tension, "NORTH", at=at)
        assert after == before
        assert does("cy", queries.tension, "NORTH", at=at) != before

    @pytest.fixture
    def unnamed(self, feuding: tuple[str, str], group: Write, member: Write, related: Write) -> str:
        """A secret group that feuds with one of the two."""
        hidden = group("The Unnamed", by="cy", level=Level.SECRET)
        member(hidden, TWIN, by="cy")
        related(hidden, feuding[1], "feud", by="cy")
        return hidden

    @pytest.mark.usefixtures("unnamed")
    def test_a_group_above_ones_clearance_is_not_there(self, does: Does, at: datetime) -> None:
        found = does("gil", queries.tension, "NORTH", at=at)
        assert {one.name for one in found.groups} == {"The Quarry", "The Harbour"}
        assert len(found.hostile) == 1
        assert len(does("cy", queries.tension, "NORTH", at=at).hostile) > 1

    def test_evidence_above_ones_clearance_makes_a_member_suspected_only(
        self, does: Does, at: datetime, group: Write, member: Write, add: Write
    ) -> None:
        made = member(group("The Quarry"), MTS)
        add(made, "sign", by="cy", level=Level.SECRET)

        def support(who: str) -> Support:
            found: TensionMap = does(who, queries.tension, "NORTH", at=at)
            return next(one for one in found.groups if one.name == "The Quarry").on("NORTH-C")[0].support

        assert support("gil") is Support.SUSPECTED
        assert support("cy") is Support.SUPPORTED

    def test_somebody_moved_away_is_on_the_other_map(
        self, does: Does, at: datetime, group: Write, member: Write
    ) -> None:
        member(group("The Quarry", by="nan"), ELSEWHERE, by="nan")
        assert does("gil", queries.tension, "NORTH", at=at).groups == ()
        assert [one.people for one in does("eve", queries.tension, "SOUTH", at=at).groups] == [1]
