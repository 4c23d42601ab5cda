"""Groups: by whose definition, determined by whom, parts without circles, how they stand to each other, who knows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from beccaria.core.actors import Level
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.networks import actions, queries
from beccaria.networks.api import NewRelation
from tests.grouping import Does, new_group, shown

pytestmark = pytest.mark.django_db
Write = Callable[..., str]


def test_what_was_written_is_read(does: Does, group: Write, at: datetime) -> None:
    made = group(
        "The Quarry",
        other_names=["Cava", "  Cava ", "Die Grube"],
        definition_note="Article 416-bis",
        determined_note="Court of Northtown 12/2025",
        determined_on=at.date() - timedelta(days=30),
        summary="Three brothers and their friends.",
        reaches=["SOUTH"],
    )
    read = does("bo", queries.group, made, at=at)
    assert read.line.name == "The Quarry"
    assert read.line.other_names == ("Cava", "Die Grube")
    assert (read.line.kind.value, read.line.definition.value, read.line.determined_by.value) == (
        "street_gang",
        "untoc",
        "police",
    )
    assert read.determined_note == "Court of Northtown 12/2025"
    assert read.reaches == ("SOUTH",)
    assert read.line.not_to_subject
    assert (read.members, read.relations, read.places) == ((), (), ())


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "The name is empty"),
        ({"name": "x" * 121}, "longer than 120"),
        ({"kind": "family"}, "is no kind of group"),
        ({"definition": "hunch"}, "is no definition"),
        ({"determined_by": "neighbour"}, "is no authority"),
        ({"other_names": [str(n) for n in range(9)]}, "At most 8 other names"),
        ({"reaches": ["ATLANTIS"]}, "no establishment “ATLANTIS”"),
        ({"parent": "00000000-0000-4000-8000-000000000000"}, "part of is not found"),
    ],
)
def test_what_is_wrong_is_said(wrong: dict[str, object], says: str, group: Write) -> None:
    with pytest.raises(BadInput, match=says):
        group(**{"name": "Ok", **wrong})


def test_the_day_of_determination_is_not_to_come(group: Write, at: datetime) -> None:
    with pytest.raises(BadInput, match="lies in the future"):
        group(determined_on=at.date() + timedelta(days=2))


@pytest.mark.parametrize("who", ["ana", "gil", "pia", "asa", "lia", "dee", "max"])
def test_only_intelligence_writes_groups(who: str, does: Does, at: datetime) -> None:
    with pytest.raises(Refused):
        does(who, actions.write_group, new_group(), at=at)


def test_a_local_duty_writes_for_its_own_prison_only(does: Does, at: datetime) -> None:
    with pytest.raises(Refused):
        does("bo", actions.write_group, new_group(site="SOUTH"), at=at)
    with pytest.raises(Refused):
        does("bo", actions.write_group, new_group(level=Level.SECRET), at=at)


def test_parts_have_no_circles(does: Does, group: Write, at: datetime) -> None:
    top = group("Top")
    middle = group("Middle", parent=top)
    low = group("Low", parent=middle)
    with pytest.raises(BadInput, match="not part of itself"):
        does("bo", actions.change_group, top, new_group("Top", parent=top), at=at)
    with pytest.raises(BadInput, match="Low is itself part of this group"):
        does("bo", actions.change_group, top, new_group("Top", parent=low), at=at)
    read = does("bo", queries.group, middle, at=at)
    assert read.parent.name == "Top"
    assert [one.name for one in read.parts] == ["Low"]


def test_a_part_is_as_closed_as_the_whole(does: Does, group: Write, at: datetime) -> None:
    top = group("Top", level=Level.CONFIDENTIAL)
    part = group("Part", parent=top)
    assert does("bo", queries.group, part, at=at).line.level == Level.CONFIDENTIAL


def test_it_is_changed_and_ended(does: Does, group: Write, at: datetime) -> None:
    made = group()
    does("bo", actions.change_group, made, new_group("The Pit", kind="mafia_type"), at=at)
    assert does("bo", queries.group, made, at=at).line.name == "The Pit"
    with pytest.raises(BadInput, match="reason"):
        does("bo", actions.end_group, made, why=" ", at=at)
    does("bo", actions.end_group, made, why="It never was one.", at=at)
    assert does("bo", queries.group, made, at=at).ended_why == "It never was one."
    assert does("bo", queries.groups, at=at).items == ()
    with pytest.raises(Cannot, match="over"):
        does("bo", actions.change_group, made, new_group("Again"), at=at)
    with pytest.raises(Cannot, match="over"):
        does("bo", actions.end_group, made, why="Twice", at=at)


def test_who_knows_of_it_cannot_change_it(does: Does, group: Write, at: datetime) -> None:
    made = group()
    assert does("eve", queries.group, made, at=at).line.name == "The Quarry"
    assert does("eve", queries.group, made, at=at).reaches == (), "who else knows is the writer's"
    with pytest.raises(Refused):
        does("eve", actions.change_group, made, new_group("Ours"), at=at)


@pytest.mark.parametrize("q", ["quarry", "QUARRY the", "cava", "Čava", "grub", "thequarry", "quar"])
def test_it_is_found_by_any_of_its_names(q: str, does: Does, group: Write, at: datetime) -> None:
    made = group("The Quarry", other_names=["Cava", "Die Grube"])
    group("Another one")
    assert [one.id for one in does("bo", queries.groups, at=at, q=q).items] == [made]


@pytest.mark.parametrize("q", ["%", "_", "'", "x\\", "quarrx", "arry"])
def test_what_is_no_word_of_it_finds_nothing(q: str, does: Does, group: Write, at: datetime) -> None:
    group("The Quarry")
    assert does("bo", queries.groups, at=at, q=q).items == ()


def test_the_list_is_paged_by_name_and_filtered_by_kind(does: Does, group: Write, at: datetime) -> None:
    for number in range(7):
        group(f"Group {number}", kind="mafia_type" if number % 2 else "street_gang")
    names, cursor = [], None
    for _page in range(4):
        page = does("bo", queries.groups, at=at, cursor=cursor, size=2)
        names += [one.name for one in page.items]
        cursor = page.next
    assert names == [f"Group {number}" for number in range(7)]
    assert cursor is None
    assert len(does("bo", queries.groups, at=at, kind="mafia_type").items) == 3
    with pytest.raises(BadInput, match="no kind of group"):
        does("bo", queries.groups, at=at, kind="choir")
    with pytest.raises(BadInput, match="not made here"):
        does("bo", queries.groups, at=at, cursor="stolen")


@pytest.mark.parametrize(
    ("kind", "word"), [("rival", "rival"), ("ally", "ally"), ("feud", "enemy"), ("supplier", "supplier")]
)
def test_a_group_is_not_its_own_rival(kind: str, word: str, group: Write, related: Write) -> None:
    made = group()
    with pytest.raises(BadInput, match=f"cannot be its own {word}"):
        related(made, made, kind)


def test_how_two_groups_stand_is_seen_from_both_and_ends(
    does: Does, group: Write, related: Write, at: datetime
) -> None:
    one, other = group("One"), group("Other")
    made = related(one, other, "supplier", since=at.date() - timedelta(days=90))
    (out,) = does("bo", queries.group, one, at=at).relations
    (back,) = does("bo", queries.group, other, at=at).relations
    assert (out.other_name, out.outward, back.other_name, back.outward) == ("Other", True, "One", False)
    assert [each.text for each in out.evidence] == [shown(at).text]
    does("bo", actions.add_relation_evidence, made, shown(at, text="Again."), level=Level.OFFICIAL, at=at)
    assert len(does("bo", queries.group, one, at=at).relations[0].evidence) == 2
    does("bo", actions.end_relation, made, why="Peace was made.", at=at)
    read = does("bo", queries.group, one, at=at)
    assert read.relations == ()
    assert [change.kind.value for change in read.changes] == ["relation_written", "relation_ended"] or {
        change.kind.value for change in read.changes
    } == {"relation_written", "relation_ended"}
    with pytest.raises(Cannot, match="over"):
        does("bo", actions.end_relation, made, why="Twice.", at=at)


def test_a_relation_is_written_once_whichever_way_round(group: Write, related: Write) -> None:
    one, other = group("One"), group("Other")
    related(one, other, "feud")
    with pytest.raises(Cannot, match="already"):
        related(other, one, "feud")
    related(one, other, "supplier")
    related(other, one, "supplier")


def test_days_of_a_relation_must_be_possible(does: Does, group: Write, at: datetime) -> None:
    one, other = group("One"), group("Other")
    today = at.date()
    for since, until, says in (
        (today + timedelta(days=2), None, "future"),
        (today, today - timedelta(days=1), "ends before it begins"),
    ):
        new = NewRelation(group=one, other=other, kind="feud", shown=shown(at), since=since, until=until)
        with pytest.raises(BadInput, match=says):
            does("bo", actions.relate, new, at=at)
    late = NewRelation(group=one, other=other, kind="feud", shown=shown(at, days=-2))
    with pytest.raises(BadInput, match="future"):
        does("bo", actions.relate, late, at=at)


def test_only_who_knows_both_learns_how_they_stand(
    does: Does, group: Write, related: Write, at: datetime
) -> None:
    known, closed = group("Known"), group("Closed", reaches=[])
    related(known, closed)
    assert does("eve", queries.group, known, at=at).relations == ()
    assert does("eve", queries.group, known, at=at).changes == ()
    with pytest.raises(Hidden):
        does("eve", queries.group, closed, at=at)
    assert len(does("nan", queries.group, known, at=at).relations) == 1
