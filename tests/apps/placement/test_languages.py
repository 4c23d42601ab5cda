"""Placing weighs whether staff of a wing can speak with somebody; who speaks what stays with who makes the roster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.allocation import Mode, terms
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.placement.actions import languages, rostering
from beccaria.placement.queries import spoken
from beccaria.placement.queries.instance import Asked, built
from tests.apps.placement.test_placing_pages import post, text
from tests.grouping import at, does, planted
from tests.seed_people import NAMESAKE

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def speaks(as_role: Callable[[str], Any], planted: Callable[[str], str]) -> Iterator[str]:
    """The register says that the namesake speaks Albanian. Undone afterwards."""
    person = planted(NAMESAKE)

    def say(codes: list[str]) -> None:
        with as_role("owner") as connection:
            connection.execute(
                "UPDATE people_identity SET languages = %s WHERE person_id = %s", [codes, person]
            )
            connection.commit()

    say(["sq"])
    yield person
    say([])


def staffed(does: Any, at: datetime, name: str = "Shqip") -> str:
    """S1, who works on NORTH-B, speaks it."""
    shift = rostering.NewShift(
        site="NORTH", staff="S1", wing="NORTH-B", starts=at, ends=at + timedelta(hours=8)
    )
    does("pia", rostering.write_shift, shift, at=at)
    said = languages.NewStaffLanguage(site="NORTH", staff="S1", name=name)
    return str(does("pia", languages.write_staff_language, said, at=at))


def test_a_wing_where_nobody_speaks_with_him_costs_more(does: Any, at: datetime, speaks: str) -> None:
    staffed(does, at)
    # Bo places people and reads no roster: he is told of the wing, and not who it is.
    for name in ("pia", "bo"):
        found = does(name, built, Asked(mode=Mode.ONE, people=(speaks,)), at=at)
        costs = {
            wing: terms(found.instance.people[speaks], one, found.instance).get("language", 0)
            for wing, one in found.instance.wings.items()
        }
        assert costs["NORTH-B"] == 0
        assert costs["NORTH-C"] == found.instance.weights.language
        assert not {"languages", "languages_place"} & set(found.unknown)
    with pytest.raises(Refused):
        does("bo", spoken.of_staff, "NORTH", at=at)
    for name in ("ana", "eve", "nan", "dee"):
        assert does(name, spoken.spoken_on, ["NORTH"], at=at) == {}, name


def test_what_nobody_wrote_down_is_said_and_counts_for_nothing(
    does: Any, planted: Any, at: datetime, speaks: str
) -> None:
    unknown = does("pia", built, Asked(mode=Mode.ONE, people=(planted("seed-twin"),)), at=at).unknown
    assert "languages" in unknown
    found = does("pia", built, Asked(mode=Mode.ONE, people=(speaks,)), at=at)
    assert "languages_place" in found.unknown
    assert found.instance.people[speaks].languages == frozenset()


def test_languages_of_staff_are_words_once_and_end(does: Any, at: datetime) -> None:
    made = staffed(does, at)
    again = languages.NewStaffLanguage(site="NORTH", staff="S1", name="Albanian")
    with pytest.raises(Cannot, match="already"):
        does("gil", languages.write_staff_language, again, at=at)
    wrong = languages.NewStaffLanguage(site="NORTH", staff="S1", name="!?")
    with pytest.raises(BadInput, match="in letters"):
        does("gil", languages.write_staff_language, wrong, at=at)
    for name in ("bo", "eve", "nan"):
        with pytest.raises(Refused):
            does(name, languages.write_staff_language, again, at=at)
        with pytest.raises(Hidden):
            does(name, languages.end_staff_language, made, at=at)
    does("gil", languages.end_staff_language, made, at=at)
    assert does("gil", spoken.of_staff, "NORTH", at=at) == ()
    with pytest.raises(Cannot, match="over already"):
        does("gil", languages.end_staff_language, made, at=at)


def test_the_pages_say_it(sign_in: Any, does: Any, at: datetime, speaks: str) -> None:
    staffed(does, at)
    gil = sign_in("gil")
    assert "S1: Shqip" in text(gil.get("/rosters/at/NORTH/"))
    assert post(gil, "/rosters/at/NORTH/language/", staff="S2", name="").status_code == 422
    assert post(gil, "/rosters/at/NORTH/language/", staff="S2", name="Deutsch").status_code == 302
    assert "S2: Deutsch" in text(gil.get("/rosters/at/NORTH/"))
    assert post(sign_in("bo"), "/rosters/at/NORTH/language/", staff="S3", name="Deutsch").status_code == 404
    asked = post(gil, f"/placements/of/{speaks}/ask/")
    assert "somebody of staff there speaks shqip" in text(gil.get(asked["Location"]))
