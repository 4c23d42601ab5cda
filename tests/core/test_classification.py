"""Categories and statuses: closed lists, the person the country names, grounds that are no traits, a one-way walk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.core.classification import (
    NOT_GROUNDS,
    OWN_SCALE,
    Answer,
    Ground,
    Kind,
    State,
    check_days,
    check_ground,
    choices,
    clock_of,
    compare,
    compare_status,
    ground,
    naming_a_trait,
    own_value,
    read,
    route,
    stands,
)
from beccaria.core.countries import (
    DEFAULT_CLOCKS,
    Clock,
    Decides,
    Duration,
    Fact,
    Neutral,
    Pack,
    StatusKind,
    designator,
    interval,
    sure,
)
from beccaria.core.refusal import BadInput
from beccaria.lib import countries

PACKS = countries.packs()
DAY = date(2026, 5, 3)


def twin(pack: Pack) -> Pack:
    """A country that words its list exactly as another does."""
    return replace(pack, id="TW", english_name=Fact("Twinland", "A law, article 1", verified=True))


def test_the_closed_list_is_the_countrys_and_nothing_else() -> None:
    codes = [one.code for one in choices(PACKS["ENG"], Kind.CATEGORY)]
    assert codes == ["D", "C", "B", "A standard", "A high", "A exceptional"]
    assert read(PACKS["NL"], Kind.CATEGORY, "extreem").level is Neutral.VERY_HIGH
    with pytest.raises(BadInput, match="no category of Netherlands: choose one of verhoogd, hoog, extreem"):
        read(PACKS["NL"], Kind.CATEGORY, "A high")
    with pytest.raises(BadInput, match="no status of"):
        read(PACKS["NL"], Kind.STATUS, "terrorist")


def test_without_a_list_only_the_neutral_scale_is_left_and_not_comparable_is_no_category() -> None:
    for pack in (None, PACKS["IT"], PACKS["SCO"]):
        found = choices(pack, Kind.CATEGORY)
        assert [one.level for one in found] == [Neutral.LOW, Neutral.MEDIUM, Neutral.HIGH, Neutral.VERY_HIGH]
        assert not any(one.of_country for one in found)
    with pytest.raises(BadInput):
        read(None, Kind.CATEGORY, own_value(Neutral.NOT_COMPARABLE))


def test_the_country_names_who_decides_and_only_for_what_it_names() -> None:
    known = route(PACKS["NL"], Kind.CATEGORY, "hoog")
    assert not known.two_people
    assert "Operational Consultation" in known.designator.words
    highest = route(PACKS["ENG"], Kind.CATEGORY, "A high")
    assert highest.designator.words == "Deputy Director of the high security estate."
    # The same source says nothing of the other letters: nobody is known to decide them.
    lowest = route(PACKS["ENG"], Kind.CATEGORY, "D")
    assert lowest.two_people
    assert not lowest.designator.known


def test_where_the_law_is_not_known_two_people_stand_for_it() -> None:
    for pack, kind in product((None, *PACKS.values()), Kind):
        for one in choices(pack, kind):
            found = route(pack, kind, one.code)
            assert found.two_people is not found.designator.known
            assert route(pack, kind, one.code, trait_named=True).two_people


def test_an_unverified_designator_names_nobody() -> None:
    fact = Fact("The minister.", "Somewhere in a law", verified=False)
    pack = replace(PACKS["IT"], decides={Decides.CATEGORY: fact})
    assert designator(pack, Decides.CATEGORY).words == ""
    assert route(pack, Kind.CATEGORY, own_value(Neutral.HIGH)).two_people


@given(st.sampled_from([None, *PACKS.values()]), st.sampled_from(list(Clock)))
def test_no_interval_is_longer_than_ours_unless_the_law_is_verified(pack: Pack | None, about: Clock) -> None:
    found = interval(pack, about)
    fact = pack.clocks.get(about) if pack else None
    assert found.length.days <= DEFAULT_CLOCKS[about].days or (fact is not None and sure(fact))
    assert found.verified is bool(found.of_country and fact and sure(fact))
    assert found.article
    assert found.after(DAY) <= DAY + timedelta(days=found.length.days)


def test_the_clock_says_whose_word_it_is() -> None:
    listed = interval(PACKS["NL"], Clock.LISTING)
    assert (listed.days, listed.verified, listed.of_country) == (168, True, True)
    assert "Stcrt" in listed.article
    silent = clock_of(PACKS["AT"], Kind.CATEGORY)
    assert (silent.length, silent.verified, silent.of_country) == (Duration(6, "month"), False, False)
    # England's twelve months are from memory: ours, which is shorter, holds.
    assert not clock_of(PACKS["ENG"], Kind.CATEGORY).of_country


@pytest.mark.parametrize(
    "name",
    [*NOT_GROUNDS, "religion", "Citizenship", "ethnic origin", "skin-colour", "race", "prayer", "band"],
)
def test_what_somebody_is_was_never_a_ground(name: str) -> None:
    with pytest.raises(BadInput, match="never a ground"):
        ground(name)


def test_the_grounds_are_a_closed_list() -> None:
    assert {ground(one.value) for one in Ground} == set(Ground)
    with pytest.raises(BadInput, match="is no ground"):
        ground("a feeling")


@pytest.mark.parametrize(
    "text",
    [
        "He is a Muslim and goes to the mosque.",
        "Foreign national from the harbour.",
        "Converted to another faith in May.",
        "His ethnicity is that of the group.",
        "È musulmano.",
        "Cittadinanza straniera.",
    ],
)
def test_words_that_name_a_trait_are_let_in_only_as_conduct(text: str) -> None:
    assert naming_a_trait(text)
    with pytest.raises(BadInput, match="names what somebody is"):
        check_ground(text, conduct=False)
    assert check_ground(text, conduct=True)


@pytest.mark.parametrize(
    "text",
    [
        "Led the riot of 3 May from the yard.",
        "Christian Roma-Nowak was found with a telephone.",
        "Race for the gate.",
    ],
)
def test_plain_words_and_names_are_no_traits(text: str) -> None:
    assert not check_ground(text, conduct=False)


def test_nothing_runs_on_unseen() -> None:
    day, later = DAY, DAY + timedelta(days=100)
    latest = DAY + timedelta(days=168)
    check_days(Kind.CATEGORY, starts=day, until=None, review=latest, latest_review=latest)
    check_days(Kind.STATUS, starts=day, until=later, review=later, latest_review=latest)
    for kind, until, review, said in (
        (Kind.STATUS, None, later, "has an end"),
        (Kind.STATUS, day + timedelta(days=366), later, "a year at most"),
        (Kind.CATEGORY, day - timedelta(days=1), later, "end before it begins"),
        (Kind.CATEGORY, None, day - timedelta(days=1), "looked at again before"),
        (Kind.CATEGORY, None, latest + timedelta(days=1), "looked at again by"),
    ):
        with pytest.raises(BadInput, match=said):
            check_days(kind, starts=day, until=until, review=review, latest_review=latest)


@given(st.sampled_from(list(State)), st.integers(-400, 400), st.one_of(st.none(), st.integers(0, 400)))
def test_only_what_is_in_force_and_has_not_run_out_stands(state: State, ago: int, lasts: int | None) -> None:
    starts = DAY - timedelta(days=ago)
    until = None if lasts is None else starts + timedelta(days=lasts)
    held = stands(state=state, starts=starts, until=until, on=DAY)
    assert held is (state is State.IN_FORCE and ago >= 0 and (lasts is None or lasts >= ago))


def test_shipped_countries_are_not_comparable_and_each_says_why() -> None:
    for one, other in product(PACKS.values(), repeat=2):
        for category in one.categories:
            found = compare(one, category.code, other)
            assert str(found.because)
            if one.id == other.id:
                assert found.answer is Answer.SAME_SCHEME
                continue
            assert found.answer is Answer.NOT_COMPARABLE, (one.id, category.code, other.id)
            assert found.codes == ()
    said = compare(PACKS["ENG"], "A high", PACKS["NL"])
    assert "only people on a list have a level" in str(said.because)
    assert said.level is Neutral.VERY_HIGH
    assert "does not lay verhoogd" in str(compare(PACKS["NL"], "verhoogd", PACKS["ENG"]).because)
    assert "no source says" in str(compare(PACKS["ENG"], "A high", PACKS["IT"]).because)


def test_one_way_and_never_more_exact_than_what_is_stated() -> None:
    there = compare(PACKS["ENG"], "B", twin(PACKS["ENG"]))
    assert (there.answer, there.codes) == (Answer.BESIDE, ("B",))
    assert not there.verified  # our reading, which no source states
    top = compare(PACKS["ENG"], "A standard", twin(PACKS["ENG"]))
    assert top.codes == ("A standard", "A high", "A exceptional")
    assert "nobody states which" in str(top.because)
    # One way: three letters there become one level here, and the way back is another question.
    short = replace(twin(PACKS["ENG"]), categories=PACKS["ENG"].categories[:4])
    assert compare(PACKS["ENG"], "A high", short).codes == ("A standard",)
    assert compare(short, "A standard", PACKS["ENG"]).codes != ("A high",)


@given(st.data())
def test_taking_a_statement_away_never_makes_a_likeness(data: st.DataObject) -> None:
    one, other = PACKS["ENG"], twin(PACKS["ENG"])
    code = data.draw(st.sampled_from([each.code for each in one.categories]))
    gone = data.draw(st.sampled_from(["given_to", "crosswalk", "list", "level"]))
    level = next(each for each in one.categories if each.code == code).crosswalk.value
    if gone == "given_to":
        other = replace(other, given_to=Fact("unknown"))
    elif gone == "crosswalk":
        unsaid = Fact("not_comparable", "Our reading", verified=False, note="No source says.")
        one = replace(
            one,
            categories=tuple(
                replace(each, crosswalk=unsaid) if each.code == code else each for each in one.categories
            ),
        )
    elif gone == "list":
        other = replace(other, categories=())
    else:
        other = replace(
            other, categories=tuple(each for each in other.categories if each.crosswalk.value != level)
        )
    assert compare(one, code, other).answer is Answer.NOT_COMPARABLE


def test_a_level_of_our_own_is_nobodys_category_and_nonsense_is_refused() -> None:
    found = compare(None, own_value(Neutral.HIGH), PACKS["ENG"])
    assert (found.answer, found.level, found.codes) == (Answer.NOT_COMPARABLE, Neutral.HIGH, ())
    for one, code in ((None, "B"), (PACKS["ENG"], "Z"), (None, f"{OWN_SCALE}extreme")):
        with pytest.raises(BadInput):
            compare(one, code, PACKS["NL"])


def test_a_status_never_crosses() -> None:
    for one, other, kind in product((None, *PACKS.values()), PACKS.values(), StatusKind):
        found = compare_status(one, kind, other)
        same = one is not None and one.id == other.id
        assert (found.answer is Answer.SAME_SCHEME) is same
        assert same or found.codes == ()
    assert "DOCGM" in str(compare_status(PACKS["NL"], StatusKind.ORGANISED_CRIME, PACKS["ENG"]).because)
