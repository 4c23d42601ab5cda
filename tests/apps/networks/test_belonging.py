"""Memberships: opened with evidence, supported by two bases, reviewed by another, contested, answered, lapsing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from beccaria.access.api import acting
from beccaria.core.actors import Actor, Level
from beccaria.core.grading import Grade
from beccaria.core.groups import NOT_BASES, Support
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.lib.moments import day_of
from beccaria.networks import actions, queries
from beccaria.networks.api import NewMembership
from tests.grouping import Does, days_ago, evidence

pytestmark = pytest.mark.django_db
Write = Callable[..., str]
FALSE = Grade.read("3x5x2", "1", "E")


@pytest.fixture
def mts(group: Write, member: Write) -> str:
    """M.T.S. may belong to the Quarry, by one thing."""
    return member(group())


def standing(does: Does, membership: str, at: datetime, who: str = "bo") -> tuple[Support, int]:
    found = does(who, queries.membership, membership, at=at).line.standing
    return found.support, found.bases


def test_one_basis_is_a_suspicion_two_support_it(does: Does, mts: str, add: Write, at: datetime) -> None:
    assert standing(does, mts, at) == (Support.SUSPECTED, 1)
    add(mts, "sign")
    assert standing(does, mts, at) == (Support.SUPPORTED, 2)
    read = does("bo", queries.membership, mts, at=at)
    assert [one.counts for one in read.evidence] == [True, True]
    assert read.wrote


def test_the_same_origin_or_the_same_report_is_one_voice(
    does: Does, mts: str, add: Write, at: datetime
) -> None:
    add(mts, "sign", origin="ORIGIN of  association")
    assert standing(does, mts, at) == (Support.SUSPECTED, 1)


def test_what_is_not_believed_is_kept_and_does_not_count(
    does: Does, mts: str, add: Write, at: datetime
) -> None:
    add(mts, "sign", grade=FALSE)
    assert standing(does, mts, at) == (Support.SUSPECTED, 1)
    shown = does("bo", queries.membership, mts, at=at).evidence
    assert sorted(one.counts for one in shown) == [False, True]
    assert any(one.discredited for one in shown)


@pytest.mark.parametrize("basis", NOT_BASES)
def test_what_somebody_is_shows_nothing(
    basis: str, does: Does, mts: str, planted: Write, at: datetime
) -> None:
    with pytest.raises(BadInput, match="never show"):
        does("bo", actions.add_evidence, mts, evidence(at, basis), at=at)
    group = does("bo", queries.membership, mts, at=at).group.id
    new = NewMembership(group=group, person=planted("seed-father"), evidence=evidence(at, basis))
    with pytest.raises(BadInput, match="never show"):
        does("bo", actions.open_membership, new, at=at)


def test_impossible_days_are_refused(does: Does, mts: str, at: datetime) -> None:
    for said, says in (
        ({"days": -2}, "future"),
        ({"days": 365 * 60}, "older than the person"),
        ({"days": 365 * 40}, "younger than 10"),
    ):
        with pytest.raises(BadInput, match=says):
            does("bo", actions.add_evidence, mts, evidence(at, "sign", **said), at=at)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": " "}, "What shows it is empty"),
        ({"origin": ""}, "Where it comes from is empty"),
        ({"reference": "report:00000000-0000-4000-8000-000000000000"}, "no record you may read"),
        ({"reference": "moon:1"}, "no record you may read"),
        ({"basis": "hunch"}, "is no basis"),
    ],
)
def test_what_is_wrong_is_said(wrong: dict[str, Any], says: str, does: Does, mts: str, at: datetime) -> None:
    with pytest.raises(BadInput, match=says):
        does("bo", actions.add_evidence, mts, evidence(at, **({"basis": "sign"} | wrong)), at=at)


def test_a_membership_is_written_once(group: Write, member: Write) -> None:
    made = group()
    member(made)
    with pytest.raises(Cannot, match="already"):
        member(made)


def test_evidence_inherits_what_it_cites_never_looser(
    does: Does, mts: str, as_role: Callable[[str], Any], at: datetime
) -> None:
    with as_role("owner") as plain:
        report, number, level, handling = plain.execute(
            "SELECT id, reference, level, handling FROM reports_report WHERE site = 'NORTH' LIMIT 1"
        ).fetchone()
    for cited in (number, f"report:{report}", number.lower()):
        made = does("bo", actions.add_evidence, mts, evidence(at, "informant", reference=cited), at=at)
        shown = next(one for one in does("bo", queries.membership, mts, at=at).evidence if one.id == made)
        assert shown.reference == f"report:{report}"
        assert shown.level >= level
        assert set(handling) <= set(shown.handling)
    assert standing(does, mts, at) == (Support.SUPPORTED, 2), "three times one report is one voice"


def test_what_must_not_leave_its_prison_is_cited_there_only(
    does: Does, mts: str, as_role: Callable[[str], Any], at: datetime
) -> None:
    with as_role("owner") as plain:
        number, before = plain.execute(
            "SELECT reference, handling FROM reports_report WHERE site = 'NORTH' LIMIT 1"
        ).fetchone()
        plain.execute("UPDATE reports_report SET handling = '{3x5x2:C}' WHERE reference = %s", [number])
    try:
        with pytest.raises(BadInput, match="must not leave its prison"):
            does("nan", actions.add_evidence, mts, evidence(at, "informant", reference=number), at=at)
        does("bo", actions.add_evidence, mts, evidence(at, "informant", reference=number), at=at)
        assert standing(does, mts, at) == (Support.SUPPORTED, 2)
        assert standing(does, mts, at, "nan") == (Support.SUSPECTED, 1)
    finally:
        with as_role("owner") as plain:
            plain.execute("UPDATE reports_report SET handling = %s WHERE reference = %s", [before, number])


def test_an_event_can_be_cited_if_it_may_be_read(
    does: Does, mts: str, as_role: Callable[[str], Any], at: datetime
) -> None:
    with as_role("owner") as plain:
        (find,) = plain.execute("SELECT id FROM events_find WHERE site = 'NORTH' LIMIT 1").fetchone()
        (other,) = plain.execute("SELECT id FROM events_incident WHERE site = 'SOUTH' LIMIT 1").fetchone()
    does("bo", actions.add_evidence, mts, evidence(at, "material", reference=f"event:{find}"), at=at)
    with pytest.raises(BadInput, match="no record you may read"):
        does("bo", actions.add_evidence, mts, evidence(at, "sign", reference=f"event:{other}"), at=at)


def test_withdrawn_evidence_stays_with_its_reason(does: Does, mts: str, add: Write, at: datetime) -> None:
    piece = add(mts, "sign")
    with pytest.raises(BadInput, match="reason"):
        does("bo", actions.withdraw_evidence, piece, why="", at=at)
    does("bo", actions.withdraw_evidence, piece, why="It was a scar.", at=at)
    read = does("bo", queries.membership, mts, at=at)
    assert (read.line.standing.support, read.line.standing.bases) == (Support.SUSPECTED, 1)
    assert {one.withdrawn_why for one in read.evidence} == {"", "It was a scar."}
    with pytest.raises(Cannot, match="already"):
        does("bo", actions.withdraw_evidence, piece, why="Twice.", at=at)


def test_evidence_is_never_changed_not_even_in_sql(does: Does, mts: str, add: Write) -> None:
    piece = add(mts, "sign")

    def change(*, by: Actor) -> None:
        del by
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE networks_evidence SET text = 'x' WHERE id = %s", [piece])

    with pytest.raises(DatabaseError, match="Evidence is never changed"):
        does("bo", change)


def test_a_role_needs_both_sides_and_ends(does: Does, mts: str, at: datetime) -> None:
    for because, against in (("", "x"), ("x", "")):
        with pytest.raises(BadInput, match="is empty"):
            does("bo", actions.suppose_role, mts, role="leader", because=because, against=against, at=at)
    with pytest.raises(BadInput, match="is no role"):
        does("bo", actions.suppose_role, mts, role="boss", because="x", against="y", at=at)
    said = {"role": "leader", "because": "Others ask him first.", "against": "He owes money."}
    made = does("bo", actions.suppose_role, mts, **said, at=at)
    with pytest.raises(Cannot, match="already"):
        does("bo", actions.suppose_role, mts, **said, at=at)
    does("bo", actions.end_role, made, why="He does not.", at=at)
    (role,) = does("bo", queries.membership, mts, at=at).roles
    assert role.ended_why == "He does not."
    does("bo", actions.suppose_role, mts, **said, at=at)


def test_review_is_due_after_half_a_year_or_before_it_lapses(
    does: Does, group: Write, member: Write, add: Write, at: datetime
) -> None:
    made = group()
    fresh = member(made, "seed-mts")
    old = member(made, "seed-father", evidence=evidence(at, days=300))
    assert does("bo", queries.membership, fresh, at=at).line.review_due == at.date() + timedelta(days=183)
    assert does("bo", queries.membership, old, at=at).line.review_due == at.date() + timedelta(days=65)
    add(old, "sign")
    assert does("bo", queries.membership, old, at=at).line.review_due == at.date() + timedelta(days=183)
    before = at - timedelta(days=100)
    stale = member(made, "seed-son", at=before, evidence=evidence(before, days=400))
    add(stale, "sign", days=1)
    # Half a year after the day it was written: which day that was, the clock of the place says, summer time and all.
    due = day_of(before) + timedelta(days=183)
    assert does("bo", queries.membership, stale, at=at).line.review_due == due


def test_withdrawing_what_it_rests_on_brings_the_review_nearer(
    does: Does, group: Write, member: Write, add: Write, at: datetime
) -> None:
    made = member(group(), evidence=evidence(at, days=360))
    piece = add(made, "sign", days=1)
    with pytest.raises(Refused):
        does("gil", actions.review, made, kept=True, why="x", at=at)
    does("cy", actions.review, made, kept=True, why="Both looked at.", at=at)
    assert does("bo", queries.membership, made, at=at).line.review_due == at.date() + timedelta(days=183)
    does("bo", actions.withdraw_evidence, piece, why="Somebody else's.", at=at)
    assert does("bo", queries.membership, made, at=at).line.review_due == at.date() + timedelta(days=5)


def test_who_wrote_it_does_not_review_it(does: Does, group: Write, member: Write, at: datetime) -> None:
    made = member(group(), by="cy")
    with pytest.raises(Refused, match="Somebody other"):
        does("cy", actions.review, made, kept=True, why="Mine.", at=at)
    does("nan", actions.review, made, kept=True, why="Looked at by another.", at=at)
    (review,) = does("cy", queries.membership, made, at=at).reviews
    assert (review.kept, review.support, review.reviewed_by) == (True, "suspected:1", "Nan Analyst")


def test_what_nothing_refreshed_is_not_kept_by_saying_so(
    does: Does, group: Write, member: Write, at: datetime
) -> None:
    made = member(group(), evidence=evidence(at, days=370))
    assert standing(does, made, at)[0] is Support.LAPSED
    with pytest.raises(Cannot, match="Nothing refreshed it"):
        does("cy", actions.review, made, kept=True, why="As before.", at=at)
    does("cy", actions.review, made, kept=False, why="Nothing new.", at=at)
    assert does("bo", queries.membership, made, at=at).ended_why == "Nothing new."


def test_what_nothing_supports_is_not_kept(does: Does, mts: str, at: datetime) -> None:
    (piece,) = does("bo", queries.membership, mts, at=at).evidence
    does("bo", actions.withdraw_evidence, piece.id, why="Wrong man.", at=at)
    with pytest.raises(Cannot, match="Nothing that counts"):
        does("cy", actions.review, mts, kept=True, why="A feeling.", at=at)


def test_what_has_ended_is_changed_no_more(does: Does, mts: str, at: datetime) -> None:
    does("bo", actions.end_membership, mts, why="He left.", at=at)
    assert standing(does, mts, at)[0] is Support.ENDED
    for act, said in (
        (actions.end_membership, {"why": "x"}),
        (actions.place_member, {"position": "principal"}),
        (actions.suppose_role, {"role": "leader", "because": "x", "against": "y"}),
        (actions.challenge, {"raised_for": "x", "text": "y"}),
    ):
        with pytest.raises(Cannot, match="has ended"):
            does("bo", act, mts, **said, at=at)
    with pytest.raises(Cannot, match="has ended"):
        does("bo", actions.add_evidence, mts, evidence(at, "sign"), at=at)
    with pytest.raises(Cannot, match="has ended"):
        does("cy", actions.review, mts, kept=False, why="x", at=at)


def test_anybody_who_reads_it_takes_a_challenge_down_and_another_answers(
    does: Does, mts: str, add: Write, at: datetime
) -> None:
    add(mts, "sign")
    made = does("gil", actions.challenge, mts, raised_for="his counsel", text="It is a scar.", at=at)
    (waiting,) = does("cy", queries.to_answer, at=at)
    assert (waiting.challenge, waiting.due) == (True, at.date() + timedelta(days=28))
    for who in ("bo", "gil", "ana"):
        with pytest.raises(Refused):
            does(who, actions.answer, made, upheld=False, text="No.", at=at)
    does("cy", actions.answer, made, upheld=False, text="Two things show it.", at=at)
    (challenge,) = does("gil", queries.membership, mts, at=at).challenges
    assert (challenge.upheld, challenge.answer, challenge.mine) == (False, "Two things show it.", True)
    assert does("cy", queries.to_answer, at=at) == ()
    with pytest.raises(Cannot, match="answered already"):
        does("cy", actions.answer, made, upheld=True, ends=True, text="After all.", at=at)


def test_more_challenges_than_are_shown_are_said_to_be_there(
    does: Does, mts: str, sign_in: Callable[[str], Client], add: Write, at: datetime
) -> None:
    add(mts, "sign")
    for number in range(21):
        does("gil", actions.challenge, mts, raised_for="his counsel", text=f"Scar {number}.", at=at)
    found = does("cy", queries.to_answer, at=at)
    assert (len(found), found.more) == (20, True)
    for page in ("/groups/due/", "/groups/today/"):
        assert "More come as you answer." in sign_in("cy").get(page).content.decode()
    assert does("cy", queries.to_answer, at=at, at_most=21).more is False
    assert does("eve", queries.to_answer, at=at) == ()


def test_who_took_it_down_or_wrote_the_membership_does_not_answer(
    does: Does, group: Write, member: Write, at: datetime
) -> None:
    made = member(group(), by="cy")
    for taken, refused in (("nan", "nan"), ("bo", "cy")):
        challenge = does(taken, actions.challenge, made, raised_for="himself", text="No.", at=at)
        with pytest.raises(Refused, match="Somebody other"):
            does(refused, actions.answer, challenge, upheld=False, text="No.", at=at)


def test_what_is_upheld_has_a_consequence(does: Does, mts: str, add: Write, at: datetime) -> None:
    piece = add(mts, "sign")
    made = does("gil", actions.challenge, mts, raised_for="himself", text="It is a scar.", at=at)
    with pytest.raises(BadInput, match="Say what follows"):
        does("cy", actions.answer, made, upheld=True, text="He is right.", at=at)
    with pytest.raises(BadInput, match="changes nothing"):
        does("cy", actions.answer, made, upheld=False, ends=True, text="He is wrong.", at=at)
    with pytest.raises(BadInput, match="not found"):
        does("cy", actions.answer, made, upheld=True, withdraw=["nothing"], text="Right.", at=at)
    does("cy", actions.answer, made, upheld=True, withdraw=[piece], text="He is right: a scar.", at=at)
    assert standing(does, mts, at) == (Support.SUSPECTED, 1)
    again = does("gil", actions.challenge, mts, raised_for="himself", text="Nor the rest.", at=at)
    does("cy", actions.answer, again, upheld=True, ends=True, text="Right again.", at=at)
    assert does("bo", queries.membership, mts, at=at).ended_why == "Right again."


@pytest.mark.parametrize("who", ["ana", "gil", "pia", "asa", "lia", "dee", "max"])
def test_only_intelligence_writes_memberships(who: str, group: Write, member: Write) -> None:
    made = group()
    with pytest.raises((Refused, Hidden)):
        member(made, by=who)


def test_what_is_due_is_listed_the_longest_overdue_first(
    does: Does, group: Write, member: Write, at: datetime
) -> None:
    made = group()
    before = at - timedelta(days=200)
    late = member(made, "seed-mts", at=before, evidence=evidence(before, days=1))
    lapsing = member(made, "seed-father", evidence=evidence(at, days=360))
    member(made, "seed-son")
    page = does("cy", queries.to_review, at=at)
    assert [one.member.id for one in page.items] == [late, lapsing]
    assert does("cy", queries.counts_due, at=at) == (2, 1)
    first = does("cy", queries.to_review, at=at, size=1)
    assert [one.member.id for one in first.items] == [late]
    rest = does("cy", queries.to_review, at=at, size=1, cursor=first.next)
    assert [one.member.id for one in rest.items] == [lapsing]
    assert rest.next is None


@pytest.fixture
def several(does: Does, group: Write, member: Write, add: Write, at: datetime) -> tuple[str, str]:
    """M.T.S. leads one group and may belong to another; the father's membership of the first has lapsed."""
    one, other = group("One"), group("Other")
    first = member(one, "seed-mts", position="principal")
    add(first, "sign")
    member(other, "seed-mts")
    member(one, "seed-father", evidence=evidence(at, days=400))
    does("bo", actions.suppose_role, first, role="leader", because="x", against="y", at=at)
    return one, other


