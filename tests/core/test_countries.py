"""Country packs: every fact with its source, unknown that never permits, and faults said in one sentence each."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.core.countries import (
    DEFAULT_CLOCKS,
    MANDELA_DAYS,
    MANDELA_HOURS,
    UNKNOWN,
    Clock,
    Decides,
    Duration,
    Fact,
    Known,
    Neutral,
    Pack,
    Recipient,
    allows,
    clock,
    deciders,
    determiners,
    entries,
    faults,
    isolation,
    strictest,
    sure,
)
from beccaria.lib import countries
from beccaria.lib.failure import Failed

PACKS = countries.packs()
TWELVE = {"SCO", "ENG", "NL", "FI", "SE", "IT", "ES", "CT", "AT", "CZ", "BE", "FR"}
# Which documents a fact of a shipped pack may come from; whatever else it names would be a source nobody was given.
OURS = (
    "EuroPris, Prison Security Handbook (February 2026), ",
    "Organised Crime in Prisons Conference, recap (Rome, November 2025), ",
    "DRIVE, Best practices in prison-based DRR (June 2022), ",
    "Study of the 2018 strategy against serious and organised crime in prisons, England and Wales, slides, ",
    "Notes on doctrine, ",
    "Notes on peers, ",
    "Unicode CLDR, ",
    "IANA time zone database, ",
    "Our reading",
    "Written down for this pack",
)
units = st.sampled_from(["hour", "day", "week", "month", "year"])
durations = st.builds(Duration, st.integers(0, 4000), units)
values = st.one_of(
    st.just(UNKNOWN),
    st.text(max_size=20),
    durations.map(str),
    st.integers(-5, 5000),
    st.sampled_from(["allowed", "not_allowed", "yes", "true", "on"]),
    st.lists(st.text(min_size=1, max_size=8), max_size=3).map(tuple),
)
facts = st.builds(
    Fact,
    value=values,
    source=st.one_of(st.none(), st.just(""), st.just("A law, article 1")),
    verified=st.sampled_from([True, False, None]),
)


def saying(about: str, **change: Any) -> Pack:
    """The pack of the Netherlands with one thing changed."""
    return replace(PACKS[about], **change)


def test_the_twelve_packs_are_there_and_without_fault() -> None:
    assert set(PACKS) == TWELVE
    for pack in PACKS.values():
        assert faults(pack) == [], pack.id


def test_every_fact_has_a_source_of_ours_or_is_unknown() -> None:
    counted = 0
    for pack in PACKS.values():
        for entry in entries(pack):
            counted += 1
            fact = entry.fact
            assert fact.verified in (True, False), (pack.id, entry.where)
            if fact.known is Known.UNKNOWN:
                assert fact.source is None, (pack.id, entry.where)
                assert fact.verified is False, (pack.id, entry.where)
            else:
                assert fact.source, (pack.id, entry.where)
                assert fact.source.startswith(OURS), (pack.id, entry.where, fact.source)
    assert counted > 400


def test_what_is_from_memory_or_our_reading_is_never_verified() -> None:
    for pack in PACKS.values():
        for entry in entries(pack):
            source = entry.fact.source or ""
            if "from memory" in source or source.startswith(("Our reading", "Written down")):
                assert not sure(entry.fact), (pack.id, entry.where)


def test_entries_miss_no_fact_of_a_pack() -> None:
    def facts_in(value: Any) -> int:
        if isinstance(value, Fact):
            return 1
        if isinstance(value, dict):
            return sum(facts_in(one) for one in value.values())
        if isinstance(value, tuple):
            return sum(facts_in(one) for one in value)
        if is_dataclass(value):
            # `parts` leads to facts that stand among the restrictions.
            return sum(
                facts_in(getattr(value, field.name)) for field in fields(value) if field.name != "parts"
            )
        return 0

    for pack in PACKS.values():
        assert facts_in(pack) == len(list(entries(pack))), pack.id
        for regime in pack.regimes:
            assert {fact for _kind, fact in regime.parts} <= set(regime.restrictions), (pack.id, regime.id)


def test_nothing_is_shared_by_any_shipped_pack_because_no_source_names_a_law_that_allows_it() -> None:
    for pack in PACKS.values():
        assert set(pack.sharing) == set(Recipient)
        assert not [recipient for recipient in Recipient if allows(pack, recipient)], pack.id


def test_no_shipped_pack_knows_a_limit_on_isolation_so_the_mandela_rules_hold_everywhere() -> None:
    for pack in (*PACKS.values(), None):
        limits = isolation(pack)
        assert (limits.hours_a_day, limits.days) == (MANDELA_HOURS, MANDELA_DAYS)


@given(facts, st.sampled_from(list(Recipient)))
def test_a_switch_is_on_only_when_it_is_allowed_verified_and_sourced(
    fact: Fact, recipient: Recipient
) -> None:
    pack = saying("NL", sharing={recipient: fact})
    assert allows(pack, recipient) == (
        fact.value == "allowed" and fact.verified is True and bool(fact.source)
    )
    assert not allows(replace(pack, sharing={}), recipient)
    assert not allows(None, recipient)


@given(facts, durations)
def test_no_fact_ever_loosens_a_limit(fact: Fact, rule: Duration) -> None:
    found = strictest(fact, rule)
    assert found.days <= rule.days
    if fact.value == UNKNOWN:
        assert found == rule


@given(facts, facts)
def test_isolation_never_goes_beyond_the_mandela_rules(hours: Fact, days: Fact) -> None:
    limits = isolation(saying("IT", isolation_hours=hours, isolation_days=days))
    assert limits.hours_a_day.days <= MANDELA_HOURS.days
    assert limits.days.days <= MANDELA_DAYS.days


def test_a_stricter_national_limit_is_taken_even_unverified_and_a_laxer_one_is_not() -> None:
    tighter = Fact("10 days", "An act, article 4", verified=False)
    laxer = Fact("2 months", "An act, article 4", verified=True)
    assert isolation(saying("SE", isolation_days=tighter)).days == Duration(10, "day")
    assert isolation(saying("SE", isolation_days=laxer)).days == MANDELA_DAYS


@given(facts, st.sampled_from(list(Clock)))
def test_a_clock_runs_longer_than_ours_only_when_the_country_is_verified_to_say_so(
    fact: Fact, about: Clock
) -> None:
    pack = saying("NL", clocks={about: fact})
    assert clock(pack, about).days <= DEFAULT_CLOCKS[about].days or sure(fact)
    if fact.known is Known.UNKNOWN:
        assert clock(pack, about) == DEFAULT_CLOCKS[about] == clock(None, about)


@given(facts)
def test_nobody_determines_or_decides_on_a_fact_that_is_not_verified(fact: Fact) -> None:
    pack = saying("NL", determined_by=fact, decides={Decides.STATUS: fact})
    if not sure(fact):
        assert determiners(pack) == frozenset()
        assert deciders(pack, Decides.STATUS) == frozenset()
    assert determiners(None) == deciders(None, Decides.STATUS) == frozenset()


def test_what_the_sources_say_outright() -> None:
    regimes = {one.id: one for pack in PACKS.values() for one in pack.regimes}
    assert regimes["41-bis"].longest_first == replace(
        regimes["41-bis"].longest_first, value="4 years", verified=True
    )
    assert {"41-bis", "ebi", "ait", "gvm", "qlco", "category-a", "exit", "entre"} <= set(regimes)
    assert not sure(regimes["qlco"].longest_first)
    assert clock(PACKS["NL"], Clock.LISTING) == Duration(6, "month")
    assert clock(PACKS["NL"], Clock.MEASURES) == Duration(1, "month")
    assert clock(PACKS["SCO"], Clock.GROUP_SCORE) == Duration(3, "month")
    # England says twelve months from memory only, so the strictest interval of any source holds.
    assert clock(PACKS["ENG"], Clock.CATEGORY) == Duration(6, "month")
    assert PACKS["NL"].categories[0].crosswalk.value == Neutral.NOT_COMPARABLE


DAY = Fact("15 days", "An act, article 4", verified=True)
NAMED = PACKS["ENG"].categories[0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"notice": Fact("told in writing", None, verified=True)}, "there is no source"),
        ({"notice": Fact("told in writing", "An act, article 4")}, "does not say whether it is verified"),
        ({"notice": Fact(UNKNOWN, None, verified=True)}, "unknown and verified at once"),
        ({"notice": Fact("", "An act, article 4", verified=False)}, "it is empty"),
        ({"isolation_days": replace(DAY, value=15)}, "15 without a unit"),
        ({"isolation_days": replace(DAY, value="15")}, "no duration"),
        ({"isolation_days": replace(DAY, value="a while")}, "no duration"),
        ({"isolation_hours": replace(DAY, value="2 days")}, "write it in hours"),
        ({"isolation_hours": replace(DAY, value="25 hours")}, "a day has 24"),
        ({"clocks": {Clock.LISTING: replace(DAY, value=6)}}, "The clock of listing is 6 without a unit"),
        ({"categories": (NAMED, NAMED)}, "Categories overlap: D is there more than once"),
        ({"categories": PACKS["ENG"].categories[1::-1]}, "Categories overlap: D stands above C"),
        ({"categories_known": Fact(UNKNOWN, None, verified=False)}, "scheme of categories is unknown"),
        (
            {"categories": (replace(NAMED, crosswalk=replace(NAMED.crosswalk, value="maximum")),)},
            "Category D is laid beside maximum",
        ),
        (
            {"categories": (replace(NAMED, crosswalk=replace(NAMED.crosswalk, note="")),)},
            "does not say why it is laid beside low",
        ),
        ({"regimes": (PACKS["ENG"].regimes[0],) * 2}, "Regimes have the same id: category-a"),
        ({"regimes": (replace(PACKS["ENG"].regimes[0], safeguards=()),)}, "says nothing of safeguards"),
        ({"sharing": {}}, "There is no switch for sharing with police abroad"),
        ({"sharing": {Recipient.POLICE: replace(DAY, value="yes")}}, "write allowed, not_allowed or unknown"),
        (
            {"sharing": {Recipient.POLICE: replace(DAY, value="allowed", verified=False)}},
            "allowed and not verified",
        ),
        ({"determined_by": replace(DAY, value=("police", "mayor"))}, "Status is determined by mayor"),
        ({"time_zone": replace(DAY, value="Europe/Atlantis")}, "There is no time zone Europe/Atlantis"),
        ({"currency": replace(DAY, value="pounds")}, "pounds is no currency"),
    ],
)
def test_a_fault_is_said_in_one_sentence(change: dict[str, Any], sentence: str) -> None:
    found = [one for one in faults(saying("ENG", **change)) if sentence in one]
    assert len(found) == 1, faults(saying("ENG", **change))
    assert found[0].endswith(".")


@given(
    values, st.sampled_from(["isolation_days", "isolation_hours", "determined_by", "currency", "time_zone"])
)
def test_faults_answer_whatever_a_value_is(value: Any, where: str) -> None:
    found = faults(saying("ENG", **{where: Fact(value, "An act, article 4", verified=False)}))
    assert all(one.endswith(".") for one in found)


def test_files_that_are_no_packs_are_refused_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "XX.yaml"
    good = (countries.FOLDER / "FI.yaml").read_text()
    for text, sentence in (
        (good.replace("id: FI", "id: finland"), "finland"),
        (good.replace("regimes:", "regime:"), "regime"),
        (good.replace("  police: {value: unknown, source: null, verified: no}\n", ""), "sharing with police"),
        (good.replace('"IANA time zone database, zone.tab"', "null"), "there is no source"),
        ("- a list", "holds no names and values"),
    ):
        path.write_text(text)
        with pytest.raises(Failed) as refused:
            countries.read(path)
        assert sentence in str(refused.value)


def test_a_country_is_found_by_any_of_its_codes_and_an_unknown_one_by_none() -> None:
    def ids(country: str) -> list[str]:
        return [one.id for one in countries.of(country, PACKS)]

    assert ids("IT") == ids("ita") == ["IT"]
    assert ids("ES") == ["ES"]
    assert ids("ES-CT") == ["CT"]
    assert ids("GB") == ["ENG", "SCO"]
    assert ids("ZZ") == ids("") == []


def test_a_service_replaces_a_pack_with_its_own_and_two_packs_may_not_claim_one_code(tmp_path: Path) -> None:
    good = (countries.FOLDER / "FI.yaml").read_text()
    (tmp_path / "FI.yaml").write_text(good.replace("Europe/Helsinki", "Europe/Mariehamn"))
    ours = countries.packs(str(tmp_path))
    assert set(ours) == TWELVE
    assert ours["FI"].time_zone.value == "Europe/Mariehamn"
    assert ours["SE"] == PACKS["SE"]
    (tmp_path / "YY.yaml").write_text(good.replace("id: FI", "id: YY"))
    countries.packs.cache_clear()
    with pytest.raises(Failed, match="both claim FIN"):
        countries.packs(str(tmp_path))
    with pytest.raises(Failed, match="There is no folder"):
        countries.packs(str(tmp_path / "nowhere"))
