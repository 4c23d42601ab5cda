"""Every act can be said in words."""

from beccaria.core.acts import Act
from beccaria.oversight import words


def test_every_act_has_its_sentence_and_no_two_are_the_same() -> None:
    said = [str(sentence) for sentence in words.SENTENCES.values()]
    assert set(words.SENTENCES) == set(Act)
    assert len(set(said)) == len(said)


def test_an_act_of_a_later_version_is_shown_as_it_was_written() -> None:
    assert words.sentence("planet.visit") == "planet.visit"