def test_marks_tell_of_many_people_in_one_statement(
    several: tuple[str, str],
    does: Does,
    planted: Write,
    at: datetime,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    persons = [planted(key) for key in ("seed-mts", "seed-father", "seed-son")]

    def ask(*, by: Actor) -> Any:
        with django_assert_num_queries(1):
            return queries.marks(persons, by=by, at=at)

    found = does("bo", ask)
    assert set(found) == set(persons[:2])
    best, second = found[persons[0]]
    assert (best.group, best.name, best.support, best.bases) == (several[0], "One", "supported", 2)
    assert (best.role, best.position) == ("leader", "principal")
    assert best.until == days_ago(at, 10 - 365).isoformat()
    assert (second.name, second.support, second.bases) == ("Other", "suspected", 1)
    assert found[persons[1]][0].support == "lapsed"
    assert does("bo", lambda *, by: queries.marks([], by=by, at=at)) == {}


def test_a_person_is_told_with_his_groups_on_all_his_records(
    does: Does, group: Write, member: Write, planted: Write, at: datetime
) -> None:
    made = member(group("One"), "seed-mts")
    (found,) = does("bo", queries.of_person, planted("seed-mts"), at=at)
    assert (found[0].id, found[1]) == (made, "One")
    does("bo", actions.end_group, found[0].group, why="No group.", at=at)
    assert does("bo", queries.of_person, planted("seed-mts"), at=at) == ()
    assert does("bo", queries.marks, [planted("seed-mts")], at=at) == {}


def test_everything_is_in_the_ledger_without_contents(
    does: Does, mts: str, add: Write, actor_named: Callable[..., Actor], at: datetime
) -> None:
    from beccaria.ledger.api import Wanted, all_entries

    piece = add(mts, "sign", text="The mark of the quarry on his arm.")
    does("bo", actions.withdraw_evidence, piece, why="A scarred arm.", at=at)
    challenge = does("gil", actions.challenge, mts, raised_for="himself", text="Not the quarry.", at=at)
    does("cy", actions.answer, challenge, upheld=False, text="Still the quarry.", at=at)
    does("cy", actions.review, mts, kept=True, why="The quarry again.", at=at)
    with acting(actor_named("dee")) as dee:
        entries = list(all_entries(by=dee, wanted=Wanted(), at_most=10_000))
    about = [one for one in entries if f"membership:{mts}" in one.subjects]
    assert [one.detail["what"] for one in about if "what" in one.detail].count("opened") == 1
    assert {one.detail.get("what") for one in about} == {
        *("opened", "evidence", "evidence withdrawn", "contested", "not upheld", "kept"),
    }
    assert "quarry" not in "\n".join(f"{one.subjects} {one.detail}" for one in entries).casefold()


def test_nobody_learns_by_being_refused_of_one_he_may_not_see(
    does: Does, group: Write, member: Write, at: datetime
) -> None:
    made = group()
    hidden = member(made, by="cy", level=Level.SECRET)
    mine = member(made, by="bo")
    assert mine != hidden
    assert [one.id for one in does("bo", queries.group, made, at=at).members] == [mine]
    said = {"role": "leader", "because": "x", "against": "y"}
    does("cy", actions.suppose_role, mine, **said, at=at)
    assert len(does("cy", queries.group, made, at=at).members) == 2
