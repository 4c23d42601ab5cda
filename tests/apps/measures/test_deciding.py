"""Measures: proposed with all that a judge would ask, decided by two, over by themselves, renewed in fresh words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.measures import Standing, State
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.measures.actions.deciding import decide, end, look_again
from beccaria.measures.actions.proposing import propose
from beccaria.measures.queries import reading
from beccaria.risk import api as risk
from tests.classifying import fact
from tests.measuring import FRESH, NO, WHY, YES, in_force, isolation, separation, supervised

if TYPE_CHECKING:
    from datetime import datetime

    from tests.grouping import Does

pytestmark = pytest.mark.django_db


def decided_under(note: str) -> risk.Decided:
    """A yes with the number of the named authority's decision."""
    return risk.Decided(yes=True, answer="So decided.", authority_note=note)


def standing(does: Does, made: str, at: datetime, by: str = "bo") -> Standing:
    """What it is at a moment."""
    return Standing(does(by, reading.measure, made, at=at).line.standing)


def test_a_proposal_restricts_nobody_until_two_others_stand_for_it(
    does: Does, at: datetime, mts: str
) -> None:
    made = does("bo", propose, supervised(mts, at), at=at)
    assert standing(does, made, at) is Standing.PROPOSED
    with pytest.raises((Refused, Hidden)):
        does("bo", decide, made, YES, at=at)
    with pytest.raises(Cannot, match="governor decides first"):
        does("cy", decide, made, YES, at=at)
    assert does("gil", decide, made, YES, at=at) is State.FIRST
    assert standing(does, made, at) is Standing.FIRST
    with pytest.raises(Cannot, match="second person"):
        does("gil", decide, made, YES, at=at)
    assert does("cy", decide, made, YES, at=at) is State.DECIDED
    assert standing(does, made, at) is Standing.IN_FORCE


def test_a_landing_knows_what_to_carry_out_and_neither_why_nor_what_is_only_proposed(
    does: Does, at: datetime, mts: str
) -> None:
    made = does("bo", propose, supervised(mts, at), at=at)
    with pytest.raises(Hidden):
        does("ana", reading.measure, made, at=at)
    for who in ("gil", "cy"):
        does(who, decide, made, YES, at=at)
    read = does("ana", reading.measure, made, at=at)
    assert read.line.holds
    assert read.reasons is None
    assert read.proposed_by == ""


def test_it_is_over_at_the_minute_of_its_end_though_the_job_is_late(
    does: Does, at: datetime, mts: str
) -> None:
    made = in_force(does, supervised(mts, at), at=at)
    ends = at + timedelta(days=20)
    assert standing(does, made, ends - timedelta(minutes=1)) is Standing.IN_FORCE
    assert standing(does, made, ends) is Standing.LAPSED


def test_the_same_words_renew_nothing_and_fresh_ones_stand_beside_the_old(
    does: Does, at: datetime, mts: str
) -> None:
    made = in_force(does, supervised(mts, at), at=at)
    later = at + timedelta(days=20)
    again = {"starts": later, "ends": later + timedelta(days=10)}
    with pytest.raises(BadInput, match="stood in the measure before"):
        does("bo", propose, supervised(mts, at, **again), at=at)
    mixed = {name: ". ".join(reversed(text.split(", "))) for name, text in WHY.items()}
    with pytest.raises(BadInput, match="stood in the measure before"):
        does("bo", propose, supervised(mts, at, **again, **mixed), at=at)
    stock = dict.fromkeys(FRESH, "The risk remains unchanged. It is necessary and proportionate.")
    with pytest.raises(BadInput, match=r"stock phrases|stood in the measure before"):
        does("bo", propose, supervised(mts, at, **again, **stock), at=at)
    new = [fact(at, text="Two letters of a cousin name a new victim.")]
    renewal = does("bo", propose, supervised(mts, at, **again, **FRESH, facts=new), at=at)
    read = does("gil", reading.measure, renewal, at=at)
    assert read.line.renews == made
    assert read.line.alike is not None
    assert read.line.alike < 45
    assert read.before.necessary == WHY["necessary"]
    assert read.reasons.necessary == FRESH["necessary"]


def test_a_renewal_waits_for_the_end_of_the_one_before(does: Does, at: datetime, mts: str) -> None:
    in_force(does, supervised(mts, at), at=at)
    with pytest.raises(BadInput, match="holds until"):
        does("bo", propose, supervised(mts, at, **FRESH), at=at)


def test_it_ends_early_with_a_reason(does: Does, at: datetime, mts: str) -> None:
    made = in_force(does, supervised(mts, at), at=at)
    with pytest.raises(BadInput, match="empty"):
        does("gil", end, made, why=" ", at=at)
    does("gil", end, made, why="The debt is paid.", at=at + timedelta(hours=1))
    assert standing(does, made, at + timedelta(hours=1)) is Standing.ENDED
    with pytest.raises(Cannot):
        does("gil", end, made, why="Again.", at=at + timedelta(hours=2))


