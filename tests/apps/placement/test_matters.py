"""What matters for where somebody lives: written, ended, weighed with its unknowns, said beside each place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.allocation import Mode
from beccaria.core.circumstances import Need, Tie, Wait
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.events import api as events
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.placement import api as placement
from beccaria.placement.actions.waiting import end_waiting
from beccaria.placement.queries import weighed
from beccaria.placement.queries.instance import Asked, built
from tests.apps.warnings.estate import Estate, estate
from tests.grouping import at, does, planted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "estate", "planted"]
MTS = "seed-mts"
# North in the plain, South 60 km up the coast; who lies where is invented.
PLACES = """
UPDATE places_establishment SET latitude = 44.0, longitude = 12.0 WHERE code = 'NORTH';
UPDATE places_establishment SET latitude = 44.5, longitude = 12.3 WHERE code = 'SOUTH';
INSERT INTO places_provision
  (id, source, key, site, level, compartments, handling, unit_id, kind, what, name, recorded_at)
SELECT 'p-' || unit.code, 'seed', unit.code, unit.site, 0, '{}'::text[], '{}'::text[], unit.id, 'need', 'step_free',
  'step_free', now()
FROM places_unit unit WHERE unit.code = 'NORTH-C-101'
UNION ALL SELECT 'p-smith', 'seed', 'smith', unit.site, 0, '{}', '{}', unit.id, 'work', 'smithy', 'Smithy', now()
FROM places_unit unit WHERE unit.code = 'NORTH-B'
UNION ALL SELECT 'p-court', 'seed', 'court', 'NORTH', 0, '{}', '{}', NULL, 'court', 'court of lowdale',
  'Court of Lowdale', now();
"""
REGIME = """
ALTER TABLE measures_measure DISABLE TRIGGER USER;
INSERT INTO measures_measure
  (id, site, level, compartments, handling, person_id, kind, regime, what, pack, article, office, starts_at, ends_at,
  review_due, contact_hours, isolates, limit_told, remedy, not_told, state, proposed_by, proposed_at, designated_by,
  designated_note, decided_by, decided_at, second_by, in_force_at, ended_by, ended_why)
SELECT 'regime', 'NORTH', 0, '{}', '{}', id, 'regime', '41-bis', 'As decreed', 'IT', 'Article 41-bis', 'The ministry',
  now() - interval '1 day', now() + interval '1 year', now() + interval '30 days', 4, false, '', 'The judge', false,
  'decided', 'x', now(), 'Minister', '7', 'y', now(), '', now(), '', ''
FROM people_person WHERE key = 'seed-mts';
"""
EQUIPPED = """
INSERT INTO places_provision
  (id, source, key, site, level, compartments, handling, unit_id, kind, what, name, recorded_at)
