"""Names vary as registers vary them; numbers and accounts are of the right form and tell nothing."""

from datetime import date

import numpy as np
import phonenumbers
import pytest
from stdnum import iban

from beccaria.world.circles import account, address
from beccaria.world.codes import Codes
from beccaria.world.days import DAY, Days
from beccaria.world.draws import stream
from beccaria.world.names.pools import Name, pools
from beccaria.world.names.variants import mistype, respell, turn_round, vary, vary_birthday
from beccaria.world.world import World


def test_respelling_keeps_the_sound() -> None:
    pool = next(pool for pool in pools() if pool.code == "MA")
    found = {respell(Name("Youssef", "El Idrissi"), pool, stream(seed, "x")).full for seed in range(40)}
    assert "Yusuf El Idrissi" in found
    assert "Youssef Al Idrissi" in found


def test_turning_round() -> None:
    assert turn_round(Name("Mohamed", "Ali"), pools()[0], stream(1)) == Name("Ali", "Mohamed")


def test_a_slip_changes_one_place() -> None:
    for seed in range(50):
        slipped = mistype(Name("Anna", "Lombardi"), pools()[0], stream(seed)).surname
        assert abs(len(slipped) - len("Lombardi")) <= 1


def test_variants_are_many() -> None:
    for pool in pools():
        name = Name(pool.given(0, female=False), pool.surname(0))
        assert len({vary(name, pool, stream(seed, "v")) for seed in range(60)}) >= 4, pool.code


def test_most_birthdays_stay_right() -> None:
    born = date(1980, 5, 9)
    drawn = [vary_birthday(born, stream(seed, "b")) for seed in range(400)]
    assert 0.7 < sum(one == born for one in drawn) / 400 < 0.9
    assert date(1980, 9, 5) in drawn
    assert None in drawn


def test_shares_of_countries_add_up() -> None:
    assert sum(pool.share for pool in pools()) == pytest.approx(1.0, abs=0.005)


def test_accounts_check_and_differ() -> None:
    made = [account(holder, 5) for holder in range(500)]
    assert len(set(made)) == 500
    assert all(iban.is_valid(one) for one in made)
    assert all(one[5:10].startswith("09") for one in made)


def test_numbers_at_home_are_of_the_right_form(world: World) -> None:
    numbers = [n for n in world.circles.number[:3000].tolist() if str(n).startswith("39")]
    assert len(numbers) > 1000
    assert all(phonenumbers.is_possible_number(phonenumbers.parse(f"+{n}")) for n in numbers)


def test_addresses_are_shared_by_a_household() -> None:
    assert address(12, 1) == address(12, 1)
    assert len({address(home, 1) for home in range(200)}) > 150


def test_codes_are_one_to_one_and_without_order() -> None:
    codes = Codes(3).many(np.arange(50_000, dtype=np.uint64))
    assert len(set(codes.tolist())) == 50_000
    assert codes.tolist() != sorted(codes.tolist())
    assert codes[17] == Codes(3).one(17)
    assert codes[17] != Codes(4).one(17)


def test_days_know_summer_time() -> None:
    days = Days.of(date(2026, 3, 28), 4)
    texts = days.local_text(days.utc_ms(np.array([12 * 3600, DAY + 12 * 3600])))
    assert texts.tolist() == ["2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00"]
    assert days.moment(DAY + 12 * 3600).isoformat() == "2026-03-29T12:00:00+02:00"


def test_a_name_of_one_letter_can_be_mistyped_too() -> None:
    for seed in range(40):
        assert mistype(Name("Li", "E"), pools()[0], stream(seed)).given == "Li"
