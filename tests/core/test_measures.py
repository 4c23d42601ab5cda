"""Measures by rule: when one holds, what isolates by its own words, who decides, how long one may last."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from beccaria.core import measures
from beccaria.core.countries import MANDELA_DAYS, MANDELA_HOURS, Clock, Isolation, Pack, pack_from
from beccaria.core.measures import Kind, Standing, State, Times
from beccaria.core.refusal import BadInput

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
LIMIT = Isolation(MANDELA_HOURS, MANDELA_DAYS)
PACKS = Path(__file__).parents[2] / "src" / "beccaria" / "reference" / "countries"


def pack(name: str) -> Pack:
    """A country's pack."""
    return pack_from(yaml.safe_load((PACKS / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("state", "after", "ended", "expected"),
    [
        (State.PROPOSED, 1, None, Standing.PROPOSED),
        (State.FIRST, 1, None, Standing.FIRST),
        (State.REFUSED, 1, None, Standing.REFUSED),
        (State.DECIDED, -1, None, Standing.AHEAD),
        (State.DECIDED, 1, None, Standing.IN_FORCE),
        (State.DECIDED, 10, None, Standing.LAPSED),
        (State.DECIDED, 11, None, Standing.LAPSED),
        (State.ENDED, 5, 4, Standing.ENDED),
        (State.ENDED, 3, 4, Standing.IN_FORCE),
    ],
)
def test_what_a_measure_is_at_a_moment(
    state: State, after: int, ended: int | None, expected: Standing
) -> None:
    ended_at = None if ended is None else AT + ended * DAY
    found = measures.standing(state, starts=AT, ends=AT + 10 * DAY, ended_at=ended_at, at=AT + after * DAY)
    assert found is expected


@pytest.mark.parametrize(
    ("kind", "hours", "alone"),
    [
        (Kind.ISOLATION, 0, True),
        (Kind.ISOLATION, 2, True),
        (Kind.SEPARATION, 2, True),
        (Kind.REGIME, 1.5, True),
        (Kind.REGIME, 2.5, False),
        (Kind.SEPARATION, 3, False),
        (Kind.ISOLATION, None, True),
        (Kind.SUPERVISED_VISITS, None, False),
    ],
)
def test_hours_isolate_and_not_the_name(kind: Kind, hours: float | None, *, alone: bool) -> None:
    assert measures.isolates(kind, hours, LIMIT) is alone


def test_times_are_in_order_and_not_for_ever() -> None:
    with pytest.raises(BadInput, match="end before it begins"):
        Times(AT, AT)
    with pytest.raises(BadInput, match="four years"):
        Times(AT, AT + timedelta(days=2000))


def test_only_what_keeps_apart_promises_contact() -> None:
    measures.check_contact(Kind.ISOLATION, 0)
    measures.check_contact(Kind.FEWER_VISITS, None)
    wrong = (
        *((Kind.ISOLATION, None), (Kind.FEWER_VISITS, 2.0), (Kind.SEPARATION, -1.0)),
        # Kept to a tenth it would be two hours, and isolation by another name.
        (Kind.SEPARATION, 2.04),
    )
    for kind, hours in wrong:
        with pytest.raises(BadInput):
            measures.check_contact(kind, hours)


def test_where_no_source_says_who_decides_two_people_do() -> None:
    for unknown in (None, pack("AT")):
        found = measures.route(unknown, Kind.ISOLATION)
        assert found.two_people
        assert not found.designator.known


def test_the_minister_decides_41_bis_for_four_years_and_two_again() -> None:
    italy = pack("IT")
    found = measures.route(italy, Kind.REGIME, "41-bis")
    assert found.designator.known
    assert "Minister" in found.designator.words
    assert not found.two_people
    assert measures.route(italy, Kind.REGIME, "41-bis", trait_named=True).two_people
    assert measures.longest(italy, Kind.REGIME, "41-bis", renewed=False) == timedelta(days=4 * 365)
    assert measures.longest(italy, Kind.REGIME, "41-bis", renewed=True) == timedelta(days=2 * 365)


def test_what_no_law_is_known_to_allow_lasts_a_month_at_most() -> None:
    assert measures.longest(None, Kind.MORE_SEARCHES, "", renewed=False) == timedelta(days=31)
    netherlands = pack("NL")
    assert measures.longest(netherlands, Kind.REGIME, "ebi", renewed=False) == timedelta(days=31)


def test_a_regime_of_another_country_is_none_here() -> None:
    with pytest.raises(BadInput, match="no regime of that name"):
        measures.regime_named(pack("NL"), "41-bis")
    assert measures.regimes(None) == ()


def test_it_is_looked_at_again_before_it_ends_and_by_the_clock() -> None:
    clock = measures.review(None, Kind.MORE_SEARCHES)
    assert clock.days == 28
    assert measures.latest_review(AT, AT + 10 * DAY, clock) == AT + 10 * DAY
    assert measures.latest_review(AT, AT + 100 * DAY, clock) == AT + 28 * DAY
    assert measures.review(None, Kind.ISOLATION).of_country is False
    assert Clock.SEPARATION in pack("IT").clocks
