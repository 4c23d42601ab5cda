"""The clock of isolation: contact by calendar day across changes of the clock, and days that nobody can hide."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from beccaria.core import clocks
from beccaria.core.clocks import Company, Door, Run, Shown, Way
from beccaria.core.clocks.doors import day_length, midnight
from beccaria.core.countries import MANDELA_DAYS, MANDELA_HOURS, Duration, Isolation
from beccaria.core.times import Period

ROME = ZoneInfo("Europe/Rome")
LIMIT = Isolation(MANDELA_HOURS, MANDELA_DAYS)
ZONES = ("Europe/Rome", "Europe/London", "America/Santiago", "Asia/Beirut", "Australia/Lord_Howe", "UTC")
FIRST = date(2026, 3, 2)


def at(day: int, hour: float, *, first: date = FIRST, zone: ZoneInfo = ROME) -> datetime:
    """A moment on the so manieth day, by the clock on the wall."""
    wall = datetime.combine(first + timedelta(days=day - 1), time()) + timedelta(hours=hour)
    return wall.replace(tzinfo=zone)


def out(day: int, starts: float, hours: float, company: Company = Company.ASSOCIATION) -> tuple[Door, Door]:
    """Out of the cell on a day from an hour, for so many hours."""
    begins = at(day, starts)
    return Door(begins, Way.OUT, company), Door(begins + timedelta(hours=hours), Way.BACK)


def alone(first: int, last: int) -> Period:
    """A measure that keeps him apart from noon of a day until the end of another."""
    return Period(at(first, 12), at(last + 1, 0))


def run(doors: list[tuple[Door, Door]], apart: list[Period], until: int) -> Run | None:
    """The run that stands at the end of a day."""
    flat = [one for pair in doors for one in pair]
    until_day = FIRST + timedelta(days=until - 1)
    return clocks.standing_run(clocks.days(flat, apart, until=until_day, zone=ROME, limit=LIMIT))


@pytest.mark.parametrize("name", ZONES)
def test_hours_of_all_days_are_the_hours_that_were(name: str) -> None:
    zone, by_chance = ZoneInfo(name), Random(name)  # noqa: S311  by chance, and the same each time
    for _turn in range(40):
        begins = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=by_chance.randrange(365 * 24 * 60))
        ends = begins + timedelta(minutes=by_chance.randrange(1, 16 * 60))
        doors = (Door(begins, Way.OUT, Company.WORK), Door(ends, Way.BACK))
        found = clocks.hours_by_day(clocks.spans(doors), zone)
        assert sum(found.values(), timedelta()) == ends - begins
        assert set(found) <= {begins.astimezone(zone).date(), ends.astimezone(zone).date()}
        for day, contact in found.items():
            assert contact <= day_length(day, zone)


@pytest.mark.parametrize("name", ZONES)
def test_days_follow_each_other_without_gap_or_overlap(name: str) -> None:
    zone = ZoneInfo(name)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(366)]
    for one, following in pairwise(days):
        assert midnight(one, zone) + day_length(one, zone) == midnight(following, zone)
        assert midnight(one, zone).astimezone(zone).date() == one
        assert (midnight(one, zone) - timedelta(seconds=1)).astimezone(zone).date() < one


def test_the_day_of_23_and_of_25_hours_are_right() -> None:
    assert day_length(date(2026, 3, 29), ROME) == timedelta(hours=23)
    assert day_length(date(2026, 10, 25), ROME) == timedelta(hours=25)


def test_on_the_day_of_25_hours_more_contact_is_asked_and_on_that_of_23_never_less() -> None:
    for day, hours, shown in (
        (date(2026, 10, 25), 2.5, Shown.ALONE),
        (date(2026, 10, 25), 3.5, Shown.CONTACT),
        (date(2026, 3, 29), 2.0, Shown.ALONE),
        (date(2026, 3, 29), 2.5, Shown.CONTACT),
    ):
        begins = at(1, 12, first=day)
        doors = (Door(begins, Way.OUT, Company.WORK), Door(begins + timedelta(hours=hours), Way.BACK))
        (found,) = clocks.days(doors, [], until=day, zone=ROME, limit=LIMIT)
        assert found.shown is shown, (day, hours)


def test_two_hours_are_not_enough_and_more_are() -> None:
    for hours, counted in ((2.0, 1), (2.1, 0)):
        found = clocks.days(out(1, 9, hours), [], until=FIRST, zone=ROME, limit=LIMIT)
        assert sum(one.shown is not Shown.CONTACT for one in found) == counted


def test_an_unknown_day_under_a_measure_counts() -> None:
    found = run([], [alone(1, 15)], 11)
    assert found
    assert found.counted == 11
    assert found.unknown == 11


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(lambda: ([], [alone(1, 5), alone(6, 15)]), id="another label or prison the next day"),
        pytest.param(lambda: ([], [alone(1, 5), alone(8, 15)]), id="two days nobody says anything of"),
        pytest.param(lambda: ([out(day, 10, 1) for day in range(1, 11)], [alone(1, 15)]), id="an hour a day"),
        pytest.param(
            lambda: ([out(day, 8, 8, Company.EXERCISE_ALONE) for day in range(1, 11)], [alone(1, 15)]),
            id="the yard alone",
        ),
        pytest.param(
            lambda: ([(*out(day, 8, 0.5),) for day in range(1, 11) if day not in (4, 5)], [alone(1, 15)]),
            id="a gap in the doors",
        ),
        pytest.param(
            lambda: ([(Door(at(5, 8), Way.OUT, Company.WORK),) * 2], [alone(1, 15)]), id="a door never closed"
        ),
        pytest.param(
            lambda: (
                [out(5, 8, 1.5), (Door(at(5, 8.2), Way.OUT, Company.WORK), Door(at(5, 9.4), Way.BACK))],
                [alone(1, 15)],
            ),
            id="two doors of one hour",
        ),
        pytest.param(
            lambda: ([], [alone(1, 5)]), id="the measure ended and nothing shows that he is among others"
        ),
    ],
)
def test_nobody_hides_a_day(hidden: Callable[[], tuple[list[tuple[Door, Door]], list[Period]]]) -> None:
    doors, apart = hidden()
    found = run(doors, apart, 10)
    assert found
    assert found.counted == 10


def test_contact_pauses_a_run_and_three_days_in_a_row_end_it() -> None:
    two = [out(day, 9, 5) for day in (6, 7)]
    found = run(two, [alone(1, 15)], 10)
    assert found
    assert found.counted == 8
    three = [out(day, 9, 5) for day in (6, 7, 8)]
    assert run(three, [alone(1, 5)], 8) is None
    again = run(three, [alone(1, 15)], 10)
    assert again
    assert (again.first, again.counted) == (FIRST + timedelta(days=8), 2)


def test_doors_alone_show_isolation_without_a_measure_and_do_not_invent_it() -> None:
    shown = [out(day, 10, 0.5, Company.WASHING) for day in (1, 2, 5)]
    found = run(shown, [], 5)
    assert found
    assert found.counted == 5  # the two days between are unknown, and count
    assert run(shown, [], 12) is None
    assert run([], [], 12) is None


def test_isolation_ends_with_the_fifteenth_day_at_the_latest() -> None:
    begins = at(1, 14)
    last = clocks.last_moment(None, begins, zone=ROME, limit=LIMIT)
    assert last == midnight(FIRST + timedelta(days=15), ROME)
    used = run([], [alone(1, 5)], 8)
    assert clocks.last_moment(used, at(9, 8), zone=ROME, limit=LIMIT) == midnight(
        FIRST + timedelta(days=15), ROME
    )


@pytest.mark.parametrize("name", ZONES)
def test_no_start_and_no_cut_makes_more_than_fifteen_days(name: str) -> None:
    zone, by_chance = ZoneInfo(name), Random(name)  # noqa: S311  by chance, and the same each time
    for _turn in range(25):
        first = date(2026, 1, 1) + timedelta(days=by_chance.randrange(360))
        periods: list[Period] = []
        moment = at(1, by_chance.random() * 23, first=first, zone=zone)
        for _part in range(by_chance.randrange(1, 6)):
            found = clocks.standing_run(
                clocks.days([], periods, until=moment.astimezone(zone).date(), zone=zone, limit=LIMIT)
            )
            last = clocks.last_moment(found, moment, zone=zone, limit=LIMIT)
            if last <= moment:
                break
            ends = min(last, moment + timedelta(hours=by_chance.randrange(1, 24 * 15)))
            periods.append(Period(moment, ends))
            moment = ends + timedelta(hours=by_chance.randrange(0, 30))
        until = (periods[-1].ends or moment) - timedelta(seconds=1)
        days = clocks.days([], periods, until=until.astimezone(zone).date(), zone=zone, limit=LIMIT)
        stands = clocks.standing_run(days)
        assert stands
        assert stands.counted <= 15


def test_after_the_limit_nothing_keeps_him_apart_until_he_was_among_others() -> None:
    def free(doors: list[tuple[Door, Door]], until: int) -> bool:
        flat = [one for pair in doors for one in pair]
        day = FIRST + timedelta(days=until - 1)
        return clocks.break_over(
            clocks.days(flat, [alone(1, 15)], until=day, zone=ROME, limit=LIMIT), limit=LIMIT
        )

    assert free([], 14)
    assert not free([], 15)
    assert not free([out(day, 9, 5) for day in (16, 17)], 17)
    assert free([out(day, 9, 5) for day in (16, 17, 18)], 18)


def test_an_hour_that_is_stated_takes_no_other_hour_away() -> None:
    recorded = out(1, 10, 3)
    starts, back = out(1, 10.5, 0.5, Company.CONVERSATION)
    stated = tuple(Door(one.at, one.way, one.company, "stated by Ana") for one in (starts, back))
    (day,) = clocks.days((*recorded, *stated), [], until=FIRST, zone=ROME, limit=LIMIT)
    assert day.contact == timedelta(hours=3)
    # And a way out that nobody closed is closed by no other record.
    later = Door(at(1, 15), Way.BACK, told_by="stated by Ana")
    assert clocks.spans((recorded[0], later)) == ()


def test_days_that_are_decided_already_are_taken_off_wherever_they_lie() -> None:
    def last(*ahead: int) -> datetime:
        days = frozenset(FIRST + timedelta(days=day - 1) for day in ahead)
        return clocks.last_moment(None, at(3, 9), zone=ROME, limit=LIMIT, ahead=days)

    assert last() == midnight(FIRST + timedelta(days=17), ROME)
    assert last(1, 2) == midnight(FIRST + timedelta(days=15), ROME)
    assert last(20, 21) == midnight(FIRST + timedelta(days=15), ROME)
    assert last(*range(20, 35)) == midnight(
        FIRST + timedelta(days=2), ROME
    )  # before it begins: no day is left


def test_a_stricter_country_stops_earlier() -> None:
    strict = Isolation(Duration(20, "hour"), Duration(7, "day"))
    assert clocks.last_moment(None, at(1, 9), zone=ROME, limit=strict) == midnight(
        FIRST + timedelta(days=7), ROME
    )
    (day,) = clocks.days(out(1, 9, 3), [], until=FIRST, zone=ROME, limit=strict)
    assert day.shown is Shown.ALONE
