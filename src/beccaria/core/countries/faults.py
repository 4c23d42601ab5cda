"""Find what is wrong with a country pack, each fault in one sentence that says what to do."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zoneinfo import available_timezones

from beccaria.core.countries.limits import ALLOWED, NOT_ALLOWED
from beccaria.core.countries.model import UNKNOWN, Duration, Fact, GivenTo, Neutral, Pack, Recipient
from beccaria.core.countries.telling import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY: Final = frozenset({"police", "prison", "court", "prosecution"})
_ORDER: Final = (Neutral.LOW, Neutral.MEDIUM, Neutral.HIGH, Neutral.VERY_HIGH)
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_LEAST_SOURCE: Final = 5
_DAY: Final = 24
_SWITCH: Final = frozenset({ALLOWED, NOT_ALLOWED, UNKNOWN})


def faults(pack: Pack) -> list[str]:
    """Everything that is wrong, in the order of reading; nothing when the pack can be used."""
    return [
        *_sources(pack),
        *_country(pack),
        *_determined(pack),
        *_categories(pack),
        *_given(pack),
        *_regimes(pack),
        *_durations(pack),
        *_sharing(pack),
    ]


def _sources(pack: Pack) -> Iterator[str]:
    for one in entries(pack):
        where, fact = f"{one.section.value}, {one.where}", one.fact
        if fact.verified is None:
            yield f"{where}: it does not say whether it is verified: write `verified: yes` or `verified: no`."
        if fact.value == UNKNOWN:
            if fact.verified:
                yield f"{where}: it is unknown and verified at once: write `verified: no`."
            continue
        if fact.value in ("", ()):
            yield f"{where}: it is empty: write what is known, or `unknown`."
        if fact.source is None or len(fact.source.strip()) < _LEAST_SOURCE:
            yield f"{where}: there is no source: name the document and the place in it, or write `unknown`."


def _country(pack: Pack) -> Iterator[str]:
    if pack.time_zone.value != UNKNOWN and pack.time_zone.value not in available_timezones():
        yield f"There is no time zone {pack.time_zone.words}: write one such as Europe/Rome."
    if pack.currency.value != UNKNOWN and not _CURRENCY.fullmatch(pack.currency.words):
        yield f"{pack.currency.words} is no currency: write its three capital letters, such as EUR."


def _determined(pack: Pack) -> Iterator[str]:
    said = pack.determined_by.value
    if said == UNKNOWN:
        return
    named = said if isinstance(said, tuple) else (str(said),)
    if strange := sorted(set(named) - _BY):
        yield f"Status is determined by {', '.join(strange)}: write {', '.join(sorted(_BY))} or `unknown`."


def _categories(pack: Pack) -> Iterator[str]:
    twice = [code for code, times in Counter(one.code for one in pack.categories).items() if times > 1]
    if twice:
        yield f"Categories overlap: {', '.join(twice)} is there more than once. Give each its own code."
    if pack.categories and pack.categories_known.value == UNKNOWN:
        yield "The scheme of categories is unknown, and categories are listed: say what the scheme is, or list none."
    placed: list[tuple[str, int]] = []
    for one in pack.categories:
        if one.crosswalk.value not in set(Neutral):
            words = ", ".join(Neutral)
            yield f"Category {one.code} is laid beside {one.crosswalk.words}: write one of {words}."
        elif not one.crosswalk.note:
            yield f"Category {one.code} does not say why it is laid beside {one.crosswalk.words}: write it in its note."
        if one.crosswalk.value in _ORDER:
            placed.append((one.code, _ORDER.index(Neutral(one.crosswalk.words))))
    for (lower, low), (upper, high) in pairwise(placed):
        if high < low:
            yield f"Categories overlap: {upper} stands above {lower} but beside a lower level: put them in order."


def _given(pack: Pack) -> Iterator[str]:
    if pack.given_to.value not in {*GivenTo, UNKNOWN}:
        yield f"Categories are given to {pack.given_to.words}: write {', '.join(GivenTo)} or `unknown`."
    kinds = Counter(one.kind for one in pack.statuses)
    if several := [kind.value for kind, times in kinds.items() if times > 1]:
        yield f"A status is there more than once: {', '.join(several)}. Say each once."


def _regimes(pack: Pack) -> Iterator[str]:
    twice = [name for name, times in Counter(one.id for one in pack.regimes).items() if times > 1]
    if twice:
        yield f"Regimes have the same id: {', '.join(twice)}. Give each its own."
    for one in pack.regimes:
        if not one.safeguards:
            yield f"{one.name} says nothing of safeguards: write them, or that they are `unknown`."
        if not one.restrictions:
            yield f"{one.name} says nothing of restrictions: write them, or that they are `unknown`."


def _durations(pack: Pack) -> Iterator[str]:
    timed = [(f"The longest first duration of {one.name}", one.longest_first) for one in pack.regimes]
    timed += [(f"The clock of {name.value.replace('_', ' ')}", fact) for name, fact in pack.clocks.items()]
    for what, fact in timed:
        yield from _duration(what, fact)
    yield from _duration("The days of isolation", pack.isolation_days)
    yield from _duration("The hours of isolation", pack.isolation_hours, only="hour")


def _duration(what: str, fact: Fact, *, only: str = "") -> Iterator[str]:
    if fact.value == UNKNOWN:
        return
    if isinstance(fact.value, int | float):
        yield f"{what} is {fact.value} without a unit: write hours, days, weeks, months or years."
        return
    try:
        read = Duration.read(fact.words)
    except ValueError:
        yield f"{what} is {fact.words!r}, which is no duration: write a whole number and its unit, such as “6 months”."
        return
    if only == "hour" and read.unit == "hour" and read.count > _DAY:
        yield f"{what} are {read.count}: a day has {_DAY}."
    if only and read.unit != only:
        yield f"{what} is said in {read.unit}s: write it in {only}s."


def _sharing(pack: Pack) -> Iterator[str]:
    for recipient in Recipient:
        if recipient not in pack.sharing:
            words = recipient.value.replace("_", " ")
            yield f"There is no switch for sharing with {words}: write one, `unknown` if it is."
    for recipient, fact in pack.sharing.items():
        words = recipient.value.replace("_", " ")
        if fact.value not in _SWITCH:
            yield f"The switch for {words} is {fact.words!r}: write allowed, not_allowed or unknown."
        if fact.value == ALLOWED and not fact.verified:
            yield f"The switch for {words} is allowed and not verified: nothing is shared on what nobody verified."
