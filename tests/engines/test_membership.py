"""Who may belong together: only by what people did, in two independent ways, with what speaks against it."""

import random
from datetime import date, timedelta

import pytest

from beccaria.core.groups import Basis
from beccaria.engines.membership import Explained, Proposed, Trace, TraceKind, propose

ON = date(2026, 11, 21)
MEN = ("ada", "ben", "cal")
NOTHING = Explained()


def ago(days: int) -> date:
    """So many days before."""
    return ON - timedelta(days=days)


def touch(kind: TraceKind, person: str, outsider: str, *days: int) -> list[Trace]:
    """Somebody outside is in touch with a man on these days."""
    return [
        Trace(
            kind=kind, reference=f"{kind}:{person}:{outsider}:{day}", on=ago(day), people=(person,),
            outsider=outsider,
        )
        for day in days
    ]  # fmt: skip


def together(*people: str, days: tuple[int, ...] = (10, 20)) -> list[Trace]:
    """They are seen together on these days."""
    return [
        Trace(
            kind=TraceKind.TOGETHER, reference=f"seen:{'+'.join(people)}:{day}", on=ago(day),
            people=tuple(sorted(people)),
        )
        for day in days
    ]  # fmt: skip


def called(
    outsider: str = "+1", people: tuple[str, ...] = MEN, *, days: tuple[int, ...] = (5, 30)
) -> list[Trace]:
    """Everybody calls one number on these days."""
    return [one for person in people for one in touch(TraceKind.CALL, person, outsider, *days)]


def paid(outsider: str = "payer", people: tuple[str, ...] = MEN) -> list[Trace]:
    """One account pays everybody."""
    return [one for person in people for one in touch(TraceKind.PAYMENT, person, outsider, 8, 40)]


def names(found: list[Proposed]) -> set[str]:
    """Everybody named."""
    return {one.person for circle in found for one in circle.named}


def test_two_bases_from_two_voices_name_three_men() -> None:
    found = propose(called() + paid(), NOTHING, on=ON)
    assert names(found) == set(MEN)
    first = found[0].named[0]
    assert first.bases == 2
    assert {one.basis for one in first.evidence} == {Basis.COMMUNICATION, Basis.FINANCE}
    assert first.because == (
        "2 calls with people with whom others of this circle are in touch.",
        "2 payments from people with whom others of this circle are in touch.",
    )


def test_one_voice_is_one_however_it_shows() -> None:
    """A woman who calls, visits and pays three men is one voice: perhaps their friend."""
    traces = called("friend") + paid("friend")
    for person in MEN:
        traces += touch(TraceKind.VISIT, person, "friend", 3, 33)
    assert propose(traces, NOTHING, on=ON) == []


def test_one_basis_from_many_voices_is_one_basis() -> None:
    assert propose(called("+1") + called("+2") + called("+3"), NOTHING, on=ON) == []


def test_two_men_are_no_group_unless_they_keep_company_and_share_two_outside() -> None:
    two = MEN[:2]
    assert propose(called(people=two) + paid(people=two), NOTHING, on=ON) == []
    assert propose(called(people=two) + together(*two), NOTHING, on=ON) == []
    found = propose(called(people=two) + called("+2", two) + together(*two), NOTHING, on=ON)
    assert names(found) == set(two)
    assert any("family nobody told us of" in said for said in found[0].named[0].against)


def test_company_counts_from_the_second_day_where_many_hang_on_one_person_outside() -> None:
    many = tuple(f"man {number}" for number in range(8))
    once = called(people=many) + together(many[0], many[1], days=(10,))
    assert propose(once, NOTHING, on=ON) == []
    twice = called(people=many) + together(many[0], many[1])
    assert names(propose(twice, NOTHING, on=ON)) == {many[0], many[1]}


def test_one_day_of_contact_counts_while_two_others_are_in_touch() -> None:
    traces = called(people=MEN[:2]) + called("+2", MEN[:2]) + touch(TraceKind.CALL, "cal", "+1", 10)
    traces += together("ada", "cal")
    assert names(propose(traces, NOTHING, on=ON)) == {"ada", "cal"}
    late = [one for one in traces if one.people != ("cal",)] + touch(TraceKind.CALL, "cal", "+1", 2)
    assert propose(late, NOTHING, on=ON) == [], "the number may have changed hands"


