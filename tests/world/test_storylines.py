"""Each storyline leaves the pattern that its name promises; each innocent looks like one and is none."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from beccaria.world.making import make_world
from beccaria.world.plan import Plan
from beccaria.world.rates import rate
from tests.world.conftest import Service


def when(row: dict[str, Any], column: str = "at") -> datetime:
    value = row[column]
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def test_1_one_visitor_three_spellings(service: Service) -> None:
    people = service.traces_of("1", "people")
    assert len({row["establishment"] for row in people}) == 3
    assert len({(row["given_names"], row["surname"]) for row in people}) == 3
    assert len({row["born"] for row in people}) == 1
    outcomes = [row["outcome"] for row in sorted(service.traces_of("1", "visits"), key=when)]
    assert "refused" in outcomes
    assert outcomes[-1] == "completed"


def test_2_one_account_pays_many(service: Service) -> None:
    rows = service.traces_of("2", "payments")
    assert len({row["payer_account"] for row in rows}) == 1
    assert len({row["prisoner_id"] for row in rows}) >= 10
    assert len({row["establishment"] for row in rows}) == 3


def test_3_sums_stay_under_the_limit(service: Service) -> None:
    rows = service.traces_of("3", "payments")
    assert len({row["prisoner_id"] for row in rows}) == 1
    assert len({row["payer_account"] for row in rows}) >= 8
    assert all(rate("payment_limit") - 10 < float(row["amount"]) < rate("payment_limit") for row in rows)


def test_4_one_number_from_four_prisons(service: Service) -> None:
    rows = service.traces_of("4", "calls")
    assert len({row["number"] for row in rows}) == 1
    assert len({row["establishment"] for row in rows}) == 4


def test_5_calls_of_the_wing_fall(service: Service) -> None:
    find = service.traces_of("5", "finds")[-1]
    wing, found = find["wing"], when(find)
    arrived = datetime.fromisoformat(service.stories["5"]["acts"][0]["at"])
    first = min(when(row) for row in service.rows("calls", 1000))
    moments = [when(row) for row in service.where("calls", "wing", [wing])]
    before = sum(m < arrived for m in moments) / (arrived - first).days
    during = sum(arrived <= m < found for m in moments) / (found - arrived).days
    assert during < 0.7 * before


def test_6_all_callers_change_number_at_once(service: Service) -> None:
    rows = sorted(service.traces_of("6", "calls"), key=when)
    numbers = list(dict.fromkeys(row["number"] for row in rows))
    assert len(numbers) == 2
    old, new = ([row for row in rows if row["number"] == number] for number in numbers)
    assert when(old[-1]) < when(new[0])
    assert {row["prisoner_id"] for row in old} == {row["prisoner_id"] for row in new}


def test_7_drones_follow_payments(service: Service) -> None:
    drones, payments = service.traces_of("7", "drones"), service.traces_of("7", "payments")
    assert len(drones) >= 6
    for drone in drones:
        assert any(0 < (when(drone) - when(payment)).total_seconds() < 30 * 3600 for payment in payments)


def test_8_harm_follows_debt(service: Service) -> None:
    families = {row["family"] for row in service.traces_of("8", "incidents")}
    assert families == {"self_harm", "assault"}
    victim = service.records("8", "victim")[0]
    assert all(victim in row["people"] for row in service.traces_of("8", "incidents"))


def test_9_two_beatings_in_two_prisons(service: Service) -> None:
    assaults = sorted((r for r in service.traces_of("9", "incidents") if r["family"] == "assault"), key=when)
    assert len({row["establishment"] for row in assaults}) == 2
    assert 0 < (when(assaults[1]) - when(assaults[0])).days < 21


def test_10_the_young_man_strikes_at_last(service: Service) -> None:
    young = service.records("10", "recruit")[0]
    assert service.traces_of("10", "incidents")[0]["people"].startswith(f"{young}:assailant")


def test_11_the_leader_falls_silent_but_not_his_people(service: Service) -> None:
    leader = service.records("11", "leader")[0]
    ground = datetime.fromisoformat(service.stories["11"]["acts"][0]["at"])
    own = Counter(when(row) >= ground for row in service.where("calls", "prisoner_id", [leader]))
    assert own[True] < own[False] / 3
    later = [row for row in service.traces_of("11", "calls") if when(row) >= ground]
    assert len({row["prisoner_id"] for row in later}) == 3


def test_12_the_officer_opens_records_of_another_prison(service: Service) -> None:
    rows = service.traces_of("12", "lookups")
    home = {row["person_id"]: row["establishment"] for row in service.rows("people")}
    assert len({row["staff"] for row in rows}) == 1
    assert all(home[row["person_id"]] != row["establishment"] for row in rows)
    worked = {row["starts"][:10] for row in service.rows("shifts") if row["staff"] == rows[0]["staff"]}
    assert sum(row["at"][:10] in worked for row in rows) > 0.7 * len(rows)


def test_12_finds_fall_and_the_good_finder_finds() -> None:
    world = make_world(Plan(7, 12, 2_400, 150))
    down, up = (change for change in world.effects.finds)
    assert down.factor < 0.1
    assert up.factor > 2
    assert down.officer != up.officer


def test_15_he_is_gone_over_the_roof(service: Service) -> None:
    man = service.records("15", "escaper")[0]
    kinds = [row["kind"] for row in service.rows("movements") if row["person_id"] == man]
    assert kinds[-1] == "escape"
    gone = max(when(row) for row in service.rows("movements") if row["person_id"] == man)
    assert not [row for row in service.where("calls", "prisoner_id", [man]) if when(row) > gone]


def test_14_he_is_moved_in_time(service: Service) -> None:
    man = service.records("14", "leader")[0]
    assert [row["kind"] for row in service.rows("movements") if row["person_id"] == man].count(
        "transfer"
    ) == 1


def test_16_three_visitors_in_three_prisons(service: Service) -> None:
    people = service.traces_of("16", "people")
    assert len(people) == 9
    assert len({row["establishment"] for row in people}) == 3
    assert len({row["born"] for row in people}) == 3


def test_18_mts_is_received_at_42(service: Service) -> None:
    row = next(r for r in service.rows("people") if "M.T.S." in (r["aliases"] or "").split(";"))
    assert when(row, "received").year - int(row["born"][:4]) == 42
    assert row["status"] == "sentenced"
    assert service.records("18", "M.T.S.") == [row["person_id"]]


def test_two_men_of_one_name(service: Service) -> None:
    rows = {row["person_id"]: row for row in service.rows("people")}
    one, two = (rows[code] for code in service.records("same_name", "namesake"))
    assert (one["given_names"], one["surname"]) == (two["given_names"], two["surname"])
    assert one["born"] != two["born"]
    left, right = (rows[code] for code in service.records("same_name", "twin"))
    assert left["born"] == right["born"]
    assert left["surname"] == right["surname"]


def test_near_misses_of_lawyers_are_no_lawyers(service: Service) -> None:
    protected = set(service.column("privileged", "number"))
    numbers = Counter(row["number"] in protected for row in service.traces_of("lawyers", "calls"))
    assert numbers[True] > 10
    assert numbers[False] > 10


@pytest.mark.parametrize(("sites", "prisoners", "days"), [(1, 40, 200), (2, 60, 40), (1, 20, 3)])
def test_a_world_that_is_too_small_says_what_it_could_not_tell(sites: int, prisoners: int, days: int) -> None:
    world = make_world(Plan(5, sites, prisoners, days))
    untold = [story for story in world.told if story.untold]
    assert untold
    assert all(story.untold.startswith("needs") for story in untold)
    assert not [story for story in untold if story.traces or story.acts or story.cast]
    named = {trace.story for trace in world.effects.traces}
    assert not named & {story.key for story in untold}
