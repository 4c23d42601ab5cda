"""The common profile: what may not go abroad leaves no trace, the whole is handled as its strictest part, one shape."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from beccaria.core.classification import Answer, Outcome
from beccaria.core.countries import Fact as Said
from beccaria.core.countries import Recipient
from beccaria.core.handling import LIMITS, Audience, from_codes, why_not_given_to
from beccaria.core.profile import (
    OTHER_COUNTRIES,
    Decision,
    Dimension,
    Fact,
    Identity,
    Kept,
    Profile,
    document,
    for_reader,
    giving,
    may_go,
)
from beccaria.lib import countries, reference

PACKS = countries.packs()
SCHEMA = json.loads((reference.FOLDER / "profile" / "schema.json").read_text(encoding="utf-8"))
DAY = date(2026, 5, 3)
kept = st.builds(
    Kept, st.integers(0, 3), st.lists(st.sampled_from(sorted(LIMITS)), max_size=3, unique=True).map(tuple)
)


def decision(handled: Kept = Kept(), **more: Any) -> Decision:  # noqa: B008  frozen
    said: dict[str, Any] = {
        "id": "d1", "kind": "category", "value": "extreem", "means": "Extreme.", "country": "NL",
        "article": "Article 13", "designated_by": "", "starts": DAY, "until": None, "review_due": DAY,
        "facts": (Fact("conduct", "Had a man beaten.", DAY, judged=False),), "not_told": False, "kept": handled,
    }  # fmt: skip
    return Decision(**(said | more))


def dimension(handled: Kept = Kept(), **more: Any) -> Dimension:  # noqa: B008  frozen
    said: dict[str, Any] = {
        "id": "a1", "instrument": "escape", "version": 1, "title": "Escape", "band": "high", "band_low": "low",
        "band_high": "high", "low": 3.0, "high": 9.0, "unknown": 4, "likelihood": "likely",
        "confidence": "low", "overridden": False, "decided_on": DAY, "review_due": DAY, "kept": handled,
    }  # fmt: skip
    return Dimension(**(said | more))


def profile(*decisions: Decision, dimensions: tuple[Dimension, ...] = (), handled: Kept = Kept()) -> Profile:  # noqa: B008
    who = Identity(
        name="Marek Tibor Sandor",
        other_names=(),
        born=None,
        number="A1",
        held_at="",
        held_since=None,
        kept=handled,
    )
    return Profile(
        made_at=datetime(2026, 5, 3, tzinfo=UTC),
        country="NL",
        identity=who,
        decisions=decisions,
        dimensions=dimensions,
    )


def test_the_document_has_the_shape_that_is_published() -> None:
    whole = profile(decision(Kept(1, ("3x5x2:A1",))), dimensions=(dimension(),))
    checks = Draft202012Validator(SCHEMA)
    for one in (whole, for_reader(whole, PACKS, PACKS["ENG"]), profile()):
        said = document(one, giving(PACKS["NL"]))
        assert list(checks.iter_errors(json.loads(json.dumps(said)))) == []
        assert said["measures"]["in_force"] == []
        assert "keeps no measures yet" in said["measures"]["note"]


def test_the_shape_has_no_place_for_what_somebody_is() -> None:
    text = json.dumps(SCHEMA["properties"]) + json.dumps(SCHEMA["$defs"])
    names = {each.name for kind in (Profile, Identity, Decision, Dimension, Fact) for each in fields(kind)}
    for word in ("nationality", "citizenship", "ethnic", "faith", "religion", "health", "language"):
        assert word not in text
        assert not any(word in name for name in names)
    extra = document(profile(), giving(None)) | {"nationality": "ZZ"}
    assert list(Draft202012Validator(SCHEMA).iter_errors(extra))


@given(kept, kept, kept)
def test_the_whole_is_handled_as_its_strictest_part(one: Kept, other: Kept, third: Kept) -> None:
    whole = profile(decision(one), dimensions=(dimension(other),), handled=third)
    assert whole.kept.level == max(one.level, other.level, third.level)
    assert set(whole.kept.handling) == {*one.handling, *other.handling, *third.handling}


@given(st.lists(kept, max_size=4), st.lists(kept, max_size=4))
def test_what_handling_keeps_from_other_countries_leaves_no_trace(
    ones: list[Kept], others: list[Kept]
) -> None:
    decisions = tuple(decision(each, id=f"d{place}") for place, each in enumerate(ones))
    dimensions = tuple(dimension(each, id=f"a{place}") for place, each in enumerate(others))
    closed = [each for each in (*ones, *others) if not may_go(each)]
    whole = profile(*decisions, dimensions=dimensions)
    open_only = profile(
        *(one for one in decisions if may_go(one.kept)),
        dimensions=tuple(one for one in dimensions if may_go(one.kept)),
    )
    given_out = document(for_reader(whole, PACKS, PACKS["ENG"]), giving(None))
    # The same, to the last character, as if what is closed had never been.
    assert given_out == document(for_reader(open_only, PACKS, PACKS["ENG"]), giving(None))
    for each in closed:
        conditions = from_codes(each.handling)
        assert any(
            why_not_given_to(conditions, audience, sanitised=False, originator_agrees=False)
            for audience in OTHER_COUNTRIES
        )


def test_no_country_may_have_what_one_kind_of_country_may_not() -> None:
    assert set(OTHER_COUNTRIES) == {Audience.FOREIGN_EU, Audience.FOREIGN_OTHER}
    for code in ("5x5x5:1", "5x5x5:4", "3x5x2:C", "4x4:H2"):
        assert not may_go(Kept(0, (code,)))
    assert may_go(Kept(2))


def test_in_the_terms_of_another_country_or_not_comparable() -> None:
    (abroad,) = for_reader(profile(decision()), PACKS, PACKS["ENG"]).decisions
    assert abroad.terms is not None
    assert abroad.terms.comparison.answer is Answer.NOT_COMPARABLE
    assert "only people on a list" in str(abroad.terms.comparison.because)
    (gone,) = for_reader(profile(decision(value="hoogst")), PACKS, PACKS["ENG"]).decisions
    assert gone.terms is not None
    assert "no longer that of its country" in str(gone.terms.comparison.because)
    (status,) = for_reader(profile(decision(kind="status", value="extremist")), PACKS, PACKS["ENG"]).decisions
    assert status.terms is not None
    assert status.terms.comparison.answer is Answer.NOT_COMPARABLE


def test_it_may_be_given_only_where_the_law_is_verified_to_allow_it() -> None:
    assert giving(None).answer is Outcome.NO
    for pack in PACKS.values():
        assert giving(pack).answer is Outcome.NO
    for value, verified, answer in (
        ("allowed", True, Outcome.YES),
        ("allowed", False, Outcome.NO),
        ("not_allowed", True, Outcome.NO),
        ("unknown", False, Outcome.NO),
    ):
        fact = Said(value, "A law, article 1", verified=verified)
        pack = replace(PACKS["NL"], sharing=PACKS["NL"].sharing | {Recipient.PRISON_SERVICE_ABROAD: fact})
        assert giving(pack).answer is answer


@pytest.mark.parametrize("reader", sorted(PACKS))
def test_every_country_can_read_one(reader: str) -> None:
    whole = profile(decision(), decision(kind="status", value="high_risk"), dimensions=(dimension(),))
    said = document(for_reader(whole, PACKS, PACKS[reader]), giving(PACKS["NL"]))
    assert said["in_terms_of"] == reader
    assert all(each["terms"]["because"] for each in said["decisions"])