def test_company_once_counts_where_more_holds_the_circle_together() -> None:
    traces = called("+1") + called("+2", ("ben", "cal")) + together("ada", "ben", days=(10,))
    assert names(propose(traces, NOTHING, on=ON)) == {"ada", "ben"}
    against = propose(traces, NOTHING, on=ON)[0].named[0].against
    assert "He was seen in their company only once: it may have been chance." in against


def test_a_friend_whom_nothing_else_ties_shows_nothing_of_his_friend() -> None:
    """One man of three whom a landlord pays walks with a man who has nothing to do with it."""
    traces = paid("landlord") + together("ada", "somebody")
    assert propose(traces, NOTHING, on=ON) == []


def test_family_is_no_evidence_and_family_phones_tie_nobody() -> None:
    kin = frozenset(frozenset((person, "mother")) for person in MEN)
    traces = called("mother") + paid("payer")
    assert names(propose(traces, NOTHING, on=ON)) == set(MEN)
    assert propose(traces, Explained(kin=kin), on=ON) == []


def test_brothers_who_share_a_number_and_walk_together_are_a_family() -> None:
    pairs = [("ada", "ben"), ("ada", "cal"), ("ben", "cal")]
    kin = frozenset(frozenset(pair) for pair in pairs)
    traces = called() + [one for pair in pairs for one in together(*pair)]
    assert propose(traces, Explained(kin=kin), on=ON) == []


@pytest.mark.parametrize("why", ["choir", "Friday prayer", "workshop", "a cell the prison gave them"])
def test_what_brings_people_together_innocently_shows_nothing(why: str) -> None:
    pairs = [("ada", "ben"), ("ada", "cal"), ("ben", "cal")]
    traces = called() + [one for pair in pairs for one in together(*pair, days=(1, 8, 15, 22, 29))]
    assert names(propose(traces, NOTHING, on=ON)) == set(MEN)
    placed = Explained(placed={frozenset(pair): why for pair in pairs})
    assert propose(traces, placed, on=ON) == []


def test_the_innocent_reason_is_said_where_something_else_names_them() -> None:
    placed = Explained(placed={frozenset(("ada", "ben")): "choir"})
    found = propose(called() + paid() + together("ada", "ben"), placed, on=ON)
    ada = next(one for one in found[0].named if one.person == "ada")
    assert "Something innocent brings him together with others of this circle: choir." in ada.against


def test_a_number_that_changed_hands_ties_nobody() -> None:
    """One had it until spring, the next from summer on."""
    traces = paid()
    for place, person in enumerate(MEN):
        traces += touch(TraceKind.CALL, person, "+1", 100 - 30 * place, 90 - 30 * place)
    assert propose(traces, NOTHING, on=ON) == []


def test_a_slip_of_the_finger_ties_nobody() -> None:
    assert propose(called(days=(5,)) + paid(), NOTHING, on=ON) == []


def test_helplines_and_whoever_is_for_everybody_tie_nobody() -> None:
    crowd = tuple(f"man {number}" for number in range(40))
    assert propose(called("helpline", crowd) + called("lawyer", crowd[:4]) + paid("payer", crowd[:4]),
                   Explained(everybodys=frozenset({"lawyer"})), on=ON) == []  # fmt: skip


def test_those_who_struck_together_stand_on_one_side_and_a_victim_does_not() -> None:
    fight = Trace(kind=TraceKind.SAME_SIDE, reference="fight", on=ago(3), people=("ada", "ben"))
    found = propose([*called(), fight, *called("+2", ("cal", "ben"))], NOTHING, on=ON)
    assert names(found) == {"ada", "ben"}
    assert {one.basis for one in found[0].named[0].evidence} == {Basis.COMMUNICATION, Basis.JOINT_OFFENCE}


