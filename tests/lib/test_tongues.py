"""A language is one, whoever names it."""

from beccaria.lib.tongues import compared, own_name


def test_a_language_is_one_by_its_code_its_english_and_its_own_name() -> None:
    assert {compared(one) for one in ("sq", "Albanian", "SHQIP")} == {"sq"}
    assert {compared(one) for one in ("ro", "română", "Romana")} == {"ro"}
    assert compared("Wolof") == "wolof"
    assert compared("!?") == ""
    assert (own_name("sq"), own_name("wolof")) == ("shqip", "wolof")
