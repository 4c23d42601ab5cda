"""The handling strip says sentences: nobody at a desk reads codes."""

from django.utils import translation

from beccaria.people import api as people


def test_codes_are_said_in_words_and_words_stay() -> None:
    with translation.override("en-gb"):
        said = people.strip(1, ("3x5x2:A1", "3x5x2:C", "members are told on release: later"))
        assert not [each for each in said.conditions if "3x5x2" in each]
        assert "members are told on release: later" in said.conditions
        assert len(said.conditions) >= 2
        assert people.strip(0).conditions == ("for your duty only",)