def test_a_sign_names_the_group_and_is_a_basis() -> None:
    signs = [
        Trace(kind=TraceKind.SIGN, reference=f"sign:{who}", on=ago(9), people=(who,), group="G1")
        for who in MEN
    ]
    found = propose([*called(), *signs], NOTHING, on=ON)
    assert [(one.group, len(one.named)) for one in found] == [("G1", 3)]


def test_what_was_judged_does_not_count_again_and_what_is_newer_does() -> None:
    traces = called() + paid()
    assert names(propose(traces, NOTHING, on=ON, judged={"ada": ago(4)})) == {"ben", "cal"}
    fresh = touch(TraceKind.CALL, "ada", "+1", 2) + touch(TraceKind.PAYMENT, "ada", "payer", 1)
    assert names(propose(traces + fresh, NOTHING, on=ON, judged={"ada": ago(4)})) == set(MEN)


def test_old_things_and_things_to_come_do_not_count() -> None:
    old = called(days=(2000, 2100)) + paid()
    assert propose(old, NOTHING, on=ON) == []
    assert propose(called() + paid(), NOTHING, on=ago(100)) == []


def test_the_order_of_the_rows_and_repeated_rows_change_nothing() -> None:
    traces = called() + paid() + together("ada", "cal") + called("+2", ("ben", "dan", "eve"))
    first = propose(traces, NOTHING, on=ON)
    for seed in range(20):
        mixed = traces * 2
        random.Random(seed).shuffle(mixed)  # noqa: S311  a test
        assert propose(mixed, NOTHING, on=ON) == first


def test_leaders_are_hypotheses_with_both_sides() -> None:
    men = ("ada", "ben", "cal", "dan", "eve")
    traces = called("+1", men) + paid("payer", men[:3])
    for other in men[1:]:
        traces += together("ada", other, days=(1, 2, 3))
    found = propose(traces, NOTHING, on=ON)[0]
    assert found.leaders[0].person == "ada"
    assert len(found.leaders) == 3
    assert {one.person for one in found.leaders if not one.outside} <= set(men)
    assert all(one.because and one.against for one in found.leaders)
    assert 1 >= found.leaders[0].score >= found.leaders[1].score


def test_who_is_shared_by_most_may_lead_from_outside_and_is_no_member() -> None:
    men = ("ada", "ben", "cal", "dan", "eve")
    traces = called("boss", men) + paid("payer", men[:2]) + together("ada", "ben")
    found = propose(traces, NOTHING, on=ON)[0]
    first = found.leaders[0]
    assert (first.person, first.outside) == ("boss", True)
    assert "5 of 5 people in custody" in first.because
    assert "anybody looks central" in first.against
    assert "boss" not in {one.person for one in found.people}


def test_of_equals_who_is_in_custody_comes_first() -> None:
    men = ("mia", "noa")
    traces = called("aa", men) + called("zz", men) + together(*men, days=(10, 20))
    leaders = propose(traces, NOTHING, on=ON)[0].leaders
    assert [one.person for one in leaders] == ["mia", "noa", "aa"]


def test_two_innocent_stars_do_not_become_one_circle_by_chance() -> None:
    """Six call one plumber, twelve are paid by one woman; twice one of each is seen beside the other."""
    callers = tuple(f"caller {number}" for number in range(6))
    paid_men = tuple(f"paid {number:02}" for number in range(12))
    traces = called("plumber", callers) + paid("payer", paid_men)
    traces += together(callers[0], paid_men[0], days=(10,)) + together(callers[1], paid_men[5], days=(40,))
    assert propose(traces, NOTHING, on=ON) == []


def test_a_crowd_of_strangers_is_not_one_circle() -> None:
    """Each pair seen once by chance, hundreds of times: nobody is named."""
    draw = random.Random(5)  # noqa: S311  a test
    men = [f"man {number:03}" for number in range(200)]
    traces = [
        Trace(
            kind=TraceKind.TOGETHER, reference=f"seen:{number}", on=ago(number % 180),
            people=tuple(sorted(draw.sample(men, 2))),
        )
        for number in range(400)
    ]  # fmt: skip
    assert propose(traces, NOTHING, on=ON) == []