def test_it_is_looked_at_again_in_fresh_words_and_its_end_stays(
    does: Does, at: datetime, mts: str, italian: None
) -> None:
    del italian
    regime = {"kind": "regime", "regime": "41-bis", "contact_hours": Decimal(3), "limit_told": ""}
    ends = at + timedelta(days=4 * 365)
    made = does("bo", propose, separation(mts, at, ends=ends, **regime), at=at)
    does("gil", decide, made, decided_under("D.M. 7 of 2 May"), at=at)
    line = does("gil", reading.measure, made, at=at).line
    assert line.review_due == at + timedelta(days=12 * 28)
    later = at + timedelta(days=300)
    assert does("cy", reading.to_look_at, at=later, within=timedelta(days=7)) == ()
    due_soon = does(
        "cy", reading.to_look_at, at=line.review_due - timedelta(days=6), within=timedelta(days=7)
    )
    assert [one.id for one, _person in due_soon] == [made]
    with pytest.raises(BadInput, match="used for it before"):
        does("gil", look_again, made, text=WHY["necessary"], looked_at="His file.", at=later)
    with pytest.raises((Cannot, Refused)):
        does("bo", look_again, made, text=FRESH["necessary"], looked_at="His file.", at=later)
    due = does("gil", look_again, made, text=FRESH["necessary"], looked_at="His letters.", at=later)
    read = does("gil", reading.measure, made, at=later)
    assert (read.line.review_due, read.line.ends_at) == (due, ends)
    assert [one.looked_at for one in read.reviews] == ["His letters."]


def test_what_is_refused_restricts_nobody(does: Does, at: datetime, mts: str) -> None:
    made = does("bo", propose, supervised(mts, at), at=at)
    assert does("gil", decide, made, NO, at=at) is State.REFUSED
    assert standing(does, made, at) is Standing.REFUSED
    with pytest.raises(Cannot, match="already"):
        does("cy", decide, made, YES, at=at)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ends": timedelta(days=-1)}, "end before it begins"),
        ({"starts": timedelta(days=-2)}, "begin in the past"),
        ({"starts": timedelta(days=40), "ends": timedelta(days=45)}, "month ahead"),
        ({"ends": timedelta(days=400)}, "longer than 31 days"),
        ({"article": " "}, "law or rule it rests on is empty"),
        ({"necessary": ""}, "necessary is empty"),
        ({"alternatives": ""}, "milder was considered is empty"),
        ({"accountable": ""}, "answers for it"),
        ({"non_discriminatory": ""}, "others in his place"),
        ({"remedy": ""}, "turn to is empty"),
        ({"facts": []}, "no fact"),
        ({"kind": "thumbscrew"}, "is no measure"),
        ({"regime": "41-bis"}, "Only a regime"),
        ({"kind": "regime", "regime": "41-bis"}, "no regime of that name"),
        ({"contact_hours": Decimal(3)}, "keeps nobody apart"),
        ({"told": ""}, "at least one reason"),
        ({"told": "Marco Bassi told us."}, "cannot stand"),
        ({"person": "nobody"}, "not found"),
        ({"kind": "mail_controlled", "what": "Letters of his lawyer are read"}, "is privileged"),
        ({"kind": "communication_monitored", "what": "Calls to the court are heard"}, "is privileged"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(
    does: Does, at: datetime, mts: str, wrong: dict[str, Any], says: str
) -> None:
    said = {key: at + value if isinstance(value, timedelta) else value for key, value in wrong.items()}
    with pytest.raises((BadInput, Cannot), match=says):
        does("bo", propose, supervised(mts, at, **said), at=at)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"contact_hours": None}, "how many hours"),
        ({"contact_hours": Decimal(25)}, "24 hours"),
        ({"limit_told": ""}, "Name the authority"),
        ({"ends": timedelta(days=16)}, "more than 15 days in a row"),
    ],
)
def test_isolation_says_its_contact_its_authority_and_ends_in_time(
    does: Does, at: datetime, mts: str, wrong: dict[str, Any], says: str
) -> None:
    said = {key: at + value if isinstance(value, timedelta) else value for key, value in wrong.items()}
    with pytest.raises(BadInput, match=says):
        does("bo", propose, isolation(mts, at, **said), at=at)


def test_separation_with_two_hours_of_contact_is_isolation_by_another_name(
    does: Does, at: datetime, mts: str
) -> None:
    with pytest.raises(BadInput, match="Name the authority"):
        does("bo", propose, separation(mts, at, contact_hours=Decimal(2)), at=at)
    made = does("bo", propose, separation(mts, at), at=at)
    assert not does("bo", reading.measure, made, at=at).line.isolates


def test_a_regime_of_the_pack_is_decided_by_whom_its_law_names(
    does: Does, at: datetime, mts: str, italian: None
) -> None:
    del italian
    regime = {
        "kind": "regime",
        "regime": "41-bis",
        "contact_hours": Decimal(3),
        "limit_told": "",
        "ends": at + timedelta(days=4 * 365),
    }
    made = does("bo", propose, separation(mts, at, **regime), at=at)
    with pytest.raises(BadInput, match="number of the decision"):
        does("cy", decide, made, decided_under(""), at=at)
    assert does("cy", decide, made, decided_under("D.M. 7 of 2 May"), at=at) is State.DECIDED
    read = does("cy", reading.measure, made, at=at)
    assert "Minister of Justice" in read.designated_by
    longer = regime | {"ends": at + timedelta(days=4 * 365 + 3)}
    with pytest.raises(BadInput, match=r"longer than 1,460 days|holds until"):
        does("bo", propose, separation(mts, at, **longer), at=at)