SELECT 'p-regime', 'seed', 'regime', unit.site, 0, '{}', '{}', unit.id, 'regime', '41 bis', '41-bis', now()
FROM places_unit unit WHERE unit.code = 'NORTH-B';
"""


def of(does: Any, name: str, who: str, at: datetime) -> weighed.Matters:
    """What matters for somebody, as a user may know it."""
    found: weighed.Matters = does(name, weighed.matters, [who], at=at)[who]
    return found


@pytest.mark.django_db
def test_a_home_replaces_the_one_before_and_ends(
    does: Any, planted: Callable[[str], str], at: datetime
) -> None:
    who = planted(MTS)
    first = people.NewHome(person=who, tie=Tie.PARTNER, town="Lowdale")
    does("ana", people.write_home, first, at=at)
    made = does("ana", people.write_home, people.NewHome(person=who, tie=Tie.MOTHER, town="Highdale"), at=at)
    home = of(does, "pia", who, at).home
    assert home is not None
    assert (home.id, home.tie, home.town) == (made, Tie.MOTHER, "Highdale")
    assert does("ana", people.end_home, made, at=at) == who
    assert of(does, "pia", who, at).home is None
    with pytest.raises(Cannot, match="over already"):
        does("ana", people.end_home, made, at=at)


@pytest.mark.django_db
def test_a_need_holds_until_its_last_day(does: Any, planted: Callable[[str], str], at: datetime) -> None:
    who, last = planted(MTS), day_of(at) + timedelta(days=3)
    new = people.NewNeed(person=who, need=Need.CARE, until=last)
    does("ana", people.write_need, new, at=at)
    assert [one.need for one in of(does, "bo", who, at + timedelta(days=3)).needs] == [Need.CARE]
    assert of(does, "bo", who, at + timedelta(days=4)).needs == ()
    with pytest.raises(Cannot, match="written down already"):
        does("ana", people.write_need, new, at=at)


def nonsense(who: str) -> list[tuple[Any, Any, str]]:
    """Acts that are refused, each with what is said."""
    home = people.NewHome(person=who, tie=Tie.CHILD, town="A")
    work = placement.NewWaiting(person=who, kind=Wait.WORK, name="Smithy")
    return [
        (people.write_home, replace(home, latitude=44.0), "both"),
        (people.write_home, replace(home, latitude=94.0, longitude=1.0), "lies between"),
        (people.write_home, replace(home, town="  "), "is empty"),
        (placement.write_waiting, replace(work, name="!"), "in letters"),
        (placement.write_waiting, replace(work, priority=9), "from 1"),
    ]


@pytest.mark.django_db
def test_what_makes_no_sense_is_answered_with_a_sentence(
    does: Any, planted: Callable[[str], str], at: datetime
) -> None:
    for write, new, says in nonsense(planted(MTS)):
        with pytest.raises(BadInput, match=says):
            does("ana", write, new, at=at)


@pytest.mark.django_db
def test_what_is_past_is_refused_and_what_is_over_ends_once(
    does: Any, planted: Callable[[str], str], at: datetime
) -> None:
    who = planted(MTS)
    with pytest.raises(BadInput, match="in the past"):
        does("ana", events.write_hearing, events.NewHearing(person=who, at=at, court="Lowdale"), at=at)
    gone = people.NewNeed(person=who, need=Need.CARE, until=day_of(at) - timedelta(days=1))
    with pytest.raises(BadInput, match="over already"):
        does("ana", people.write_need, gone, at=at)
    made = does(
        "ana", events.write_hearing, events.NewHearing(person=who, at=at + timedelta(1), court="X"), at=at
    )
    does("ana", events.call_off_hearing, made, at=at)
    waits = placement.NewWaiting(person=who, kind=Wait.WORK, name="Smithy")
    listed = does("ana", placement.write_waiting, waits, at=at)
    with pytest.raises(Cannot, match="waits for this already"):
        does("ana", placement.write_waiting, waits, at=at)
    does("ana", end_waiting, listed, at=at)
    for act, row in ((events.call_off_hearing, made), (end_waiting, listed)):
        with pytest.raises(Cannot, match="over already"):
            does("ana", act, row, at=at)
    assert of(does, "ana", who, at) == weighed.Matters(None, (), (), ())


@pytest.mark.django_db
def test_only_who_works_with_him_writes(does: Any, planted: Callable[[str], str], at: datetime) -> None:
    new = people.NewNeed(person=planted(MTS), need=Need.SIGHT)
    for name in ("nan", "dee"):
        with pytest.raises(Refused):
            does(name, people.write_need, new, at=at)
    for name in ("eve", "oli", "lia"):
        with pytest.raises(Hidden):
            does(name, people.write_need, new, at=at)


def test_all_of_it_is_weighed_and_what_nobody_can_compare_is_named(estate: Estate, at: datetime) -> None:
    estate.write(PLACES)
    ((who,),) = estate.rows(f"SELECT id FROM people_person WHERE key = '{MTS}'")
    home = people.NewHome(person=who, tie=Tie.MOTHER, town="Southtown")
    estate.web("ana", people.write_home, home, at=at)
    estate.web("ana", people.write_need, people.NewNeed(person=who, need=Need.STEP_FREE), at=at)
    soon = events.NewHearing(person=who, at=at + timedelta(days=5), court="Court of Lowdale")
    estate.web("ana", events.write_hearing, soon, at=at)
    estate.web(
        "ana", placement.write_waiting, placement.NewWaiting(person=who, kind=Wait.WORK, name="smithy"), at=at
    )
    question = estate.web("pia", built, Asked(mode=Mode.ONE, people=(who,)), at=at)
    one, instance = question.instance.people[who], question.instance
    assert one.needs == {"step_free"}
    assert one.waits == {"work: smithy"}
    assert one.hearings == ((day_of(soon.at), "Court of Lowdale"),)
    assert instance.prisons["NORTH"].courts == {"Court of Lowdale"}
    assert instance.wings["NORTH-C"].has == {"step_free"}
    assert instance.wings["NORTH-A"].has == frozenset()
    assert instance.wings["NORTH-B"].programmes == {"work: smithy"}
    assert not {"home", "court", "needs", "waits", "home_place", "court_place"} & set(question.unknown)
    asked = estate.web("pia", placement.propose, Asked(mode=Mode.ONE, people=(who,)), at=at)
    answer = estate.web("pia", placement.proposal, asked).answer
    (place,) = answer["places"]
    # A degree of latitude is 111.2 km, a degree of longitude at 44 degrees north 79: 60 km to Southtown.
    assert place["place"] == "NORTH-C"
    assert 58 <= place["terms"]["family"] <= 62
    assert place["terms"]["programme"] == instance.weights.programme
    refused = {one["place"]: one["against"] for one in answer["refused"]}
    assert refused["NORTH-A"] == ["has no step_free"]


def test_what_no_place_is_known_for_refuses_nothing(estate: Estate, at: datetime) -> None:
    ((who,),) = estate.rows(f"SELECT id FROM people_person WHERE key = '{MTS}'")
    estate.web("ana", people.write_home, people.NewHome(person=who, tie=Tie.CHILD, town="Nowhere"), at=at)
    estate.web("ana", people.write_need, people.NewNeed(person=who, need=Need.POWER), at=at)
    soon = events.NewHearing(person=who, at=at + timedelta(days=5), court="Court of Lowdale")
    estate.web("ana", events.write_hearing, soon, at=at)
    question = estate.web("pia", built, Asked(mode=Mode.ONE, people=(who,)), at=at)
    one = question.instance.people[who]
    assert (one.home, one.needs, one.hearings) == (None, frozenset(), ())
    assert {"home_place", "needs_place", "court_place", "waits"} <= set(question.unknown)


def test_a_regime_in_force_closes_wings_that_are_not_equipped_for_it(estate: Estate, at: datetime) -> None:
    ((who,),) = estate.rows(f"SELECT id FROM people_person WHERE key = '{MTS}'")
    asked = Asked(mode=Mode.ONE, people=(who,))
    estate.write(REGIME)
    question = estate.web("pia", built, asked, at=at)
    assert question.instance.people[who].regime == "standard"
    assert "regime" in question.unknown
    estate.write(EQUIPPED)
    question = estate.web("pia", built, asked, at=at)
    assert question.instance.people[who].regime == "41 bis"
    assert "regime" not in question.unknown
    equipped = {code for code, wing in question.instance.wings.items() if "41 bis" in wing.regimes}
    assert equipped == {"NORTH-B"}


def sent(client: Client, path: str, **said: str) -> Any:
    """What answers a form that is sent."""
    token = client.cookies["csrftoken"].value
    return client.post(path, said | {"csrfmiddlewaretoken": token}, follow=True)


@pytest.mark.django_db
def test_pages_say_it_and_take_it(
    sign_in: Callable[[str], Client], planted: Callable[[str], str], at: datetime
) -> None:
    who, ana = planted(MTS), sign_in("ana")
    about, page = f"/matters/about/{who}/", f"/matters/of/{who}/"
    assert about in ana.get(f"/people/{who}/").content.decode()
    assert "Nobody has written down where his family lives" in ana.get(about).content.decode()
    assert (
        "His mother, in Lowdale" in sent(ana, f"{page}home/", tie="mother", town="Lowdale").content.decode()
    )
    wrong = sent(ana, f"{page}home/", tie="mother", town="")
    assert wrong.status_code == 422
    assert "Write the town where that person lives." in wrong.content.decode()
    soon = (at + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert (
        "Court of Lowdale" in sent(ana, f"{page}hearing/", at=soon, court="Court of Lowdale").content.decode()
    )
    sent(ana, f"{page}need/", need="care")
    sent(ana, f"{page}waiting/", kind="programme", name="Reading", priority="1")
    text = ana.get(page).content.decode()
    assert "help with daily care" in text
    assert "programme, since" in text
    assert "No longer so" in text
    assert "No longer so" not in sign_in("nan").get(page).content.decode()
