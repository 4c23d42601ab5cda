"""A day begins and is over where the service is, also where the clock is changed; the last one too."""

from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from beccaria.lib import days


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-11-20", 24), ("2026-03-29", 23), ("2026-10-25", 25), ("9999-12-31", 0)]
)
def test_a_day_is_as_long_as_the_clock_makes_it(day: str, hours: int) -> None:
    with override_settings(TIME_ZONE="Europe/Rome"), timezone.override("Europe/Rome"):
        one = date.fromisoformat(day)
        begun, over = (
            moment.astimezone(timezone.get_fixed_timezone(0)) for moment in (days.begins(one), days.ends(one))
        )
    assert over - begun == timedelta(hours=hours)
